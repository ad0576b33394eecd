#pragma once

#include "core/entities/model/caller.hpp"
#include "core/messages/catalogue.hpp"

#include <boost/json/array.hpp>

#include <string_view>

namespace nscl::describe {

/// What a console offers on the core's own entities beside creating and changing records: invitations, new passwords, a look at
/// what a user may do, API tokens. Empty for other entities, and where the caller may not.
boost::json::array core_actions(std::string_view entity, const entities::caller& who, messages::language language);

} // namespace nscl::describe
