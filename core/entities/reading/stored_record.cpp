#include "core/entities/reading/stored_record.hpp"

#include "core/database/dialect.hpp"

#include <unordered_map>

namespace nscl::entities {

using database::dialect;

field_value value_in(const database::row& from, std::size_t column, const field& of)
{
    if (from.is_null(column)) return {};
    if (column_type(of) == database::column::integer) return from.integer(column);
    return std::string{from.text(column)};
}

record read_record(const entity& of, const database::row& from)
{
    record result{from.integer(0), from.integer(1), from.integer(2), from.integer(3), {}};
    result.values.resize(of.fields.size());
    std::size_t column = own_columns;
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        if (of.fields[i].type == field_type::multi_reference) {
            result.values[i] = std::vector<record_id>{};
            continue;
        }
        result.values[i] = value_in(from, column, of.fields[i]);
        ++column;
    }
    // Rows that are older than the workflow are where it begins.
    if (of.workflow && is_null(result.values[of.workflow->field]))
        result.values[of.workflow->field] = of.workflow->initial;
    return result;
}

void load_links(database::reader& from, const entity& of, std::vector<record>& records)
{
    if (records.empty()) return;
    std::unordered_map<record_id, record*> by_id;
    std::vector<database::value> ids;
    std::string marks;
    for (auto& each : records) {
        by_id.emplace(each.id, &each);
        ids.emplace_back(each.id);
        marks += marks.empty() ? "?" : ",?";
    }
    static constexpr database::column types[] = {database::column::integer, database::column::integer};
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        if (of.fields[i].type != field_type::multi_reference) continue;
        from.query(
            "SELECT \"id\",\"target\" FROM " + dialect::quoted(of.link_table(of.fields[i])) + " WHERE \"id\" IN (" +
                marks + ") ORDER BY \"id\",\"position\"",
            ids, types, [&](const database::row& link) {
                std::get<std::vector<record_id>>(by_id.at(link.integer(0))->values[i]).push_back(link.integer(1));
            });
    }
}

std::optional<record> fetch(database::reader& from, const entity& of, record_id id, const condition& scope,
                            row_lock lock)
{
    if (scope.is_never()) return std::nullopt;
    std::vector<record> found;
    std::vector<database::value> parameters{id};
    parameters.insert(parameters.end(), scope.parameters.begin(), scope.parameters.end());
    std::string sql =
        "SELECT " + of.record_columns + " FROM " + dialect::quoted(of.table()) + " t WHERE t.\"id\"=? AND " + scope.sql;
    if (lock == row_lock::until_commit) sql += from.dialect().for_update();
    from.query(sql, parameters, of.record_column_types,
               [&](const database::row& row) { found.push_back(read_record(of, row)); });
    if (found.empty()) return std::nullopt;
    load_links(from, of, found);
    return std::move(found.front());
}

bool exists(database::reader& from, const entity& of, record_id id, const condition& scope)
{
    if (scope.is_never()) return false;
    std::vector<database::value> parameters{id};
    parameters.insert(parameters.end(), scope.parameters.begin(), scope.parameters.end());
    return from
        .integer("SELECT 1 FROM " + dialect::quoted(of.table()) + " t WHERE t.\"id\"=? AND " + scope.sql, parameters)
        .has_value();
}

bool lies_within(database::reader& from, const entity& of, record_id id, const condition& scope)
{
    return scope.is_always() || exists(from, of, id, scope);
}

} // namespace nscl::entities
