#pragma once

#include "core/entities/model/model.hpp"
#include "core/http/router.hpp"

#include <string>
#include <vector>

namespace nscl::describe {

/// The OpenAPI 3.1 document of these routes in one language. Every route is in it (operation.hpp), each with an operationId of its own.
std::string openapi(const entities::model& model, const std::vector<http::route>& routes, messages::language language);

} // namespace nscl::describe
