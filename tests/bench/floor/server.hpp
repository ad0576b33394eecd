#pragma once

#include <cstdint>
#include <string>

namespace nscl::bench {

/// Answers every request of a logged-in user with the organization whose id its target ends with, or else with the organizations'
/// first page, 401 otherwise, on 127.0.0.1, with as many
/// threads as cores, each with its own socket, event loop and database connection. Never returns.
[[noreturn]] void serve(const std::string& database, std::uint16_t port);

} // namespace nscl::bench
