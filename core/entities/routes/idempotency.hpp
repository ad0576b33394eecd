#pragma once

#include "core/database/database.hpp"
#include "core/entities/routes/permitted.hpp"
#include "core/platform/clock.hpp"

#include <chrono>
#include <cstddef>
#include <vector>

namespace nscl::entities {

/// The answers kept for Idempotency-Key, for the schema applier.
std::vector<database::table_model> idempotency_tables();

/// Lets a write be sent again when its answer was lost: what carries a key that its user has used before is not done twice but answered
/// as it was answered then. Thread-safe.
class idempotency {
public:
    static constexpr std::chrono::hours lifetime{24};

    /// Both outlive this and the handlers made by it.
    idempotency(database::database& where, const platform::clock& clock) : database_(where), clock_(clock) {}

    /// A handler that does what `act` does, in one transaction with keeping its answer, when the request has a key. `act` may run several
    /// times and has no effects outside the database. Refusals are not kept. Refuses a malformed key (400), one that was used for another
    /// request (422), and one whose first request is still at work when the patience for locks ends (409).
    caller_handler once(caller_handler act) const;

    /// Forgets answers whose lifetime is over, some thousand at most. Returns how many. Throws database::error.
    std::size_t sweep();

private:
    database::database& database_;
    const platform::clock& clock_;
};

} // namespace nscl::entities
