#pragma once

#include "core/entities/routes/entity_routes.hpp"
#include "core/http/router.hpp"

#include <vector>

namespace nscl::describe {

/// GET /api/v1/openapi.json: every route of `described` and these but a site's, for programs; in the language that Accept-Language asks for. GET
/// /api/v1/schema: what this caller may see and do, for the console; with a session that has ended, what nobody may. Everything in `context` but the store outlives the routes.
std::vector<http::route> describe_routes(const entities::route_context& context,
                                         const std::vector<http::route>& described);

} // namespace nscl::describe
