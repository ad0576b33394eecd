#pragma once

#include "core/database/table_model.hpp"

#include <string>
#include <utility>
#include <vector>

/// Tables in few words.
namespace nscl::entities {

inline database::column_model integer(const std::string& name, const std::string& references = "")
{
    return {name, database::storage::integer, 255, true, references};
}

inline database::column_model text(const std::string& name)
{
    return {name, database::storage::short_text, 255, true, ""};
}

/// A table with the column id before those named.
inline database::table_model table(const std::string& name, std::vector<database::column_model> columns = {},
                                   std::vector<database::index_model> indexes = {})
{
    columns.insert(columns.begin(), {"id", database::storage::integer, 255, false, ""});
    return {name, std::move(columns), {"id"}, std::move(indexes)};
}

} // namespace nscl::entities
