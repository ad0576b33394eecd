#pragma once

#include "core/accounts/account_context.hpp"
#include "core/messages/refusal.hpp"

#include <string>

namespace nscl::accounts {

struct new_user {
    std::string username;
    std::string display_name;
    std::string role; ///< code of the role to grant without scopes, or ""
};

/// Creates a user with a password and a grant, through the store; every refused field is named. `hash` comes from
/// credentials::accept.
messages::outcome<entities::record_id> make_user(database::transaction& in, const account_context& at,
                                                 const entities::caller& who, const new_user& wanted,
                                                 const std::string& hash);

} // namespace nscl::accounts
