#include "core/entities/reading/list_query.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/http/target.hpp"
#include "core/platform/utf8.hpp"
#include "core/text/unicode.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace nscl::entities {

namespace {

using messages::outcome;
using messages::reason;
using messages::refusal;

constexpr int most_rows = 200;
constexpr std::size_t most_alternatives = 200; ///< values of one `in`
constexpr std::size_t most_filters = 40;

refusal unreadable(std::string code, messages::parameters parameters)
{
    return messages::refuse(reason::unreadable, std::move(code), std::move(parameters));
}

constexpr std::pair<std::string_view, filter::op> operators[] = {
    {"eq", filter::op::eq}, {"ne", filter::op::ne},         {"lt", filter::op::lt},
    {"le", filter::op::le}, {"gt", filter::op::gt},         {"ge", filter::op::ge},
    {"in", filter::op::in}, {"starts", filter::op::starts}, {"isnull", filter::op::isnull}};

std::optional<filter::op> operator_named(std::string_view name)
{
    for (const auto& [known, how] : operators) {
        if (known == name) return how;
    }
    return std::nullopt;
}

bool is_text(const field& of)
{
    switch (of.type) {
    case field_type::text:
    case field_type::email:
    case field_type::phone:
    case field_type::url: return true;
    default: return false;
    }
}

bool fits(filter::op how, const field* of)
{
    using op = filter::op;
    switch (how) {
    case op::eq:
    case op::ne:
    case op::in: return !of || (of->type != field_type::json && of->type != field_type::long_text);
    case op::isnull: return of != nullptr;
    case op::starts: return of && is_text(*of);
    default: return !of || (rules_of(of->type).ordered() && !is_text(*of));
    }
}

/// Reads one list's parameters into a query; its members are the language's words.
class parser {
public:
    parser(const entity& of, const access& rights, const caller& who) : of_(of), rights_(rights), who_(who) {}

    outcome<list_query> parse(std::span<const http::pair> parameters)
    {
        std::set<std::string_view> seen;
        for (const auto& [name, value] : parameters) {
            if (!seen.insert(name).second) return unreadable("duplicate_parameter", {{"name", name}});
            if (auto read = one(name, value); read.has_error()) return read.error();
        }
        return std::move(query_);
    }

private:
    outcome<> one(std::string_view name, std::string_view value)
    {
        if (name.starts_with("filter[")) return add_filter(name, value);
        if (name == "sort") return sort(value);
        if (name == "fields") return fields(value);
        if (name == "q") return search(value);
        if (name == "limit") return limit(value);
        if (name == "count") return count(value);
        if (name == "view") return view(value);
        if (name == "cursor") {
            query_.cursor = value;
            return {};
        }
        return unreadable("unknown_parameter", {{"name", std::string{name}}});
    }

    /// The index of a field that the caller may ask for.
    std::optional<std::size_t> readable(std::string_view name) const
    {
        const auto index = of_.find(name);
        if (!index || !rights_.may_read(of_, of_.fields[*index], who_)) return std::nullopt;
        return index;
    }

    outcome<> add_filter(std::string_view name, std::string_view value)
    {
        if (query_.filters.size() == most_filters)
            return unreadable("too_many_filters", {{"limit", std::to_string(most_filters)}});
        auto rest = name.substr(7);
        const auto end = rest.find(']');
        if (end == std::string_view::npos) return unreadable("unknown_parameter", {{"name", std::string{name}}});
        const auto field_name = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        std::string_view operator_name = "eq";
        if (!rest.empty()) {
            if (rest.size() < 3 || rest.front() != '[' || rest.back() != ']') {
                return unreadable("unknown_parameter", {{"name", std::string{name}}});
            }
            operator_name = rest.substr(1, rest.size() - 2);
        }

        filter made;
        if (field_name != "id") {
            made.field = readable(field_name);
            if (!made.field) return unreadable("unknown_filter", {{"name", std::string{field_name}}});
        }
        const field* asked = made.field ? &of_.fields[*made.field] : nullptr;
        const auto how = operator_named(operator_name);
        if (!how || !fits(*how, asked)) {
            return unreadable("unknown_operator",
                              {{"name", std::string{operator_name}}, {"field", std::string{field_name}}});
        }
        made.how = *how;
        return values(std::move(made), asked, field_name, value);
    }

    outcome<> values(filter made, const field* asked, std::string_view field_name, std::string_view value)
    {
        const auto wrong = [&] {
            return unreadable("bad_filter_value", {{"field", std::string{field_name}}, {"value", std::string{value}}});
        };
        if (made.how == filter::op::isnull) {
            if (value != "true" && value != "false") return wrong();
            made.values.emplace_back(std::int64_t{value == "true"});
        } else if (made.how == filter::op::in) {
            for (std::size_t begin = 0; begin <= value.size();) {
                const auto end = std::min(value.find(',', begin), value.size());
                auto item = one_value(asked, value.substr(begin, end - begin));
                if (!item) return wrong();
                made.values.push_back(std::move(*item));
                begin = end + 1;
            }
            if (made.values.size() > most_alternatives) return wrong();
        } else if (made.how == filter::op::starts) {
            if (!platform::is_utf8(value) || value.empty()) return wrong();
            made.values.emplace_back(text::nfc(value));
        } else {
            auto item = one_value(asked, value);
            if (!item) return wrong();
            made.values.push_back(std::move(*item));
        }
        query_.filters.push_back(std::move(made));
        return {};
    }

    static std::optional<field_value> one_value(const field* asked, std::string_view text)
    {
        if (asked && !points_to_records(*asked)) {
            auto parsed = rules_of(asked->type).parse_text(*asked, text);
            if (parsed.has_error() || is_null(*parsed)) return std::nullopt;
            if (!asked->rule) return std::move(*parsed);
            // Written otherwise it is the same value; one that the rule refuses is nobody's, and finds nothing.
            auto normal = asked->rule(*parsed);
            return normal.has_error() || is_null(*normal) ? std::move(*parsed) : std::move(*normal);
        }
        record_id id = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
        if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
        return field_value{id};
    }

    outcome<> sort(std::string_view value)
    {
        query_.descending = value.starts_with('-');
        const auto name = value.substr(query_.descending ? 1 : 0);
        if (name == "id") {
            query_.sort_field.reset();
            return {};
        }
        query_.sort_field = readable(name);
        if (!query_.sort_field || !of_.fields[*query_.sort_field].sortable) {
            return unreadable("not_sortable", {{"name", std::string{name}}});
        }
        return {};
    }

    outcome<> fields(std::string_view value)
    {
        for (std::size_t begin = 0; begin <= value.size();) {
            const auto end = std::min(value.find(',', begin), value.size());
            const auto name = value.substr(begin, end - begin);
            const auto index = readable(name);
            if (!index) return unreadable("unknown_field", {{"name", std::string{name}}});
            if (std::find(query_.fields.begin(), query_.fields.end(), *index) == query_.fields.end())
                query_.fields.push_back(*index);
            begin = end + 1;
        }
        return {};
    }

    outcome<> search(std::string_view value)
    {
        if (!platform::is_utf8(value) || value.size() > 400) return unreadable("bad_search", {});
        query_.search = value;
        return {};
    }

    outcome<> limit(std::string_view value)
    {
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), query_.limit);
        if (error != std::errc{} || end != value.data() + value.size() || query_.limit < 1 ||
            query_.limit > most_rows) {
            return unreadable("bad_limit", {{"limit", std::to_string(most_rows)}});
        }
        return {};
    }

    outcome<> count(std::string_view value)
    {
        if (value != "none" && value != "exact") return unreadable("bad_parameter_value", {{"name", "count"}});
        query_.count = value == "exact";
        return {};
    }

    outcome<> view(std::string_view value)
    {
        if (value != "option") return unreadable("bad_parameter_value", {{"name", "view"}});
        query_.as_options = true;
        return {};
    }

    const entity& of_;
    const access& rights_;
    const caller& who_;
    list_query query_;
};

} // namespace

std::string_view name_of(filter::op which)
{
    return std::ranges::find(operators, which, &std::pair<std::string_view, filter::op>::second)->first;
}

std::vector<std::string_view> filter_operators(const field* of)
{
    std::vector<std::string_view> fitting;
    for (const auto& [name, how] : operators) {
        if (fits(how, of)) fitting.push_back(name);
    }
    return fitting;
}

messages::outcome<list_query> parse_list_query(const entity& of, const access& rights, const caller& who,
                                               std::span<const http::pair> parameters)
{
    return parser{of, rights, who}.parse(parameters);
}

messages::outcome<list_query> parse_list_query(const entity& of, const access& rights, const caller& who,
                                               std::string_view parameters)
{
    auto pairs = http::parse_query(parameters);
    if (!pairs) return unreadable("bad_query", {});
    return parse_list_query(of, rights, who, *pairs);
}

} // namespace nscl::entities
