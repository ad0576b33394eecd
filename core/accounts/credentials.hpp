#pragma once

#include "core/accounts/account_context.hpp"
#include "core/database/database.hpp"
#include "core/entities/model/field_value.hpp"
#include "core/platform/clock.hpp"

#include <string>
#include <vector>

/// Stored password hashes of users.
namespace nscl::accounts::credentials {

struct credential {
    std::string hash; ///< "" when the user has no password yet
    platform::instant changed_at = 0;
    std::vector<std::string> history; ///< the last hashes, the current one first
};

credential read(database::reader& from, entities::record_id user);

/// Is `hash` stored for the user right now? Holds the row, so that the password cannot change before the transaction ends.
bool is_current(database::transaction& in, entities::record_id user, const std::string& hash);

/// The hash of a new password, or all that is wrong with it (SEC-01), under `pointer`. Slow: not inside a transaction.
messages::outcome<std::string> accept(const account_context& at, std::string_view username, const credential& before,
                                      std::string_view typed, const std::string& pointer);

/// Stores another hash of the same password, which is no new password: logins, history and its date stay. Does nothing when the stored hash
/// is not that of `of` any more.
void renew(database::transaction& in, entities::record_id user, const credential& of, const std::string& hash);

/// Stores a new hash, keeping `remembered` of them, and ends every login of the user. False when the stored hash is not
/// that of `before` any more.
bool replace(database::transaction& in, entities::record_id user, const credential& before, const std::string& hash,
             platform::instant now, unsigned remembered);

} // namespace nscl::accounts::credentials
