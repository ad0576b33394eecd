#pragma once

#include "core/http/tls_context.hpp"

#include <filesystem>
#include <memory>
#include <mutex>

namespace nscl::http {

/// The pair of files, and what was read of them last. Thread-safe.
class tls_certificate {
public:
    /// Reads the files; throws as tls_context does.
    tls_certificate(std::filesystem::path certificate, std::filesystem::path key);

    /// Never null. Connections hold the one that they began with.
    std::shared_ptr<const tls_context> current() const;

    /// Reads the files again, for connections to come. When it throws, as tls_context does, the one before stays.
    void reload();

private:
    const std::filesystem::path certificate_;
    const std::filesystem::path key_;
    mutable std::mutex guard_;
    std::shared_ptr<const tls_context> current_;
};

} // namespace nscl::http
