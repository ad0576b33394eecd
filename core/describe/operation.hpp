#pragma once

#include "core/entities/model/model.hpp"
#include "core/http/router.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace nscl::describe {

/// The operation object of one route: an entity's by its declaration, a plugin's or an indicator's by that, the server's own by the table in
/// core_operations.cpp. Always complete; path parameters that nobody describes are texts taken from the pattern.
boost::json::object operation(const entities::model& model, const http::route& described, messages::language language);

/// The same for one of the server's own routes.
boost::json::object core_operation(const http::route& described, messages::language language);

/// The same for routes and indicators that a plugin declares.
boost::json::object plugin_operation(const entities::route_declaration& declared, messages::language language);
boost::json::object indicator_operation(const entities::indicator_declaration& declared, messages::language language);

/// The verb as a path item has it: "get".
std::string verb_key(http::verb which);

/// The pattern as OpenAPI writes it: "{path...}" becomes "{path}".
std::string template_of(std::string_view pattern);

} // namespace nscl::describe
