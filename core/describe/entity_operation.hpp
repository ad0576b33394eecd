#pragma once

#include "core/entities/model/entity.hpp"
#include "core/http/request.hpp"
#include "core/messages/catalogue.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace nscl::describe {

/// The operation of one entity's route, told by what follows the entity's path: "", "/{id}", "/{id}/transitions/{name}", ...
/// Its operationId is "<plugin>.<entity>.<what>".
boost::json::object entity_operation(const entities::entity& of, http::verb which, std::string_view below,
                                     messages::language language);

} // namespace nscl::describe
