#include "core/entities/reading/list_query.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/http/query_parameters.hpp"
#include "core/http/target.hpp"
#include "tests/fuzz/percent_encoding.hpp"
#include "tests/fuzz/small_model.hpp"
#include "tests/fuzz/targets.hpp"

#include <algorithm>

namespace nscl::fuzz {
namespace {

using entities::filter;
using entities::list_query;

const entities::field* field_of(const filter& asked)
{
    return asked.field ? &thing().fields[*asked.field] : nullptr;
}

std::string value_text(const filter& asked, const entities::field_value& value)
{
    if (asked.how == filter::op::isnull) return std::get<std::int64_t>(value) != 0 ? "true" : "false";
    const auto* of = field_of(asked);
    if (!of || entities::points_to_records(*of)) return std::to_string(std::get<std::int64_t>(value));
    if (asked.how == filter::op::starts) return std::get<std::string>(value);
    return entities::rules_of(of->type).write_text(*of, value);
}

/// The query as parameters, all of them spelled out.
std::vector<http::pair> written(const list_query& query)
{
    std::vector<http::pair> parameters;
    for (const auto& each : query.filters) {
        std::string values;
        for (const auto& value : each.values) values += (values.empty() ? "" : ",") + value_text(each, value);
        const auto* of = field_of(each);
        parameters.emplace_back("filter[" + (of ? of->name : "id") + "][" + std::string{name_of(each.how)} + "]",
                                values);
    }
    const auto sort = query.sort_field ? thing().fields[*query.sort_field].name : "id";
    parameters.emplace_back("sort", (query.descending ? "-" : "") + sort);
    std::string fields;
    for (const auto at : query.fields) fields += (fields.empty() ? "" : ",") + thing().fields[at].name;
    if (!fields.empty()) parameters.emplace_back("fields", fields);
    if (!query.search.empty()) parameters.emplace_back("q", query.search);
    parameters.emplace_back("limit", std::to_string(query.limit));
    if (!query.cursor.empty()) parameters.emplace_back("cursor", query.cursor);
    if (query.count) parameters.emplace_back("count", "exact");
    if (query.as_options) parameters.emplace_back("view", "option");
    return parameters;
}

bool same(const list_query& left, const list_query& right)
{
    const auto equal = [](const filter& a, const filter& b) {
        return a.field == b.field && a.how == b.how && a.values == b.values;
    };
    return std::ranges::equal(left.filters, right.filters, equal) && left.search == right.search &&
           left.sort_field == right.sort_field && left.descending == right.descending && left.fields == right.fields &&
           left.limit == right.limit && left.cursor == right.cursor && left.count == right.count &&
           left.as_options == right.as_options;
}

void check_parts(const list_query& query)
{
    require(query.limit >= 1 && query.limit <= 200, "a page has 1 to 200 rows");
    require(query.filters.size() <= 40, "at most 40 filters");
    require(!query.sort_field || thing().fields.at(*query.sort_field).sortable, "lists are sorted by sortable fields");
    for (const auto& each : query.filters) {
        const auto fitting = entities::filter_operators(field_of(each));
        require(std::ranges::find(fitting, name_of(each.how)) != fitting.end(), "operators fit their field");
        require(!each.values.empty() && each.values.size() <= 200, "a filter has values, but not too many");
        require(each.values.size() == 1 || each.how == filter::op::in, "one value, but for `in`");
        require(std::ranges::none_of(each.values, entities::is_null), "a filter's value is one");
    }
}

/// The Link header to the next page leads to the same list, with this cursor and no other.
void check_link(const http::request& asked)
{
    const std::string link = http::next_link(asked, "c0");
    const std::string_view end = ">; rel=\"next\"";
    require(link.starts_with('<') && link.find('>') == link.size() - end.size(), "a link's target ends where it says");
    const auto read = http::read_target(std::string_view{link}.substr(1, link.size() - 1 - end.size()));
    require(read.has_value(), "a link's target is one");
    auto expected = asked.query;
    std::erase_if(expected, [](const http::pair& each) { return each.first == "cursor"; });
    expected.emplace_back("cursor", "c0");
    require(read->path == asked.path && read->query == expected, "the next page is of the same list");
}

} // namespace

/// The query string of a list.
void check_list_query(std::string_view input)
{
    static const entities::access rights{small_model()};
    static const auto who = entities::caller::system("fuzz");
    const auto read = entities::parse_list_query(thing(), rights, who, input);
    if (read.has_error()) return;
    check_parts(*read);
    const auto again = entities::parse_list_query(thing(), rights, who, written(*read));
    require(again.has_value(), "what was accepted is accepted when it is written anew");
    require(same(*again, *read), "and asks for the same");
    const auto encoded = entities::parse_list_query(thing(), rights, who, percent_encoded(written(*read)));
    require(encoded.has_value() && same(*encoded, *read), "percent-encoded too");

    http::request asked;
    asked.target = "/api/v1/p/things?" + std::string{input};
    auto target = http::read_target(asked.target);
    if (target.has_error()) return; // plugins may write "#" into a query, clients may not
    asked.path = target->path;
    asked.query = std::move(target->query);
    check_link(asked);
}

} // namespace nscl::fuzz
