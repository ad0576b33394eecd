#include "core/entities/reading/list_order.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/reading/parameter.hpp"

#include <utility>

namespace nscl::entities {

namespace {

using database::dialect;

const std::string id_column = "t.\"id\"";

condition behind_id(bool descending, record_id id)
{
    return {id_column + (descending ? " < ?" : " > ?"), {id}};
}

} // namespace

std::string stretch::order() const
{
    const std::string direction = descending ? " DESC" : "";
    return " ORDER BY " + (column.empty() ? "" : column + direction + ",") + id_column + direction;
}

stretch stretch::before(const dialect& spoken, const database::value& sort, record_id last) const
{
    auto result = *this;
    result.where =
        std::move(result.where) &&
        (column.empty() ? behind_id(!descending, last) : spoken.behind(column, id_column, !descending, sort, last));
    return result;
}

std::vector<stretch> stretches(const dialect& spoken, const entity& of, const list_query& query,
                               const std::optional<list_position>& after)
{
    const auto from_id = after ? behind_id(query.descending, after->id) : condition::always();
    stretch by_id{from_id, {}, {}, query.descending};
    if (!query.sort_field) return {by_id};

    const auto& sorted = of.fields[*query.sort_field];
    const auto column = "t." + dialect::quoted(has_sort_key(sorted) ? sort_column(sorted) : sorted.name);
    const bool among_nulls = after && is_null(after->sort);
    stretch nulls{
        condition{column + " IS NULL", {}} && (among_nulls ? from_id : condition::always()), {}, {}, query.descending};
    stretch values{{column + " IS NOT NULL", {}},
                   column,
                   has_sort_key(sorted) ? database::column::text : column_type(sorted),
                   query.descending};
    if (after && !among_nulls)
        values.where = spoken.behind(column, id_column, query.descending, to_parameter(after->sort), after->id);
    if (among_nulls) return query.descending ? std::vector{nulls} : std::vector{nulls, values};
    if (query.descending) return {values, nulls};
    return after ? std::vector{values} : std::vector{nulls, values};
}

} // namespace nscl::entities
