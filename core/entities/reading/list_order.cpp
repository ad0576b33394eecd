#include "core/entities/reading/list_order.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/reading/parameter.hpp"

#include <utility>

namespace nscl::entities {

namespace {

const std::string id_column = "t.\"id\"";

condition compared(const std::string& column, std::string_view how, database::value with)
{
    return {column + std::string{how}, {std::move(with)}};
}

} // namespace

stretch stretch::of_no_value(condition which, bool descending)
{
    stretch made;
    made.values_ = std::move(which);
    made.descending_ = descending;
    return made;
}

stretch stretch::of_values(std::string column, database::column type, bool descending)
{
    stretch made;
    made.values_ = {column + " IS NOT NULL", {}};
    made.column_ = std::move(column);
    made.type_ = type;
    made.descending_ = descending;
    made.one_value_ = false;
    return made;
}

std::string stretch::order() const
{
    const std::string direction = descending_ ? " DESC" : "";
    return " ORDER BY " + (one_value_ ? "" : column_ + direction + ",") + id_column + direction;
}

stretch stretch::of_value(const list_position& at) const
{
    auto made = of_no_value(compared(column_, " = ?", to_parameter(at.sort)), descending_);
    made.column_ = column_;
    made.type_ = type_;
    return made;
}

std::vector<stretch> stretch::up_to(const list_position& last) const
{
    auto same = one_value_ ? *this : of_value(last);
    same.to_ = compared(id_column, descending_ ? " >= ?" : " <= ?", last.id);
    if (one_value_) return {std::move(same)};
    auto before = *this;
    before.to_ = compared(column_, descending_ ? " > ?" : " < ?", to_parameter(last.sort));
    return {std::move(before), std::move(same)};
}

std::vector<stretch> stretch::behind(const list_position& last) const
{
    auto same = one_value_ ? *this : of_value(last);
    same.from_ = compared(id_column, descending_ ? " < ?" : " > ?", last.id);
    if (one_value_) return {std::move(same)};
    auto others = *this;
    others.from_ = compared(column_, descending_ ? " < ?" : " > ?", to_parameter(last.sort));
    return {std::move(same), std::move(others)};
}

std::vector<stretch> stretches(const entity& of, const list_query& query, const std::optional<list_position>& after)
{
    if (!query.sort_field) {
        const auto all = stretch::of_no_value(condition::always(), query.descending);
        return after ? all.behind(*after) : std::vector{all};
    }
    const auto& sorted = of.fields[*query.sort_field];
    const auto column = "t." + database::dialect::quoted(has_sort_key(sorted) ? sort_column(sorted) : sorted.name);
    const auto type = has_sort_key(sorted) ? database::column::text : column_type(sorted);
    const auto nulls = stretch::of_no_value({column + " IS NULL", {}}, query.descending);
    const auto values = stretch::of_values(column, type, query.descending);
    auto result = query.descending ? std::vector{values, nulls} : std::vector{nulls, values};
    if (!after) return result;

    const bool at_first = is_null(after->sort) != query.descending;
    auto rest = result[at_first ? 0 : 1].behind(*after);
    if (at_first) rest.push_back(result[1]);
    return rest;
}

} // namespace nscl::entities
