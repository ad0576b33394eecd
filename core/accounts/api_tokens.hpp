#pragma once

#include "core/accounts/account_context.hpp"
#include "core/messages/refusal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Tokens for programs: core.api_token says what they may do, core_token_secret holds the hash of the secret.
namespace nscl::accounts::api_tokens {

struct token {
    entities::record_id id = 0;
    entities::record_id user = 0;
    std::string username;
    std::string display_name;
    bool active = false; ///< the user
    platform::instant expires_at = 0;
    platform::instant last_used_at = 0;
    platform::instant rejected_at = 0; ///< when a use after its end was last journalled
    std::int64_t generation = 0;       ///< generation::access
};

struct order {
    std::string name;
    std::string expires_at;                      ///< RFC 3339
    std::vector<entities::record_id> limited_to; ///< grants of the user
};

struct issued {
    entities::record_id id = 0;
    std::string secret; ///< "nscl_...", shown this once
};

/// Makes a token for the caller himself.
messages::outcome<issued> issue(const account_context& at, const entities::caller& who, const order& wanted);

/// The token behind a secret, over or not by now.
std::optional<token> find(database::reader& from, std::string_view secret);

/// Moves the last use on to `now`, never back.
void note_used(database::transaction& in, entities::record_id token, platform::instant now);
void note_rejected(database::transaction& in, std::string_view secret, platform::instant now);

} // namespace nscl::accounts::api_tokens
