#include "core/entities/reading/list_reader.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/reading/list_conditions.hpp"
#include "core/entities/reading/list_order.hpp"
#include "core/entities/reading/parameter.hpp"
#include "core/entities/reading/stored_record.hpp"
#include "core/search/matches.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace nscl::entities {

namespace {

using database::dialect;

constexpr std::int64_t most_matches_to_sort = 10'000;
/// So many records are asked one by one in the order of the list, then four times as many, before all that match are sorted. A page of what
/// one record in four hundred has is found so.
constexpr std::int64_t asked_first = 2'000;
constexpr std::int64_t most_asked = 8'000;
/// Of a search, so many records that may match are tried before all that do are sorted.
constexpr std::size_t most_tried = 10'000;
/// Those that do are read so many at a time.
constexpr std::size_t read_together = 100;

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

/// Records in the query's order, one more than its limit where there are more.
struct stretched {
    std::vector<record> records;
    std::vector<known_label> labels;
    field_value last_sort; ///< what the last record within the limit is sorted by
};

/// What a row is sorted by before its id, as a cursor keeps it.
field_value sort_value(const stretch& part, const database::row& row, std::size_t column)
{
    if (part.column().empty()) return {};
    if (part.column_type() == database::column::integer) return row.integer(column);
    return std::string{row.text(column)};
}

/// Reads one list's page.
class page_reader {
public:
    page_reader(database::reader& from, const entity& of, const list_query& query, const list_conditions& wanted,
                const joined_labels& labels)
        : from_(from), of_(of), query_(query), wanted_(wanted), labels_(labels)
    {
    }

    stretched read(const std::optional<list_position>& after)
    {
        parts_ = stretches(of_, query_, after);
        const bool sorts_words = wanted_.words() && query_.sort_field; // so few that they can be sorted
        if (sorts_words || !wanted_.lead_elsewhere()) return read_all(wanted_.whole());
        if (wanted_.lead_to_few(from_)) return read_all(wanted_.of_few());
        if (wanted_.words() ? read_matches(after) : read_in_order()) return std::move(found_);
        found_ = {};
        return read_all(wanted_.whole());
    }

private:
    bool is_full() const { return found_.records.size() > static_cast<std::size_t>(query_.limit); }

    stretched read_all(const condition& where)
    {
        read_stretches(where, parts_);
        return std::move(found_);
    }

    /// Of the records that meet the search. False as below.
    bool read_matches(const std::optional<list_position>& after)
    {
        search::matches found{from_, *wanted_.words(), of_.table(), search::id_order{query_.descending},
                              after ? std::optional{after->id} : std::nullopt};
        const auto wanted = wanted_.in_order();
        while (!is_full()) {
            const auto missing = static_cast<std::size_t>(query_.limit) + 1 - found_.records.size();
            const auto ids = found.next(missing, most_tried);
            read_groups(ids, wanted);
            if (!is_full() && ids.size() < missing) return found.asked() < most_tried;
        }
        return true;
    }

    /// Of the records with these ids, which are in order.
    void read_groups(std::span<const record_id> ids, const condition& wanted)
    {
        for (; !ids.empty() && !is_full(); ids = ids.subspan(std::min(read_together, ids.size()))) {
            const auto next = ids.first(std::min(read_together, ids.size()));
            std::vector<record_id> group(read_together,
                                         next.back()); // as many each time, so that there is one statement
            std::ranges::copy(next, group.begin());
            read_stretch(condition::one_of("t.\"id\"", group) && wanted, parts_.front());
        }
    }

    /// Asks one record after the other. False when many were asked and the page is not full.
    bool read_in_order()
    {
        const auto each = wanted_.in_order();
        std::int64_t asked = 0;
        std::int64_t next = asked_first;
        std::vector<stretch> parts{parts_.rbegin(), parts_.rend()}; // the next one last
        while (!parts.empty() && asked < most_asked) {
            const auto part = std::move(parts.back());
            parts.pop_back();
            const auto last = last_of(part, next);
            read_stretches(each, last ? part.up_to(*last) : std::vector{part});
            if (is_full()) return true;
            if (!last) continue;
            asked += next;
            next *= 4;
            const auto rest = part.behind(*last);
            parts.insert(parts.end(), rest.rbegin(), rest.rend());
        }
        return parts.empty();
    }

    /// The last of the next `many` rows of a stretch, when it has so many.
    std::optional<list_position> last_of(const stretch& part, std::int64_t many)
    {
        std::optional<list_position> found;
        statement select{"SELECT t.\"id\"," + (part.column().empty() ? "NULL" : part.column()) + from_table(), {}};
        select.add(part.where());
        select.sql += part.order() + " LIMIT 1 OFFSET " + std::to_string(many - 1);
        from_.query(select.sql, select.parameters, std::array{database::column::integer, part.column_type()},
                    [&](const database::row& row) { found.emplace(sort_value(part, row, 1), row.integer(0)); });
        return found;
    }

    void read_stretches(const condition& where, const std::vector<stretch>& parts)
    {
        for (const auto& part : parts) {
            if (!is_full()) read_stretch(where, part);
        }
    }

    void read_stretch(const condition& where, const stretch& part)
    {
        const auto limit = static_cast<std::size_t>(query_.limit);
        statement select{"SELECT " + of_.record_columns, {}};
        auto columns = of_.record_column_types;
        const auto sort_column = columns.size();
        if (!part.column().empty()) {
            select.sql += "," + part.column();
            columns.push_back(part.column_type());
        }
        const auto label_column = columns.size();
        labels_.add_types(columns);
        select.sql += labels_.columns() + from_table(labels_.tables());
        select.add(where && part.where());
        select.sql += part.order() + " LIMIT ?";
        select.parameters.emplace_back(static_cast<std::int64_t>(limit + 1 - found_.records.size()));
        from_.query(select.sql, select.parameters, columns, [&](const database::row& row) {
            found_.records.push_back(read_record(of_, row));
            labels_.read(row, label_column, found_.labels);
            if (found_.records.size() == limit) found_.last_sort = sort_value(part, row, sort_column);
        });
    }

    std::string from_table(const std::string& others = "") const
    {
        return " FROM " + dialect::quoted(of_.table()) + " t" + others + " WHERE ";
    }

    database::reader& from_;
    const entity& of_;
    const list_query& query_;
    const list_conditions& wanted_;
    const joined_labels& labels_;
    std::vector<stretch> parts_;
    stretched found_;
};

list_part part_of(database::reader& from, const entity& of, const list_query& query, const list_conditions& wanted,
                  const joined_labels& labels, const std::optional<list_position>& after)
{
    auto found = page_reader{from, of, query, wanted, labels}.read(after);
    list_part result{std::move(found.records), std::move(found.labels), {}, {}};
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
    return {{}, {}, {}, query.count ? std::optional<std::int64_t>{0} : std::nullopt};
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
    return part_of(from, of, query, list_conditions{from, of, scope, query}, joined_labels{}, after);
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
    if (scope.is_never()) return page{{}, {}, {}, nothing(query).count};
    const list_conditions wanted{from, of, scope, query};
    if (query.sort_field && wanted.words() && finds_too_many(from, of, wanted.whole())) {
        return messages::refuse(messages::reason::unreadable, "too_many_to_sort",
                                {{"limit", std::to_string(most_matches_to_sort)}});
    }
    const auto labels = query.as_options ? joined_labels{} : joined_labels{access_, who, of, query.fields};
    auto found = part_of(from, of, query, wanted, labels, after);
    return page{std::move(found.records), std::move(found.labels),
                found.end ? seal_.close(of, query, scope, *found.end) : std::string{}, found.count};
}

} // namespace nscl::entities
