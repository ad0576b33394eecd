#pragma once

#include "core/database/database.hpp"
#include "core/entities/routes/caller_source.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/http/problem.hpp"
#include "core/http/router.hpp"
#include "core/platform/clock.hpp"

#include <memory>
#include <vector>

namespace nscl::audit {

/// What the routes below work with; everything outlives them, but the store, which they keep alive.
struct route_context {
    database::database& database;
    std::shared_ptr<const entities::entity_store> store;
    entities::caller_source& callers;
    const http::problem_writer& problems;
    const entities::cursor_seal& cursors;
    const platform::clock& clock;
};

/// By the roles administrator and journal_reader.
bool may_read_journal(const entities::caller& who);

/// GET /api/v1/core/journal    who did what when and from where, newest first (SEC-03)
///
/// For who may read the journal. All see every row. `changes` hold the fields that the caller may read of records
/// whose history he may open, and are null elsewhere; `record_label` is null where he may not read the record, and where it is gone.
/// `detail` of core events: both roles; of plugins' entries: only unscoped journal_readers.
/// `erased` says that user's label, origin, changes and detail are gone for good; the record's label is not shown then either.
std::vector<http::route> journal_routes(const route_context& context);

/// GET /api/v1/core/journal/verification    whether the chain of seals holds; for the same roles, one at a time in each process (409)
///
/// Reads the whole journal, so it counts as expensive. What it cannot see, a cut-off end or a chain computed anew, `nscl audit verify --head` does.
http::route verification_route(const route_context& context);

} // namespace nscl::audit
