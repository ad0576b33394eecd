#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/field_value.hpp"
#include "core/entities/model/model.hpp"
#include "core/messages/refusal.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::accounts {

/// A grant's values per dimension.
using scope_values = std::map<std::string, std::vector<entities::record_id>, std::less<>>;

/// Most records that one grant lists per dimension.
constexpr std::size_t most_scope_values = 1000;

/// The rule of the field type core.scopes: a JSON object. What it says is for check_scopes, which knows the grant.
entities::parsed_value accept_scopes(const entities::field_value& given);

/// What is wrong with the JSON text of a grant's scopes, {"organization": [12, 15]}: every dimension is known, binds a right of
/// `roles` (the grant's role with all that it includes) and lists records that exist. All of this holds
/// when a grant is given (the text is one that accept_scopes took): records, roles and plugins may go later, and what is left binds as before.
std::vector<messages::field_error> check_scopes(database::reader& from, const entities::model& model,
                                                const std::set<std::string>& roles, std::string_view json);

/// The values of a stored grant; null ("") gives none.
scope_values read_scopes(std::string_view json);

} // namespace nscl::accounts
