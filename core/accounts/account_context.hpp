#pragma once

#include "core/accounts/password_hasher.hpp"
#include "core/database/database.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/platform/clock.hpp"
#include "core/platform/random.hpp"
#include "core/settings/settings.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace nscl::accounts {

/// What everything of accounts works with. Everything referred to outlives it; `random` is asked by several threads at once.
struct account_context {
    database::database& database;
    std::shared_ptr<const entities::entity_store> store;
    const platform::clock& clock;
    platform::random& random;
    const password_hasher& passwords;
    settings::account_settings settings;
    std::string public_url = {}; ///< how users reach the server, without a slash at the end; "" when nobody said

    /// One of the accounts' own entities, by its short name. Throws std::logic_error when the model lacks it.
    const entities::entity& entity(std::string_view name) const;
};

/// Field values by name, for entities known to have them. Throws std::logic_error for an unknown name.
entities::field_values named_values(const entities::entity& of,
                                    std::initializer_list<std::pair<std::string_view, entities::field_value>> values);

} // namespace nscl::accounts
