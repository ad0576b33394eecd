#pragma once

#include "core/entities/model/entity.hpp"
#include "core/messages/catalogue.hpp"

#include <boost/json/object.hpp>

namespace nscl::describe {

/// Adds the entity's schemas: "<plugin>.<entity>.Row" as lists answer it, "<plugin>.<entity>" as one record is answered, ".Page", and
/// ".Change" and ".Create" as they are written.
void add_schemas(boost::json::object& schemas, const entities::entity& of, messages::language language);

/// What a transition takes: the fields of all of them, since the path names which.
boost::json::object transition_body(const entities::entity& of, messages::language language);

/// A field's value as clients write it.
boost::json::object written_schema(const entities::field& of);

} // namespace nscl::describe
