#pragma once

#include "core/accounts/account_context.hpp"
#include "core/database/database.hpp"

#include <string>

/// How long passwords and accounts hold when nobody does anything (SEC-01).
namespace nscl::accounts::time_limits {

/// True when the user neither logged in, nor got a password, nor used one of his tokens for settings.inactivity_limit. A new
/// password by a link is what brings the account back.
bool is_unused(database::reader& from, const account_context& at, entities::record_id user);

/// True when the user is an administrator, by whatever role, and his password, set at `changed_at`, is older than
/// settings.administrator_password_lifetime.
bool must_change_password(database::reader& from, const account_context& at, entities::record_id user,
                          const std::string& username, platform::instant changed_at);

} // namespace nscl::accounts::time_limits
