#pragma once

#include "core/entities/model.hpp"
#include "core/http/router.hpp"

#include <string>
#include <vector>

namespace nscl::describe {

/// The OpenAPI 3.1 document of these routes. Every route is in it: those of entities by their declaration, those of plugins by theirs, the
/// server's own by the table in core_operations.cpp.
std::string openapi(const entities::model& model, const std::vector<http::route>& routes);

} // namespace nscl::describe
