#pragma once

#include "core/database/database.hpp"
#include "core/entities/schema_plan.hpp"
#include "core/platform/clock.hpp"

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace nscl::entities {

/// The schema cannot be reached, or belongs to a newer server: what() says what to do.
class schema_refused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What one plugin wants stored. `schema` is its declared revision (0: none is declared, every change of its tables counts as one), and
/// `compatible_from` the oldest revision that still works on these tables.
///
/// Against the stamp that the database has: an older binary that reaches the stored compatible_from runs on the tables as they are; one
/// below it is refused; a newer one changes the tables and the stamp.
struct schema_request {
    std::string plugin;
    std::int64_t schema = 1;
    std::int64_t compatible_from = 1;
    std::vector<database::table_model> tables;
};

/// What applying needs of the world around it; tests bring their own.
struct schema_surroundings {
    const platform::clock& clock;
    std::string holder; ///< names this process in the lease
    std::function<void(std::chrono::milliseconds)> wait;
};

/// Brings the database to what the plugins declare. Each step is journalled in core_schema_step before and after, the tables reached
/// are remembered in core_schema_table, the stamp of each plugin in core_schema_stamp. Killed at any step, the next call continues.
/// One process at a time (a lease in core_lease). Throws schema_refused, database::error.
void apply_schema(database::database& where, const std::vector<schema_request>& requests);
void apply_schema(database::database& where, const std::vector<schema_request>& requests,
                  const schema_surroundings& around);

} // namespace nscl::entities
