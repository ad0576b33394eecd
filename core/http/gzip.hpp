#pragma once

#include "core/http/response.hpp"

#include <memory>
#include <string>
#include <string_view>

/// The gzip format (RFC 1952). Both take the processor's time: on workers only. The only file pair with zlib.
namespace nscl::http {

/// Throws std::bad_alloc.
std::string gzip(std::string_view plain);

/// A streamed body, compressed as it is pulled: each piece of it becomes one that can be read at once, so that nothing waits for more.
class gzip_stream final : public body_stream {
public:
    /// Throws std::bad_alloc.
    explicit gzip_stream(std::shared_ptr<body_stream> plain);
    ~gzip_stream() override;

    /// The buffer has room for 64 bytes at least: a mark of zlib that does not fit is written again and again.
    std::size_t next(std::span<char> buffer) override;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace nscl::http
