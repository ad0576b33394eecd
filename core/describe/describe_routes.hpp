#pragma once

#include "core/describe/system_facts.hpp"
#include "core/entities/routes/entity_routes.hpp"
#include "core/http/router.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace nscl::describe {

/// The rights of a user, once the journal has it that `by` looks at what that user sees; refuses where there is no such user.
using seen_as = std::function<messages::outcome<std::shared_ptr<const entities::caller>>(const entities::caller& by,
                                                                                         entities::record_id user)>;

/// GET /api/v1/openapi.json: every route of `described` and these but a site's, for programs; in the language that Accept-Language asks for. GET
/// /api/v1/schema: what this caller may see and do, for the console; with a session that has ended, what nobody may. To an
/// administrator ?as=<id> shows what that user may. Everything in `context` but the store outlives the routes.
std::vector<http::route> describe_routes(const entities::route_context& context,
                                         const std::vector<http::route>& described, seen_as users,
                                         system_source system);

} // namespace nscl::describe
