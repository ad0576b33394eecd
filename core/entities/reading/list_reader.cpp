#include "core/entities/reading/list_reader.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/reading/parameter.hpp"
#include "core/entities/reading/stored_record.hpp"
#include "core/platform/utf8.hpp"
#include "core/search/query.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

using database::dialect;

constexpr std::int64_t most_matches_to_sort = 10'000;
/// Records that are asked one by one for frequent words before lists are made of these. A page of what one record in four hundred has is
/// found so; to ask all of them costs about as much as the lists of two words that one record in fifty has.
constexpr std::int64_t asked_in_order = 8'000;

/// A SELECT under construction: text and parameters grow together.
struct statement {
    std::string sql;
    std::vector<database::value> parameters;

    void add(const condition& next)
    {
        sql += next.sql;
        parameters.insert(parameters.end(), next.parameters.begin(), next.parameters.end());
    }
};

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

/// What rows must meet, paging aside.
struct match {
    condition unsearched; ///< scope and filters
    std::optional<search::query> words;

    condition whole() const { return words ? unsearched && words->condition("t.\"id\"") : unsearched; }
    /// Where each record is asked for the words.
    condition asking_each() const { return unsearched && words->asking_each("t.\"id\""); }
};

match match_of(database::reader& from, const entity& of, const condition& scope, const list_query& query)
{
    match made{scope, {}};
    for (const auto& each : query.filters) made.unsearched = std::move(made.unsearched) && to_condition(of, each);
    if (!query.search.empty()) made.words.emplace(from, query.search, of.number);
    return made;
}

/// The column that orders the list, or "" when it is the id alone.
std::string order_column(const entity& of, const list_query& query)
{
    if (!query.sort_field) return {};
    const auto& sorted = of.fields[*query.sort_field];
    return "t." + dialect::quoted(has_sort_key(sorted) ? sort_column(sorted) : sorted.name);
}

database::column order_column_type(const entity& of, const list_query& query)
{
    const auto& sorted = of.fields[*query.sort_field];
    return has_sort_key(sorted) ? database::column::text : column_type(sorted);
}

/// A list is read in one or two stretches: rows where the sort column is null, and rows where it is not; each is a plain index range.
struct stretch {
    condition where;
    bool by_column = false;
};

std::vector<stretch> stretches(const entity& of, const list_query& query, const std::optional<list_position>& after)
{
    const std::string column = order_column(of, query);
    const std::string beyond = query.descending ? " < ?" : " > ?";
    const condition by_id = after ? condition{"t.\"id\"" + beyond, {after->id}} : condition::always();
    if (column.empty()) return {{by_id, false}};

    stretch nulls{{column + " IS NULL", {}}, false};
    stretch values{{column + " IS NOT NULL", {}}, true};
    const bool among_nulls = after && is_null(after->sort);
    if (among_nulls) {
        nulls.where.sql += " AND " + by_id.sql;
        nulls.where.parameters = by_id.parameters;
    } else if (after) {
        const auto at = to_parameter(after->sort);
        values.where = {column + (query.descending ? " <= ?" : " >= ?") + " AND (" + column + beyond + " OR t.\"id\"" +
                            beyond + ")",
                        {at, at, after->id}};
    }
    // Null is lowest: first upwards, last downwards.
    std::vector<stretch> result;
    if (query.descending) {
        if (!among_nulls) result.push_back(values);
        result.push_back(nulls);
    } else {
        if (!after || among_nulls) result.push_back(nulls);
        result.push_back(values);
    }
    return result;
}

/// Records in the query's order, one more than its limit where there are more.
struct stretched {
    std::vector<record> records;
    field_value last_sort; ///< what the last record within the limit is sorted by
};

void read_stretch(database::reader& from, const entity& of, const list_query& query, const condition& where,
                  const stretch& part, stretched& into)
{
    const std::string direction = query.descending ? " DESC" : "";
    const auto limit = static_cast<std::size_t>(query.limit);
    statement select{"SELECT " + of.record_columns, {}};
    auto columns = of.record_column_types;
    const auto sort_column = columns.size();
    if (part.by_column) {
        select.sql += "," + order_column(of, query);
        columns.push_back(order_column_type(of, query));
    }
    select.sql += " FROM " + dialect::quoted(of.table()) + " t WHERE ";
    select.add(where);
    select.sql += " AND ";
    select.add(part.where);
    select.sql += " ORDER BY ";
    if (part.by_column) select.sql += order_column(of, query) + direction + ",";
    select.sql += "t.\"id\"" + direction + " LIMIT ?";
    select.parameters.emplace_back(static_cast<std::int64_t>(limit + 1 - into.records.size()));
    from.query(select.sql, select.parameters, columns, [&](const database::row& row) {
        into.records.push_back(read_record(of, row));
        if (!part.by_column || into.records.size() != limit) return;
        if (columns[sort_column] == database::column::integer)
            into.last_sort = row.integer(sort_column);
        else
            into.last_sort = std::string{row.text(sort_column)};
    });
}

/// Of frequent words: reads the page from the records that come next by their ids. False, with nothing read, where these do not fill it and
/// there are more.
bool read_next_in_order(database::reader& from, const entity& of, const list_query& query, const match& wanted,
                        const std::optional<list_position>& after, stretched& into)
{
    auto part = stretches(of, query, after).front();
    const auto beyond_them = from.integer(
        "SELECT t.\"id\" FROM " + dialect::quoted(of.table()) + " t WHERE " + part.where.sql + " ORDER BY t.\"id\"" +
            (query.descending ? " DESC" : "") + " LIMIT 1 OFFSET " + std::to_string(asked_in_order),
        part.where.parameters);
    if (beyond_them)
        part.where = std::move(part.where) && condition{query.descending ? "t.\"id\">?" : "t.\"id\"<?", {*beyond_them}};
    read_stretch(from, of, query, wanted.asking_each(), part, into);
    if (!beyond_them || into.records.size() > static_cast<std::size_t>(query.limit)) return true;
    into = {};
    return false;
}

stretched read_matches(database::reader& from, const entity& of, const list_query& query, const match& wanted,
                       const std::optional<list_position>& after)
{
    stretched found;
    const bool frequent = wanted.words && !wanted.words->rarest() && !query.sort_field;
    if (frequent && read_next_in_order(from, of, query, wanted, after, found)) return found;
    const auto where = wanted.whole();
    for (const auto& part : stretches(of, query, after)) {
        if (found.records.size() <= static_cast<std::size_t>(query.limit))
            read_stretch(from, of, query, where, part, found);
    }
    return found;
}

list_part part_of(database::reader& from, const entity& of, const list_query& query, const match& wanted,
                  const std::optional<list_position>& after)
{
    auto found = read_matches(from, of, query, wanted, after);
    list_part result{std::move(found.records), {}, {}};
    if (result.records.size() > static_cast<std::size_t>(query.limit)) {
        result.records.pop_back();
        result.end = list_position{std::move(found.last_sort), result.records.back().id};
    }
    load_links(from, of, result.records);
    if (query.count) {
        const auto where = wanted.whole();
        result.count = from.integer("SELECT COUNT(*) FROM " + dialect::quoted(of.table()) + " t WHERE " + where.sql,
                                    where.parameters);
    }
    return result;
}

list_part nothing(const list_query& query)
{
    return {{}, {}, query.count ? std::optional<std::int64_t>{0} : std::nullopt};
}

/// Matches of a search come in no order of a column, so all of them have to be sorted for one page.
bool finds_too_many(database::reader& from, const entity& of, const condition& where)
{
    const auto found = from.integer("SELECT COUNT(*) FROM (SELECT 1 FROM " + dialect::quoted(of.table()) + " t WHERE " +
                                        where.sql + " LIMIT " + std::to_string(most_matches_to_sort + 1) + ") m",
                                    where.parameters);
    return found.value_or(0) > most_matches_to_sort;
}

} // namespace

list_part read_part(database::reader& from, const condition& scope, const entity& of, const list_query& query,
                    const std::optional<list_position>& after)
{
    if (scope.is_never()) return nothing(query);
    return part_of(from, of, query, match_of(from, of, scope, query), after);
}

messages::outcome<page> list_reader::read(database::reader& from, const caller& who, const entity& of,
                                          const list_query& query) const
{
    const auto scope = access_.rows(of, action::read, who);
    std::optional<list_position> after;
    if (!query.cursor.empty()) {
        after = seal_.open(of, query, scope);
        if (!after) return messages::refusal{.why = messages::reason::unreadable, .code = "bad_cursor"};
    }
    if (scope.is_never()) return page{{}, {}, nothing(query).count};
    const auto wanted = match_of(from, of, scope, query);
    if (query.sort_field && wanted.words && finds_too_many(from, of, wanted.whole())) {
        return messages::refuse(messages::reason::unreadable, "too_many_to_sort",
                                {{"limit", std::to_string(most_matches_to_sort)}});
    }
    auto found = part_of(from, of, query, wanted, after);
    return page{std::move(found.records), found.end ? seal_.close(of, query, scope, *found.end) : std::string{},
                found.count};
}

} // namespace nscl::entities
