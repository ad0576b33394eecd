#pragma once

#include "core/accounts/account_context.hpp"
#include "core/accounts/caller_compiler.hpp"
#include "core/messages/refusal.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace nscl::accounts {

/// A password in the form that is hashed (NFC, so that keyboards agree), or none for what can be no password.
std::optional<std::string> prepared_password(std::string_view typed);

/// The stored form of a typed user name: lower case.
std::string prepared_username(std::string_view typed);

struct login_request {
    std::string username;
    std::string password;
    std::string new_password; ///< to be the password from now on, or ""
    std::string origin;
    std::string replaced; ///< the token of a session that ends with this login, or ""
};

/// Begins a session and returns its token. Wrong names and wrong passwords are told apart by neither answer nor work. Whoever knows
/// the password may be refused: `disabled`, `account_unused` or `password_change_required` (time_limits.hpp), or `invalid` for a
/// new password that change_password would refuse.
messages::outcome<std::string> log_in(const account_context& at, const login_request& asked);

/// Ends the session.
void log_out(const account_context& at, const entities::caller& who, std::string_view token);

/// Changes one's own password, ends all sessions of the user and begins a new one, whose token is returned.
messages::outcome<std::string> change_password(const account_context& at, const entities::caller& who,
                                               std::string_view current, std::string_view next);

} // namespace nscl::accounts
