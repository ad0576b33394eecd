#pragma once

#include "core/entities/declaration/declaration.hpp"
#include "core/entities/routes/caller_source.hpp"
#include "core/http/problem.hpp"
#include "core/http/router.hpp"
#include "core/plugin_host/hosted_plugin.hpp"

#include <memory>
#include <string>
#include <vector>

namespace nscl::plugin_host {

/// What the routes of plugins need; what it refers to outlives them.
struct route_services {
    entities::caller_source& callers;
    const http::problem_writer& problems;
    std::size_t json_depth = 32;
};

/// The routes that a plugin declares, below /api/v1/<plugin>/actions and /p/<plugin>, and those of its site. Permission, query parameters and the kind of body are
/// checked before the plugin is called. Handlers hold the plugin.
std::vector<http::route> plugin_routes(const std::shared_ptr<hosted_plugin>& plugin,
                                       const entities::declaration& declared, const route_services& services);

} // namespace nscl::plugin_host
