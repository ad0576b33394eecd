#include "core/audit/journal_query.hpp"

#include "core/audit/journal_fields.hpp"
#include "core/database/dialect.hpp"
#include "core/entities/reading/parameter.hpp"

#include <algorithm>

namespace nscl::audit {

using entities::condition;
using entities::field_type;
using entities::filter;
using messages::outcome;
using messages::reason;

namespace {

const entities::field& field_of(const filter& asked)
{
    return journal_fields().fields[*asked.field];
}

std::string column_of(const entities::field& of)
{
    return database::dialect::quoted(of.name == "user" ? "user_id" : of.name);
}

std::string_view sql_operator(filter::op how)
{
    switch (how) {
    case filter::op::ne: return " <> ?";
    case filter::op::lt: return " < ?";
    case filter::op::le: return " <= ?";
    case filter::op::gt: return " > ?";
    case filter::op::ge: return " >= ?";
    default: return " = ?";
    }
}

condition to_condition(const filter& asked)
{
    const auto& field = field_of(asked);
    const auto column = column_of(field);
    if (field.name == "plugin") {
        // Stored with its version: "programme 0.1.0".
        const auto& plugin = std::get<std::string>(asked.values[0]);
        return {"(" + column + " = ? OR (" + column + " >= ? AND " + column + " < ?))",
                {plugin, plugin + " ", plugin + "!"}};
    }
    if (asked.how == filter::op::isnull) {
        // Columns hold no null: 0 and "" say that there is none.
        const bool without = std::get<std::int64_t>(asked.values[0]) != 0;
        const bool text = field.type == field_type::text;
        return {column + (without ? " = " : " <> ") + (text ? "''" : "0"), {}};
    }
    if (asked.how == filter::op::in) {
        std::vector<database::value> wanted;
        for (const auto& each : asked.values) wanted.push_back(entities::to_parameter(each));
        return condition::one_of(column, wanted);
    }
    return {column + std::string{sql_operator(asked.how)}, {entities::to_parameter(asked.values[0])}};
}

bool is_taken(std::string_view parameter)
{
    return parameter.starts_with("filter[") || parameter == "limit" || parameter == "cursor" || parameter == "count";
}

/// What is wrong with a filter that a list of records would take.
std::optional<messages::refusal> refused(const filter& asked)
{
    if (!asked.field) return refuse(reason::unreadable, "unknown_filter", {{"name", "id"}});
    const auto& field = field_of(asked);
    const auto how = entities::name_of(asked.how);
    if (std::ranges::count(journal_operators(field), how) == 0) {
        return refuse(reason::unreadable, "unknown_operator", {{"name", std::string{how}}, {"field", field.name}});
    }
    return std::nullopt;
}

} // namespace

outcome<journal_query> journal_query::read(std::span<const http::pair> parameters, const entities::access& rights)
{
    for (const auto& [name, value] : parameters) {
        if (!is_taken(name)) return refuse(reason::unreadable, "unknown_parameter", {{"name", name}});
    }
    // Whoever may read the journal may read all of its columns.
    auto asked = parse_list_query(journal_fields(), rights, entities::caller::system("journal"), parameters);
    if (asked.has_error()) return asked.error();
    for (const auto& each : asked->filters) {
        if (auto wrong = refused(each)) return std::move(*wrong);
    }
    return journal_query{std::move(*asked)};
}

condition journal_query::matching() const
{
    condition all = condition::always();
    for (const auto& each : asked_.filters) {
        auto next = to_condition(each);
        all.sql += " AND " + next.sql;
        std::ranges::move(next.parameters, std::back_inserter(all.parameters));
    }
    return all;
}

std::optional<condition> journal_query::page(const entities::cursor_seal& seal) const
{
    condition all = matching();
    if (asked_.cursor.empty()) return all;
    const auto after = seal.open(journal_fields(), asked_, condition::always());
    const auto* at = after ? std::get_if<std::int64_t>(&after->sort) : nullptr;
    if (!at) return std::nullopt;
    all.sql += R"( AND "at" <= ? AND ("at" < ? OR "id" < ?))";
    all.parameters.insert(all.parameters.end(), {*at, *at, after->id});
    return all;
}

std::string journal_query::next(const entities::cursor_seal& seal, platform::instant at, std::int64_t id) const
{
    return seal.close(journal_fields(), asked_, condition::always(), {at, id});
}

} // namespace nscl::audit
