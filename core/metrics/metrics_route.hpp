#pragma once

#include "core/http/network_list.hpp"
#include "core/http/problem.hpp"
#include "core/http/router.hpp"

#include <functional>
#include <string>

namespace nscl::metrics {

/// GET /metrics: what `text` answers, for those whose address is among `allowed`. Others get what a path that does not exist gets.
///
/// On an I/O thread, so that it answers while the workers are busy or the database is away; a scrape takes it well under a millisecond.
/// `problems` outlives the route.
http::route metrics_route(http::network_list allowed, const http::problem_writer& problems,
                          std::function<std::string()> text);

} // namespace nscl::metrics
