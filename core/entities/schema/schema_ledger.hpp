#pragma once

#include "core/database/database.hpp"
#include "core/entities/schema/schema_change.hpp"
#include "core/platform/clock.hpp"

#include <map>
#include <string>
#include <vector>

namespace nscl::entities {

/// Which version of a plugin's tables the database has, and the oldest that can still work on them.
struct schema_stamp {
    std::int64_t schema = 0;
    std::int64_t compatible_from = 0;

    bool operator==(const schema_stamp&) const = default;
};

/// What the database remembers of its own tables: core_schema_table, core_schema_stamp and the journal core_schema_step. Used by
/// whoever holds the migration lease; reading needs none.
class schema_ledger {
public:
    struct state {
        std::vector<database::table_model> tables;
        std::map<std::string, schema_stamp> stamps; ///< by plugin
    };

    /// The ledger's own tables, and core_lease.
    static std::vector<database::table_model> tables();

    /// Creates its tables, and core_lease, where they are missing.
    schema_ledger(database::database& where, const platform::clock& clock);

    state load() const;

    /// Carries out one step and remembers it. A database that commits DDL by itself may keep the step without its memory when
    /// the process dies in between; the step is then repeated, which does nothing.
    void take(const schema_step& step, const std::vector<database::table_model>& stored);

    /// Remembers what the plugin has reached by `taken`, and lets the number sequences of renamed fields follow: both or neither.
    void stamp(const std::string& plugin, const schema_stamp& reached, const std::vector<schema_change>& taken = {});

private:
    std::string statement_of(const schema_step& step) const;
    std::int64_t begin(database::transaction& in, const schema_step& step, const std::string& statement) const;
    void finish(database::transaction& in, std::int64_t number, const schema_step& step,
                const database::table_model& table) const;

    database::database& where_;
    const platform::clock& clock_;
};

} // namespace nscl::entities
