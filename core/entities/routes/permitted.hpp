#pragma once

#include "core/entities/routes/caller_source.hpp"
#include "core/http/problem.hpp"
#include "core/http/router.hpp"

#include <functional>
#include <memory>
#include <string_view>

namespace nscl::entities {

/// A route's work once it is known who asks. Throws on outages only.
using caller_handler = std::function<messages::outcome<http::response>(const http::request& asked,
                                                                       const std::shared_ptr<const caller>& who)>;

/// The handler of a route for callers who have the permission (caller::has_permission); others get 401 or 403. Refusals, those of
/// `act` too, become problems here, and the answer names the caller for the log. `callers` and `problems` outlive the handler.
http::handler permitted(caller_source& callers, const http::problem_writer& problems, std::string_view wanted,
                        caller_handler act);

} // namespace nscl::entities
