#pragma once

#include "core/entities/schema/schema_plan.hpp"

#include <string>
#include <vector>

namespace nscl::entities {

/// "create a", "add a.b", "index ux_a_b", "drop ix_a_b", "rename a.b to c", "rename a to b", "lengthen a.b".
inline std::vector<std::string> words(const schema_plan& plan)
{
    using kind = schema_step::kind;
    std::vector<std::string> result;
    for (const auto& each : plan.steps) {
        const auto column = each.table + "." + each.column.name;
        switch (each.what) {
        case kind::create_table: result.push_back("create " + each.table); break;
        case kind::add_column: result.push_back("add " + column); break;
        case kind::create_index: result.push_back("index " + each.index.name); break;
        case kind::drop_index: result.push_back("drop " + each.index.name); break;
        case kind::rename_column:
            result.push_back("rename " + each.table + "." + each.renamed_from + " to " + each.column.name);
            break;
        case kind::rename_table: result.push_back("rename " + each.renamed_from + " to " + each.table); break;
        case kind::lengthen_column: result.push_back("lengthen " + column); break;
        }
    }
    return result;
}

/// "a.b is stored as another type; ...".
inline std::vector<std::string> problems(const schema_plan& plan)
{
    std::vector<std::string> result;
    for (const auto& each : plan.conflicts) result.push_back(each.table + "." + each.column + " " + each.problem);
    return result;
}

} // namespace nscl::entities
