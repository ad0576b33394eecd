#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/field_value.hpp"

#include <string_view>

namespace nscl::accounts {

constexpr std::string_view administrator_role = "administrator";
/// Held by every user, by API token too: one's own uploads and jobs.
constexpr std::string_view account_holder_role = "account_holder";
/// Held by everybody who logged in with a password: one's own profile, grants and tokens.
constexpr std::string_view session_holder_role = "session_holder";

/// How many active users hold the role administrator, leaving out one user and one grant (0: none). In a transaction that
/// holds a counter of generation, so that two of them do not remove each other.
std::int64_t count_administrators(database::reader& from, entities::record_id without_user = 0,
                                  entities::record_id without_grant = 0);

} // namespace nscl::accounts
