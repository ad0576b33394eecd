#pragma once

#include "core/accounts/caller_finder.hpp"
#include "core/http/problem.hpp"
#include "core/http/router.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace nscl::accounts {

/// What the routes below work with; everything outlives them.
struct route_context {
    const account_context& at;
    caller_finder& callers;
    const http::problem_writer& problems;
    const messages::catalogue& catalogue;
    std::size_t json_depth = 32;
    bool demo = false; ///< the data are samples
};

using route_handler = std::function<messages::outcome<http::response>(const http::request&)>;

/// A route whose refusals become problems. Takes no query parameters.
http::route make_route(const route_context& context, http::verb which, std::string pattern, route_handler act);

/// The same for a route that tries a password or hashes one.
http::route make_login_route(const route_context& context, std::string pattern, route_handler act);

/// An answer that no cache keeps and nobody compresses, since it may carry a secret; `user` is whom the log names.
http::response private_json(std::string body, unsigned status = 200, std::string user = {});

/// GET  /api/v1/agency    whose server this is, whether its data are samples, and which pages plugins have for everybody;
///                        before a log-in too
std::vector<http::route> agency_routes(const route_context& context);

/// GET, POST, DELETE  /api/v1/session
/// POST               /api/v1/session/password
std::vector<http::route> session_routes(const route_context& context);

/// POST /api/v1/core/actions/api-tokens        a token for oneself, secret shown this once
/// POST /api/v1/core/actions/invite            a link for a user to choose his password (administrators): its path, and its url
///                                             where listen.public_url is set
/// POST /api/v1/core/actions/reset-password    the same for one who has forgotten it
std::vector<http::route> action_routes(const route_context& context);

/// GET, POST /setup/{token}                    the page that a link leads to
/// GET, POST /api/v1/one-time-links/{token}    the same for programs
std::vector<http::route> link_routes(const route_context& context);

} // namespace nscl::accounts
