#pragma once

#include "core/database/database.hpp"
#include "core/messages/refusal.hpp"
#include "core/platform/clock.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

/// Locks a name after failed attempts, for longer each time. Names without a user are counted and locked alike, so that
/// the answer does not say whether a user exists.
namespace nscl::accounts::login_lock {

constexpr std::chrono::seconds first_delay{30};
constexpr std::chrono::seconds longest_delay{3600};
/// Failures are forgotten when nothing was tried for so long.
constexpr std::chrono::hours memory{24};

/// How long a name is locked by its n-th failure: none below `allowed`, then first_delay, doubling.
std::chrono::seconds delay_after(std::int64_t failures, unsigned allowed);

/// Counts an attempt as failed before it is tried, so that attempts at the same time cannot outrun the count; a success is
/// to call forget(). Returns the failures so far, or `too_many_requests` while the name is locked.
messages::outcome<std::int64_t> begin_attempt(database::transaction& in, std::string_view username,
                                              platform::instant now, unsigned allowed);

/// Uncounts an attempt that was not tried after all.
void take_back(database::transaction& in, std::string_view username);

/// After a success.
void forget(database::transaction& in, std::string_view username);

/// Removes what `memory` has passed by.
void sweep(database::transaction& in, platform::instant now);

} // namespace nscl::accounts::login_lock
