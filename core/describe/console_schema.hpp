#pragma once

#include "core/describe/system_facts.hpp"
#include "core/entities/model/access.hpp"
#include "core/entities/model/model.hpp"
#include "core/messages/catalogue.hpp"

#include <string>

namespace nscl::describe {

/// What this caller may see and do, in his language: plugins with their menus, entities with fields, workflow and rights, dashboards; and
/// the server's own day and limits. A console needs nothing else to draw every screen.
std::string console_schema(const entities::model& model, const entities::access& rights, const entities::caller& who,
                           messages::language language, const system_facts& system);

} // namespace nscl::describe
