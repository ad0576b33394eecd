#include "core/entities/schema/table_snapshot.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <stdexcept>

namespace nscl::entities {

namespace {

namespace json = boost::json;
using database::storage;

/// In the order of storage.
constexpr std::array<std::string_view, 5> storages{"integer", "short_text", "long_text", "key_bytes", "blob"};

json::array names(const std::vector<std::string>& list)
{
    return json::array(list.begin(), list.end());
}

std::vector<std::string> names(const json::value& list)
{
    std::vector<std::string> result;
    for (const auto& each : list.as_array()) result.emplace_back(each.as_string());
    return result;
}

/// As it stands in JSON; a null is not written.
void write_fallback(json::object& to, const database::value& fallback)
{
    if (const auto* integer = std::get_if<std::int64_t>(&fallback)) to["fallback"] = *integer;
    if (const auto* text = std::get_if<std::string>(&fallback)) to["fallback"] = *text;
}

database::value read_fallback(const json::object& column)
{
    const auto* written = column.if_contains("fallback");
    if (!written) return {};
    if (written->is_int64()) return written->get_int64();
    return std::string(written->as_string());
}

storage storage_named(std::string_view name)
{
    for (std::size_t i = 0; i < storages.size(); ++i)
        if (storages[i] == name) return static_cast<storage>(i);
    throw std::runtime_error("a stored table description names an unknown storage");
}

database::table_model read(const json::value& from)
{
    database::table_model table;
    table.name = from.at("name").as_string();
    table.primary_key = names(from.at("primary_key"));
    for (const auto& each : from.at("columns").as_array()) {
        database::column_model column;
        column.name = each.at("name").as_string();
        column.storage = storage_named(each.at("storage").as_string());
        column.length = each.at("length").to_number<std::uint32_t>();
        column.nullable = each.at("nullable").as_bool();
        column.references = each.at("references").as_string();
        column.fallback = read_fallback(each.as_object());
        table.columns.push_back(std::move(column));
    }
    for (const auto& each : from.at("indexes").as_array())
        table.indexes.push_back(
            {std::string(each.at("name").as_string()), names(each.at("columns")), each.at("unique").as_bool()});
    return table;
}

} // namespace

std::string to_snapshot(const database::table_model& table)
{
    json::array columns;
    for (const auto& each : table.columns) {
        json::object column{{"name", each.name},
                            {"storage", storages.at(static_cast<std::size_t>(each.storage))},
                            {"length", each.length},
                            {"nullable", each.nullable},
                            {"references", each.references}};
        write_fallback(column, each.fallback);
        columns.push_back(std::move(column));
    }
    json::array indexes;
    for (const auto& each : table.indexes)
        indexes.push_back(json::object{{"name", each.name}, {"columns", names(each.columns)}, {"unique", each.unique}});
    return json::serialize(json::object{{"name", table.name},
                                        {"primary_key", names(table.primary_key)},
                                        {"columns", std::move(columns)},
                                        {"indexes", std::move(indexes)}});
}

database::table_model from_snapshot(std::string_view snapshot)
{
    try {
        return read(json::parse(snapshot));
    } catch (const std::exception& malformed) {
        throw std::runtime_error(std::string("core_schema_table holds a malformed table description: ") +
                                 malformed.what());
    }
}

} // namespace nscl::entities
