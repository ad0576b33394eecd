#pragma once

#include "core/plugin_host/defect.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

namespace nscl::plugin_host {

/// A library's file as it was at one moment: mapped is a copy in memory, since a file that somebody shortens meanwhile would take the
/// process with it. Movable.
class library_bytes {
public:
    /// At most 1 GiB.
    static checked<library_bytes> of(const std::filesystem::path& file);

    std::string_view view() const { return {bytes_.get(), bytes_.get_deleter().size}; }

private:
    struct unmap {
        std::size_t size = 0;
        void operator()(const char* mapped) const;
    };
    using mapping = std::unique_ptr<const char, unmap>;

    explicit library_bytes(mapping bytes) : bytes_(std::move(bytes)) {}

    mapping bytes_;
};

} // namespace nscl::plugin_host
