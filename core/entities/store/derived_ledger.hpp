#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/entity.hpp"
#include "core/platform/clock.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace nscl::entities {

/// What is derived from an entity's records, one line a part: "claim once_only", "sort title vi-153.112", "words summary title". A line
/// that changes stands for values that have to be written anew.
using derived_parts = std::set<std::string>;

/// What the database remembers of one entity's derived values.
struct derived_state {
    derived_parts covered;               ///< what every record has
    std::optional<derived_parts> target; ///< of a rebuild that has begun
    record_id reached = 0;               ///< the last record that it has done
};

/// The table core_derived_data. Used by whoever holds the migration lease; reading needs none.
class derived_ledger {
public:
    static database::table_model table();

    /// Creates its table where it is missing.
    derived_ledger(database::database& where, const platform::clock& clock);

    /// By the entity's full name.
    std::map<std::string, derived_state> load() const;

    void put(database::transaction& in, const entity& of, const derived_state& now) const;

    /// Moves a rebuild on from one record to another. False when somebody else has moved it meanwhile.
    bool advance(database::transaction& in, const entity& of, record_id from, record_id to) const;

private:
    database::database& where_;
    const platform::clock& clock_;
};

} // namespace nscl::entities
