#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/field_value.hpp"
#include "core/platform/clock.hpp"
#include "core/platform/random.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// Logins as stored: a random token in the browser, its hash in the database.
namespace nscl::accounts::login_sessions {

/// A session with what every request needs to know of its user, from one query.
struct session {
    entities::record_id user = 0;
    std::string username;
    std::string display_name;
    bool active = false; ///< the user
    platform::instant last_seen = 0;
    platform::instant expires_at = 0;
    std::int64_t generation = 0; ///< generation::access
};

/// Begins a login and returns its token.
std::string begin(database::transaction& in, platform::random& random, entities::record_id user, platform::instant now,
                  std::chrono::hours lifetime);

/// The session of a token, ended or not by now; none for an unknown token.
std::optional<session> find(database::reader& from, std::string_view token);

/// What a page has to send back with a write, as X-CSRF-Token: derived from the token, which no other site knows.
std::string csrf_of(std::string_view token);

/// Moves the last visit on to `now`, never back.
void note_seen(database::transaction& in, std::string_view token, platform::instant now);
void end(database::transaction& in, std::string_view token);
void end_all(database::transaction& in, entities::record_id user);

/// Removes sessions past their lifetime, and those not seen for `idle`.
void sweep(database::transaction& in, platform::instant now, std::chrono::minutes idle);

} // namespace nscl::accounts::login_sessions
