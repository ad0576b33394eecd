#pragma once

#include "core/entities/model/access.hpp"
#include "core/entities/model/model.hpp"
#include "core/messages/catalogue.hpp"

#include <boost/json/object.hpp>

namespace nscl::describe {

/// Whether a list of the entity is searched by words. The words of fields that only some may read are in no index.
bool is_searched(const entities::entity& of);

/// One entity as the console's schema shows it to a caller who may read it: fields, rules, workflow, rights, and what is offered beside them.
boost::json::object console_entity(const entities::model& model, const entities::access& rights,
                                   const entities::caller& who, messages::language language,
                                   const entities::entity& of);

} // namespace nscl::describe
