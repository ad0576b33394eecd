#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nscl::http {

/// Names for requests: the caller's own where it is sane, otherwise a random prefix and a count. One per I/O thread.
class request_ids {
public:
    /// `prefix` is random text, unlike any other's.
    explicit request_ids(std::string prefix) : prefix_(std::move(prefix)) {}

    /// `proposed` when it is 1 to 64 letters, digits, ".", "_" or "-"; otherwise a new one.
    std::string for_request(std::string_view proposed);

private:
    std::string prefix_;
    std::uint64_t count_ = 0;
};

} // namespace nscl::http
