#pragma once

#include "core/database/database.hpp"
#include "core/http/router.hpp"

#include <vector>

namespace nscl {

/// /healthz: the process answers, whatever its workers do. /readyz: the database answers too. `database` outlives the routes.
std::vector<http::route> health_routes(database::database& database);

} // namespace nscl
