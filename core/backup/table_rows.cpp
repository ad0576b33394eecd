#include "core/backup/table_rows.hpp"

#include "core/database/ddl.hpp"

#include <algorithm>

namespace nscl::backup {

namespace {

using database::column;
using database::storage;
using database::table_model;

column type_of(const database::column_model& of)
{
    return of.storage == storage::integer ? column::integer : column::text;
}

/// Fewer, where rows may be large.
std::size_t rows_of_a_page(const table_model& table)
{
    const auto has = [&](storage kept) {
        return std::ranges::find(table.columns, kept, &database::column_model::storage) != table.columns.end();
    };
    return has(storage::blob) ? 16 : has(storage::long_text) ? 100 : 1000;
}

/// The rows behind a key, as MariaDB too finds them by its index: "a" > ?, or "a" >= ? AND ("a" > ? OR (...)).
std::string behind(std::span<const std::string> key)
{
    const auto first = database::dialect::quoted(key.front());
    if (key.size() == 1) return first + " > ?";
    return first + " >= ? AND (" + first + " > ? OR (" + behind(key.subspan(1)) + "))";
}

std::vector<database::value> parameters_of(const std::vector<database::value>& key)
{
    std::vector<database::value> twice;
    for (std::size_t at = 0; at < key.size(); ++at) {
        twice.push_back(key[at]);
        if (at + 1 < key.size()) twice.push_back(key[at]);
    }
    return twice;
}

database::value value_in(const database::row& row, std::size_t at, column type)
{
    if (type == column::integer) return row.integer(at);
    return std::string{row.text(at)};
}

} // namespace

std::vector<column> types_of(const table_model& table)
{
    std::vector<column> types;
    for (const auto& each : table.columns) types.push_back(type_of(each));
    return types;
}

std::string columns_of(const table_model& table)
{
    std::vector<std::string> names;
    for (const auto& each : table.columns) names.push_back(each.name);
    return database::ddl::name_list(names);
}

void each_row(database::connection& from, const table_model& table, const database::visitor& visit)
{
    const auto types = types_of(table);
    std::vector<std::size_t> key_columns;
    for (const auto& name : table.primary_key) {
        const auto found = std::ranges::find(table.columns, name, &database::column_model::name);
        key_columns.push_back(static_cast<std::size_t>(found - table.columns.begin()));
    }
    const auto limit = rows_of_a_page(table);
    const auto select = "SELECT " + columns_of(table) + " FROM " + database::dialect::quoted(table.name);
    const auto order = " ORDER BY " + database::ddl::name_list(table.primary_key) + " LIMIT " + std::to_string(limit);
    const auto next_page = select + " WHERE " + behind(table.primary_key) + order;

    std::vector<database::value> last;
    for (auto read = limit; read == limit;) {
        read = 0;
        const auto after = parameters_of(last);
        from.query(last.empty() ? select + order : next_page, after, types, [&](const database::row& row) {
            ++read;
            last.clear();
            for (const auto at : key_columns) last.push_back(value_in(row, at, types[at]));
            visit(row);
        });
    }
}

} // namespace nscl::backup
