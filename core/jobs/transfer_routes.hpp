#pragma once

#include "core/entities/routes/entity_routes.hpp"
#include "core/http/router.hpp"
#include "core/jobs/job_ledger.hpp"
#include "core/jobs/job_runner.hpp"
#include "core/messages/catalogue.hpp"

#include <vector>

namespace nscl::jobs {

/// Import and export of every entity:
///   POST /api/v1/<plugin>/<entities>/import?mode=rollback|proceed   a CSV text; 202 and the Location of a job
///   GET  /api/v1/<plugin>/<entities>/import?labels=true|false       an empty CSV to fill in
///   GET  /api/v1/<plugin>/<entities>/export?labels=true|false&...   the list as CSV, with the list's filters
/// labels=true: for people, with labels in the language of Accept-Language; false, the default: for programs, with names and codes.
/// Everything given outlives the routes, but the store, which they keep alive.
std::vector<http::route> transfer_routes(const entities::route_context& context, job_runner& runner, job_ledger& ledger,
                                         const messages::catalogue& texts, std::size_t upload_limit);

} // namespace nscl::jobs
