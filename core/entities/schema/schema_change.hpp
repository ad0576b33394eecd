#pragma once

#include "core/entities/schema/schema_plan.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace nscl::entities {

/// What a plugin declares about data that it already has, because no additive step leads there.
struct schema_change {
    enum class kind {
        rename_field, ///< with its column, sort key, link table and number sequence
        lengthen      ///< a text of at most 255 characters is stored as one of any length
    };
    kind what = kind::rename_field;
    std::int64_t revision = 0; ///< of the plugin's schema, that brings it
    std::string entity;        ///< of the plugin, without its name
    std::string field;         ///< as it is called before this change
    std::string renamed_to;    ///< rename_field

    bool operator==(const schema_change&) const = default;
};

/// What a plugin declares about its schema as a whole.
struct schema_declaration {
    std::int64_t revision = 1;          ///< grows with every change; 1 where none is declared
    std::int64_t compatible_from = 1;   ///< the oldest revision that still works on these tables
    std::vector<schema_change> changes; ///< by revision, the older ones first
};

/// Pure: the steps that take one change of `plugin` on the stored tables. None where it has been taken, or where there is nothing yet
/// to change; a conflict where a column or table of an earlier version has the new name.
schema_plan plan_change(const std::string& plugin, const schema_change& declared,
                        const std::vector<database::table_model>& stored);

} // namespace nscl::entities
