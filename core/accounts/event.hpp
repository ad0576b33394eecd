#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/caller.hpp"
#include "core/platform/clock.hpp"

#include <string>
#include <string_view>

namespace nscl::accounts {

/// Who did, or tried, something that is no change of a record. `name` is empty for a name without a user: what was typed
/// there may be a password.
struct actor {
    entities::record_id user = 0;
    std::string name;
    std::string origin;

    static actor of(const entities::caller& who) { return {who.user, who.name, who.origin}; }
};

/// Writes a journal row. `what` is one of the events that core_declaration.cpp declares.
/// `detail` is a JSON object without secrets and without what was typed; `about` the user concerned.
void record_event(database::transaction& in, platform::instant now, const actor& by, std::string_view what,
                  std::string detail = "{}", entities::record_id about = 0);

} // namespace nscl::accounts
