#pragma once

#include "core/database/database.hpp"
#include "core/entities/reading/list_reader.hpp"
#include "core/entities/routes/caller_source.hpp"
#include "core/entities/routes/idempotency.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/http/problem.hpp"
#include "core/http/router.hpp"

#include <memory>
#include <vector>

namespace nscl::entities {

/// What the routes of every entity need. Everything outlives the routes, but the store, which they keep alive.
struct route_context {
    database::database& database;
    std::shared_ptr<const entity_store> store;
    const list_reader& lists;
    caller_source& callers;
    const http::problem_writer& problems;
    const idempotency& repeats;
    std::size_t json_depth = 32;
};

/// List, create, read, change, delete, transition and history of every entity of the store's model:
///   GET, POST           /api/v1/<plugin>/<entities>
///   GET, PATCH, DELETE  /api/v1/<plugin>/<entities>/{id}
///   POST                /api/v1/<plugin>/<entities>/{id}/transitions/{name}
///   GET                 /api/v1/<plugin>/<entities>/{id}/history
std::vector<http::route> entity_routes(const route_context& context);

} // namespace nscl::entities
