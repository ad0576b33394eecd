#pragma once

#include "core/plugin_host/indicator_routes.hpp"

#include <memory>
#include <vector>

namespace nscl::plugin_host {

/// GET /api/v1/core/plugins: {"data":[...]}, for administrators: each plugin with its version, state, entities, settings (value in force, default and legal
/// basis) and how often its code was called and failed since the server started. The handler holds `model`, in which the declarations live.
http::route state_route(std::vector<declared_plugin> plugins, std::shared_ptr<const entities::model> model,
                        const route_services& services);

} // namespace nscl::plugin_host
