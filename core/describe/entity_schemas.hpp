#pragma once

#include "core/entities/entity.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace nscl::describe {

/// {"$ref":"#/components/schemas/<name>"}.
boost::json::object reference_to(const std::string& schema);

/// Adds the entity's schemas to `components.schemas`: "<plugin>.<entity>" as answered, "....Input" as written, "....Page" as listed.
void add_schemas(boost::json::object& schemas, const entities::entity& of);

} // namespace nscl::describe
