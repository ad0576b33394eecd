#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/database/dialect.hpp"

/// What the dialects' DDL has in common.
namespace nscl::database::ddl {

/// `"a", "b"`.
inline std::string name_list(const std::vector<std::string>& names)
{
    std::string out;
    for (const std::string& name : names) {
        if (!out.empty()) out += ", ";
        out += dialect::quoted(name);
    }
    return out;
}

/// `CREATE [UNIQUE ]INDEX IF NOT EXISTS "name" ON "table" ("a", "b")`.
inline std::string create_index_if_not_exists(std::string_view table, const index_model& index)
{
    return std::string{index.unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX"} + " IF NOT EXISTS " +
           dialect::quoted(index.name) + " ON " + dialect::quoted(table) + " (" + name_list(index.columns) + ")";
}

/// `7`, `'it''s'`; "" for null.
inline std::string literal(const value& written)
{
    if (const auto* integer = std::get_if<std::int64_t>(&written)) return std::to_string(*integer);
    const auto* text = std::get_if<std::string>(&written);
    if (!text) return {};
    std::string out{"'"};
    for (const char c : *text) {
        if (c == '\'') out += '\'';
        out += c;
    }
    return out += '\'';
}

/// True when `column` is part of the primary key.
inline bool in_primary_key(const table_model& table, std::string_view column)
{
    for (const std::string& name : table.primary_key)
        if (name == column) return true;
    return false;
}

} // namespace nscl::database::ddl
