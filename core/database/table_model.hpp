#pragma once

#include "core/database/value.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::database {

/// How a column is stored (docs/decisions/store-and-plugins.md).
enum class storage : std::uint8_t {
    integer,    ///< 64 bits
    short_text, ///< up to `length` (at most 255) characters, bytewise collation
    long_text,
    key_bytes, ///< up to `length` (at most 64) arbitrary bytes, compared bytewise, may be indexed
    blob
};

struct column_model {
    std::string name;
    database::storage storage = database::storage::integer;
    std::uint32_t length = 255;
    bool nullable = true;
    std::string references; ///< table whose id it holds, with a RESTRICT foreign key; "" for none
    value fallback{};       ///< of rows that are there before the column, or come from who does not know it

    bool operator==(const column_model&) const = default;
};

struct index_model {
    std::string name; ///< unique in the database: table name first
    std::vector<std::string> columns;
    bool unique = false;

    bool operator==(const index_model&) const = default;
};

struct table_model {
    std::string name;
    std::vector<column_model> columns;
    std::vector<std::string> primary_key{"id"}; ///< not auto-incremented
    std::vector<index_model> indexes;

    bool operator==(const table_model&) const = default;
};

/// The table, column or index of a name; null when there is none.
template <class Part>
const Part* named(const std::vector<Part>& parts, std::string_view name)
{
    const auto found = std::ranges::find(parts, name, &Part::name);
    return found == parts.end() ? nullptr : &*found;
}

} // namespace nscl::database
