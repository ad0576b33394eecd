#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace nscl::accounts {

/// The pseudo-plugin whose entities the server itself brings: users, roles, grants, API tokens and what other rooms add.
constexpr std::string_view core_plugin = "core";

/// Its declaration, in the form that every plugin uses (docs/declaration.md), with the accounts' own entities and those of other rooms,
/// each a JSON object. Callback numbers are core_rules' own.
std::string core_document(std::initializer_list<std::string_view> entities_of_other_rooms);

} // namespace nscl::accounts
