#pragma once

#include "core/accounts/account_context.hpp"
#include "core/accounts/event.hpp"
#include "core/messages/refusal.hpp"

#include <optional>
#include <string>
#include <string_view>

/// One mechanism for set-up, invitation and password reset: a random address that works once and not for long.
namespace nscl::accounts::one_time_links {

enum class purpose { set_up, invitation, password_reset };

/// "set_up", ...
std::string_view name(purpose which);

struct link {
    purpose what = purpose::invitation;
    entities::record_id user = 0; ///< 0 for set_up
    std::string username;         ///< of the user
    std::string display_name;
};

/// The address of a link, below the server's own.
std::string path_of(std::string_view token);

/// Makes a link and returns its token. Earlier unused links of the same user stop to work.
std::string issue(database::transaction& in, const account_context& at, purpose what, entities::record_id user,
                  const actor& by);

/// The link, if it can still be used.
std::optional<link> find(database::reader& from, std::string_view token, platform::instant now);

/// What whoever follows a link chooses.
struct choice {
    std::string username;     ///< set_up only
    std::string display_name; ///< set_up; elsewhere "" keeps what is stored
    std::string password;
    std::string origin;
    std::string agency = {}; ///< its name, set_up only; "" leaves it unsaid
};

/// Uses the link up: sets the password, and for set_up makes the first administrator. Returns the user; `not_found` when the link was
/// used, ended or never was; `invalid` leaves it usable.
messages::outcome<entities::record_id> use(const account_context& at, std::string_view token, const choice& chosen);

/// Removes links that ended before `now`.
void sweep(database::transaction& in, platform::instant now);

} // namespace nscl::accounts::one_time_links
