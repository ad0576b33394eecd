#pragma once

#include "core/database/table_model.hpp"
#include "core/entities/schema/entity_tables.hpp"

#include <string>
#include <variant>
#include <vector>

namespace nscl::entities {

/// One step towards the declared schema. Nothing here drops data; renames and longer texts come from declared changes only
/// (schema_change.hpp).
struct schema_step {
    enum class kind {
        create_table,
        add_column,
        create_index,
        drop_index,
        rename_column,
        rename_table,
        lengthen_column
    };
    kind what = kind::create_table;
    std::string table;             ///< afterwards, where it is renamed
    std::string renamed_from;      ///< rename_column, rename_table
    database::table_model created; ///< create_table (without its indexes, which are steps of their own), rename_table
    database::column_model column; ///< add_column, rename_column, lengthen_column: afterwards
    database::index_model index;   ///< create_index, drop_index (name only)

    bool operator==(const schema_step&) const = default;
};

/// Why a declared table cannot be reached: a column whose storage changed, a shorter text, ...
struct schema_conflict {
    std::string table;
    std::string column;
    std::string problem;
};

struct schema_plan {
    std::vector<schema_step> steps;
    std::vector<schema_conflict> conflicts;
};

/// The tables as they are once `taken` is done.
std::vector<database::table_model> reached(std::vector<database::table_model> stored, const schema_step& taken);

/// Pure: what leads from `stored` to `declared`. Stored tables and columns that are no longer declared stay;
/// so do indexes with such a column. Tables come after those that they refer to; where references form a cycle, one of its columns is added
/// when all tables are there.
schema_plan plan_schema(const std::vector<database::table_model>& declared,
                        const std::vector<database::table_model>& stored);

} // namespace nscl::entities
