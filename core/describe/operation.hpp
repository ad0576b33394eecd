#pragma once

#include "core/entities/model.hpp"
#include "core/http/router.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace nscl::describe {

/// The operation object of one route: summary, parameters, body, answers. Always complete: path parameters are taken from the
/// pattern, problems are the same everywhere.
boost::json::object operation(const entities::model& model, const http::route& described);

/// What the table of the server's own routes says of one; "" where it says nothing.
struct core_operation {
    std::string_view summary;
    std::string_view body;   ///< a JSON Schema, or "" for none
    std::string_view answer; ///< a JSON Schema, or "" for none
    std::string_view content_type = "application/json";
    std::string_view query = ""; ///< names, joined by commas
    unsigned status = 200;
};
core_operation describe_core(http::verb which, std::string_view pattern);

/// The pattern as OpenAPI writes it: "{path...}" becomes "{path}".
std::string template_of(std::string_view pattern);

} // namespace nscl::describe
