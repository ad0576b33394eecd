#pragma once

#include "core/plugin_host/plugin_routes.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace nscl::plugin_host {

/// A plugin with what it declared; the declaration lives in the model.
struct declared_plugin {
    std::shared_ptr<hosted_plugin> plugin;
    const entities::declaration* declared;
};

/// GET /api/v1/<plugin>/indicators/<name>: {"plugin","name","label","unit","series"}, computed by the plugin now, in which
/// a figure's records have the entity's full name.
/// GET /api/v1/indicators: {"data":[...]} of those that the caller may see, without series. Handlers hold `model`, in which the
/// declarations live.
std::vector<http::route> indicator_routes(const std::vector<declared_plugin>& plugins,
                                          const std::shared_ptr<const entities::model>& model,
                                          const route_services& services);

/// Whether a plugin's result is the document of docs/declaration.md; says what is wrong where it is not.
checked<> check_indicator_result(std::string_view document);

} // namespace nscl::plugin_host
