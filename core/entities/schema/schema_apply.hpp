#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/model.hpp"
#include "core/entities/schema/schema_change.hpp"
#include "core/entities/schema/schema_plan.hpp"
#include "core/entities/schema/schema_surroundings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace nscl::entities {

/// What one plugin wants stored. `schema` is its declared revision (1 where none is declared), and `compatible_from` the oldest revision
/// that still works on these tables.
///
/// Against the stamp that the database has: an older binary that reaches the stored compatible_from runs on the tables as they are; one
/// below it is refused; a newer one takes the declared changes above the stamp, each once, and moves the stamp. Additive steps need no
/// new revision.
struct schema_request {
    std::string plugin;
    std::int64_t schema = 1;
    std::int64_t compatible_from = 1;
    std::vector<database::table_model> tables;
    std::vector<schema_change> changes{}; ///< by revision, the older ones first
};

/// What the plugin's declaration in the model wants stored.
schema_request request_of(const model& all, std::string_view plugin);

/// Brings the database to what the plugins declare. Each step is journalled in core_schema_step before and after, the tables reached
/// are remembered in core_schema_table, the stamp of each plugin in core_schema_stamp. Killed at any step, the next call continues.
/// One process at a time (a lease in core_lease). Throws schema_refused, database::error.
void apply_schema(database::database& where, const std::vector<schema_request>& requests);
void apply_schema(database::database& where, const std::vector<schema_request>& requests,
                  const schema_surroundings& around);

} // namespace nscl::entities
