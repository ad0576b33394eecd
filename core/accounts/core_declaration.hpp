#pragma once

#include "core/entities/declaration/declaration.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace nscl::accounts {

using entities::core_plugin;

/// Its declaration, in the form that every plugin uses (docs/declaration.md), with the accounts' own entities and those of other rooms,
/// each a JSON object. Callback numbers are core_rules' own.
std::string core_document(std::initializer_list<std::string_view> entities_of_other_rooms);

} // namespace nscl::accounts
