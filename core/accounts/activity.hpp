#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/field_value.hpp"
#include "core/platform/clock.hpp"

#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace nscl::accounts {

/// When login sessions and API tokens were last used, until that is written down. Kept in memory, so that a request that only
/// reads never waits for the database's writer, and never fails for its sake. A process that is killed forgets what it has not
/// written; others on the same database learn of a use once it is written. Thread-safe.
class activity {
public:
    void session_seen(std::string_view token, platform::instant now);
    void token_used(entities::record_id token, platform::instant now);

    /// The later of what is `stored` and what is noted.
    platform::instant session_last_seen(std::string_view token, platform::instant stored) const;
    platform::instant token_last_used(entities::record_id token, platform::instant stored) const;

    /// Whether something is noted that is not written down.
    bool has_news() const;

    /// Stores what was noted since the last time, as a step of the transaction; forgotten here once that is durable.
    void write_down(database::transaction& in);

private:
    struct notes {
        std::map<std::string, platform::instant, std::less<>> sessions;
        std::map<entities::record_id, platform::instant> tokens;
    };

    void forget(const notes& stored);

    mutable std::mutex guard_;
    notes noted_;
};

} // namespace nscl::accounts
