#include "core/accounts/activity.hpp"

#include "core/accounts/api_tokens.hpp"
#include "core/accounts/login_sessions.hpp"

#include <algorithm>
#include <functional>

namespace nscl::accounts {

namespace {

template <class Notes, class Key>
void note(Notes& in, const Key& which, platform::instant now)
{
    const auto found = in.find(which);
    if (found == in.end()) {
        in.emplace(which, now);
    } else {
        found->second = std::max(found->second, now);
    }
}

template <class Notes, class Key>
platform::instant later(const Notes& in, const Key& which, platform::instant stored)
{
    const auto found = in.find(which);
    return found == in.end() ? stored : std::max(found->second, stored);
}

/// What was noted again meanwhile stays.
template <class Notes>
void remove(Notes& from, const Notes& stored)
{
    for (const auto& [which, at] : stored) {
        const auto found = from.find(which);
        if (found != from.end() && found->second == at) from.erase(found);
    }
}

} // namespace

void activity::session_seen(std::string_view token, platform::instant now)
{
    const std::scoped_lock locked{guard_};
    note(noted_.sessions, token, now);
}

void activity::token_used(entities::record_id token, platform::instant now)
{
    const std::scoped_lock locked{guard_};
    note(noted_.tokens, token, now);
}

platform::instant activity::session_last_seen(std::string_view token, platform::instant stored) const
{
    const std::scoped_lock locked{guard_};
    return later(noted_.sessions, token, stored);
}

platform::instant activity::token_last_used(entities::record_id token, platform::instant stored) const
{
    const std::scoped_lock locked{guard_};
    return later(noted_.tokens, token, stored);
}

bool activity::has_news() const
{
    const std::scoped_lock locked{guard_};
    return !noted_.sessions.empty() || !noted_.tokens.empty();
}

void activity::write_down(database::transaction& in)
{
    notes taken;
    {
        const std::scoped_lock locked{guard_};
        taken = noted_;
    }
    for (const auto& [token, at] : taken.sessions) login_sessions::note_seen(in, token, at);
    for (const auto& [token, at] : taken.tokens) api_tokens::note_used(in, token, at);
    in.after_commit([this, taken = std::move(taken)] { forget(taken); });
}

void activity::forget(const notes& stored)
{
    const std::scoped_lock locked{guard_};
    remove(noted_.sessions, stored.sessions);
    remove(noted_.tokens, stored.tokens);
}

} // namespace nscl::accounts
