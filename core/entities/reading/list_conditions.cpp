#include "core/entities/reading/list_conditions.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/reading/parameter.hpp"
#include "core/platform/utf8.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

using database::dialect;

/// Rows that are read and sorted in about a millisecond.
constexpr std::int64_t few = 1'000;

std::string_view sql_operator(filter::op how)
{
    switch (how) {
    case filter::op::eq: return " = ?";
    case filter::op::ne: return " <> ?";
    case filter::op::lt: return " < ?";
    case filter::op::le: return " <= ?";
    case filter::op::gt: return " > ?";
    case filter::op::ge: return " >= ?";
    default: return "";
    }
}

condition any_of(const std::string& column, const std::vector<field_value>& values)
{
    std::vector<database::value> wanted;
    for (const auto& each : values) wanted.push_back(to_parameter(each));
    return condition::one_of(column, wanted);
}

/// A filter on a multi-reference looks into its link table.
condition linked(const entity& of, const field& list, const filter& asked)
{
    const std::string links =
        "EXISTS (SELECT 1 FROM " + dialect::quoted(of.link_table(list)) + " l WHERE l.\"id\" = t.\"id\"";
    if (asked.how == filter::op::isnull)
        return {(std::get<std::int64_t>(asked.values[0]) ? "NOT " : "") + links + ")", {}};
    auto inner = any_of("l.\"target\"", asked.values);
    return {(asked.how == filter::op::ne ? "NOT " : "") + links + " AND " + inner.sql + ")",
            std::move(inner.parameters)};
}

condition to_condition(const entity& of, const filter& asked)
{
    if (asked.field && of.fields[*asked.field].type == field_type::multi_reference) {
        return linked(of, of.fields[*asked.field], asked);
    }
    const std::string column = "t." + dialect::quoted(asked.field ? of.fields[*asked.field].name : "id");
    switch (asked.how) {
    case filter::op::isnull:
        return {column + (std::get<std::int64_t>(asked.values[0]) ? " IS NULL" : " IS NOT NULL"), {}};
    case filter::op::in: return any_of(column, asked.values);
    case filter::op::starts: {
        const auto& prefix = std::get<std::string>(asked.values[0]);
        return {"(" + column + " >= ? AND " + column + " < ?)", {prefix, platform::above_all_with(prefix)}};
    }
    case filter::op::ne: return {"(" + column + " <> ? OR " + column + " IS NULL)", {to_parameter(asked.values[0])}};
    default: return {column + std::string{sql_operator(asked.how)}, {to_parameter(asked.values[0])}};
    }
}

bool is_sorted_by(const entity& of, const list_query& query, const filter& asked)
{
    return asked.field == query.sort_field && !(asked.field && has_sort_key(of.fields[*asked.field]));
}

/// Whether the filter picks values of a column that an index begins with.
bool is_indexed(const entity& of, const filter& asked)
{
    if (asked.how != filter::op::eq && asked.how != filter::op::in) return false;
    if (!asked.field) return true;
    const field& on = of.fields[*asked.field];
    if (on.type == field_type::multi_reference) return false;
    return on.unique || points_to_records(on) || (on.sortable && !has_sort_key(on));
}

/// Whether every way of a scope to the entity ends at a column of its own.
bool is_directly_scoped(const entity& of)
{
    return std::ranges::all_of(of.scopes, [&](const scope& way) {
        if (way.path.size() != 1) return false;
        const auto at = of.find(way.path.front());
        return !at || of.fields[*at].type != field_type::multi_reference;
    });
}

/// Holds for the same rows, and is opaque to the database.
condition asked_of_each(condition what)
{
    if (what.is_always() || what.is_never()) return what;
    what.sql = "CASE WHEN " + what.sql + " THEN 1 ELSE 0 END=1";
    return what;
}

} // namespace

list_conditions::list_conditions(database::reader& from, const entity& of, const condition& scope,
                                 const list_query& query)
    : of_(of),
      along_(condition::always()),
      across_(scope),
      leading_(condition::always()),
      direct_scope_(scope.is_always() || is_directly_scoped(of))
{
    if (direct_scope_) leading_ = scope;
    for (const auto& each : query.filters) {
        auto made = to_condition(of, each);
        if (is_indexed(of, each)) leading_ = std::move(leading_) && made;
        auto& kind = is_sorted_by(of, query, each) ? along_ : across_;
        kind = std::move(kind) && std::move(made);
    }
    if (query.search.empty()) return;
    if (query.sort_field || query.count)
        words_.emplace(from, query.search, of.number);
    else
        words_.emplace(query.search, of.number, std::nullopt);
    if (words_->words().empty()) {
        across_ = std::move(across_) && words_->condition("t.\"id\"");
        words_.reset();
    }
}

condition list_conditions::whole() const
{
    auto fields = along_ && across_;
    return words_ ? std::move(fields) && words_->condition("t.\"id\"") : fields;
}

condition list_conditions::of_few() const
{
    auto fields = along_ && across_;
    return words_ ? std::move(fields) && words_->asking_each("t.\"id\"") : fields;
}

condition list_conditions::in_order() const
{
    return along_ && asked_of_each(across_);
}

bool list_conditions::lead_to_few(database::reader& from) const
{
    if (leading_.is_always()) return false;
    const auto found = from.integer("SELECT COUNT(*) FROM (SELECT 1 FROM " + dialect::quoted(of_.table()) +
                                        " t WHERE " + leading_.sql + " LIMIT " + std::to_string(few + 1) + ") l",
                                    leading_.parameters);
    return found.value_or(0) <= few;
}

} // namespace nscl::entities
