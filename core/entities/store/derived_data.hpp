#pragma once

#include "core/database/database.hpp"
#include "core/entities/schema/schema_surroundings.hpp"
#include "core/entities/store/derived_ledger.hpp"

#include <vector>

namespace nscl::entities {

/// What the store keeps beside the records of an entity that is declared like this: sort keys (with the version of their collation), claims and
/// searchable words.
derived_parts derived_from(const entity& of);

/// Writes what records that are already stored lack of it, because an earlier version did not declare it or the collation is another one by
/// now; versions and journal stay as they are. In batches by ascending id, each a transaction of its own that remembers how far it came:
/// killed at any point, the next call continues. One process at a time (the lease of the schema). All claims come first, since they may
/// refuse: until they are done, nothing that an earlier version uses is touched.
///
/// The entities are numbered, their tables are there (apply_schema), and the plugins that compute their claims exist. Throws schema_refused
/// with entity, claim and records where two records claim the same, database::error, and whatever a claim throws.
void rebuild_derived_data(database::database& where, const std::vector<const entity*>& entities);
void rebuild_derived_data(database::database& where, const std::vector<const entity*>& entities,
                          const schema_surroundings& around);

} // namespace nscl::entities
