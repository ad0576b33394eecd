#include "core/entities/schema/entity_tables.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"

namespace nscl::entities {

namespace {

using database::column_model;
using database::index_model;
using database::storage;
using database::table_model;

/// MariaDB's longest identifier.
constexpr std::size_t longest_index_name = 64;
constexpr std::string_view unique_prefix = "ux_";
constexpr std::string_view plain_prefix = "ix_";

column_model required_integer(const std::string& name)
{
    column_model column;
    column.name = name;
    column.nullable = false;
    return column;
}

column_model reference_to(const std::string& name, const std::string& table)
{
    auto column = required_integer(name);
    column.references = table;
    return column;
}

enum class kind { plain, unique };

/// Named by table and columns: "ux_training_course_provider_title"; a name that is too long keeps its beginning and ends in a hash of the whole.
index_model index_on(const std::string& table, std::vector<std::string> columns, kind what)
{
    std::string name = std::string{what == kind::unique ? unique_prefix : plain_prefix} + table;
    for (const auto& column : columns) name += "_" + column;
    if (name.size() > longest_index_name) {
        const auto mark = "_" + platform::to_hex(platform::sha256(name)).substr(0, 12);
        name = name.substr(0, longest_index_name - mark.size()) + mark;
    }
    return {name, std::move(columns), what == kind::unique};
}

/// What records have that come from a version without this field, where none may be without: its default. What is equal in all of them
/// cannot be unique.
database::value fallback_of(const field& of)
{
    const bool is_always_there = of.required || of.state;
    if (!is_always_there || !of.default_value || of.unique) return {};
    if (const auto* integer = std::get_if<std::int64_t>(&*of.default_value)) return *integer;
    return std::get<std::string>(*of.default_value);
}

void add_sort_key(table_model& into, const field& of)
{
    column_model key;
    key.name = sort_column(of);
    key.storage = storage::key_bytes;
    key.length = 64;
    into.columns.push_back(std::move(key));
    into.indexes.push_back(index_on(into.name, {sort_column(of), "id"}, kind::plain));
}

void add_field(table_model& into, const field& of)
{
    auto column = rules_of(of.type).column(of);
    if (!column) return;
    column->fallback = fallback_of(of);
    into.columns.push_back(*column);
    if (of.unique) into.indexes.push_back(index_on(into.name, {of.name}, kind::unique));
    if (has_sort_key(of))
        add_sort_key(into, of);
    else if (of.sortable)
        into.indexes.push_back(index_on(into.name, {of.name, "id"}, kind::plain));
    else if (!column->references.empty() && !of.unique)
        into.indexes.push_back(index_on(into.name, {of.name}, kind::plain));
}

void add_claim(table_model& into, const claim& claimed)
{
    column_model column;
    column.name = claim_column(claimed);
    column.storage = storage::short_text;
    column.length = 255;
    into.columns.push_back(column);
    into.indexes.push_back(index_on(into.name, {column.name}, kind::unique));
}

table_model link_table(const entity& of, const field& list)
{
    table_model table;
    table.name = of.link_table(list);
    table.columns = {reference_to("id", of.table()),
                     reference_to("target", list.target ? list.target->table() : std::string()),
                     required_integer("position")};
    table.primary_key = {"id", "target"};
    table.indexes.push_back(index_on(table.name, {"target"}, kind::plain));
    return table;
}

} // namespace

std::vector<table_model> tables_of(const entity& declared)
{
    std::vector<table_model> tables(1);
    auto& own = tables.front();
    own.name = declared.table();
    for (const char* name : {"id", "version", "created_at", "updated_at"})
        own.columns.push_back(required_integer(name));
    for (const auto& each : declared.fields) add_field(own, each);
    for (const auto& each : declared.claims) add_claim(own, each);
    for (const auto& columns : declared.unique) {
        std::vector<std::string> names;
        for (const auto at : columns) names.push_back(declared.fields[at].name);
        own.indexes.push_back(index_on(own.name, std::move(names), kind::unique));
    }
    for (const auto& each : declared.fields)
        if (each.type == field_type::multi_reference) tables.push_back(link_table(declared, each));
    return tables;
}

bool is_unique_index(std::string_view name, const entity& of)
{
    return name.starts_with(std::string{unique_prefix} + of.table() + "_");
}

} // namespace nscl::entities
