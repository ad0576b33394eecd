#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace nscl::describe {

/// What a console has to know of the server itself, to judge by its clock and its limits before it asks.
struct system_facts {
    std::string today; ///< where the server's users are: "2026-10-01"
    std::chrono::minutes utc_offset{};
    std::size_t upload_bytes = 0;                   ///< that a file may have
    std::span<const std::string_view> extensions{}; ///< of files that are taken, without their dots; static
    std::size_t password_length = 0;                ///< least characters of a new one
};

/// Asked for each schema, since days end. Thread-safe.
using system_source = std::function<system_facts()>;

} // namespace nscl::describe
