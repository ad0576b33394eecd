#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace nscl::bench {

/// Answers every request of a logged-in user with the organization whose id its target ends with, or else with the first page of the
/// organizations of these communes (of all when none are given), 401 otherwise; the target / of anyone with {}. On 127.0.0.1, with as many threads as cores, each with
/// its own socket, event loop and database connection. Never returns.
[[noreturn]] void serve(const std::string& database, std::uint16_t port, std::span<const std::int64_t> communes);

} // namespace nscl::bench
