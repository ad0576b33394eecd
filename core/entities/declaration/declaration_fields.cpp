#include "core/entities/declaration/declaration_reader.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/text/pattern.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>

namespace nscl::entities::parsing {

namespace {

using types = std::initializer_list<field_type>;

const types texts_in_one_column = {field_type::text, field_type::email, field_type::phone, field_type::url};
const types texts_of_any_length = {field_type::text, field_type::long_text, field_type::email, field_type::phone,
                                   field_type::url};
const types numbers = {field_type::integer, field_type::decimal, field_type::money};
const types references = {field_type::reference, field_type::multi_reference};

bool any_of(const types& list, field_type type)
{
    return std::find(list.begin(), list.end(), type) != list.end();
}

/// The member, if it is there and means something for the field's type.
std::optional<json_reader> only_for(json_members& from, std::string_view member, const field& of, bool fits)
{
    auto found = from.optional(member);
    if (!found) return std::nullopt;
    if (fits) return found;
    found->fail("means nothing for the type " + std::string(rules_of(of.type).name()));
    return std::nullopt;
}

bool flag_for(json_members& from, std::string_view member, const field& of, bool fits)
{
    const auto found = only_for(from, member, of, fits);
    return found && found->boolean();
}

void read_type(json_members& from, const context& with, field& into)
{
    const auto member = from.required("type");
    const auto written = member.text();
    if (const auto plain = field_type_named(written)) {
        into.type = *plain;
        return;
    }
    const auto contributed =
        std::find_if(with.types.begin(), with.types.end(), [&](const auto& t) { return t.name == written; });
    if (contributed == with.types.end()) {
        member.fail("there is no type \"" + written +
                    "\"; a contributed one is written \"plugin.name\", and its plugin must be depended on");
        return;
    }
    into.type = contributed->base;
    into.contributed_type = contributed->name;
    into.rule = contributed->rule;
    into.max_length = contributed->max_length;
}

std::size_t default_length(const field& of)
{
    if (!of.contributed_type.empty()) return of.max_length;
    switch (of.type) {
    case field_type::long_text: return 20'000;
    case field_type::url: return 2'000;
    case field_type::email: return 254;
    case field_type::phone: return 20;
    default: return 255;
    }
}

/// Longest declarable: a long text stays within one request.
std::size_t length_limit(const field& of)
{
    if (!of.contributed_type.empty()) return of.max_length;
    return of.type == field_type::long_text ? 1'000'000 : of.type == field_type::email ? 254 : 20'000;
}

void read_lengths(json_members& from, field& into)
{
    const bool fits = any_of(texts_of_any_length, into.type);
    const auto limit = static_cast<std::int64_t>(length_limit(into));
    into.max_length = default_length(into);
    if (const auto most = only_for(from, "max_length", into, fits))
        into.max_length = static_cast<std::size_t>(most->integer(1, limit));
    if (const auto least = only_for(from, "min_length", into, fits))
        into.min_length = static_cast<std::size_t>(least->integer(1, static_cast<std::int64_t>(into.max_length)));
}

/// A value of the field, such as a default or a limit.
std::optional<field_value> value_of(const json_reader& from, const field& of)
{
    auto parsed = rules_of(of.type).parse_json(of, from.value());
    if (parsed.has_error() || is_null(*parsed)) {
        from.fail("is no value of the type " + std::string(rules_of(of.type).name()) +
                  (parsed.has_error() ? " (" + parsed.error().code + ")" : std::string()));
        return std::nullopt;
    }
    return *parsed;
}

void read_range(json_members& from, field& into)
{
    if (const auto scale = only_for(from, "scale", into, into.type == field_type::decimal))
        into.scale = static_cast<unsigned>(scale->integer(0, 9));
    into.year = flag_for(from, "year", into, into.type == field_type::integer);
    const bool fits = any_of(numbers, into.type) || into.type == field_type::date;
    if (const auto least = only_for(from, "min", into, fits)) into.min = value_of(*least, into);
    if (const auto most = only_for(from, "max", into, fits)) {
        into.max = value_of(*most, into);
        if (into.min && into.max && *into.max < *into.min) most->fail("lies below \"min\"");
    }
}

void read_pattern(json_members& from, field& into)
{
    if (const auto pattern = only_for(from, "pattern", into, any_of(texts_of_any_length, into.type))) {
        into.pattern = pattern->text();
        into.compiled_pattern = text::pattern::compile(into.pattern);
        if (!into.compiled_pattern || into.pattern.empty()) pattern->fail("is no regular expression");
    }
    if (const auto words = only_for(from, "pattern_text", into, !into.pattern.empty()))
        into.pattern_text = texts(*words);
}

bool is_option_code(std::string_view text)
{
    constexpr std::string_view inside = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    constexpr std::string_view in_front = inside.substr(0, inside.size() - 3);
    if (text.empty() || text.size() > 64 || in_front.find(text.front()) == std::string_view::npos) return false;
    return text.find_first_not_of(inside) == std::string_view::npos;
}

void read_options(json_members& from, field& into)
{
    const auto list = only_for(from, "options", into, into.type == field_type::enumeration);
    if (into.type == field_type::enumeration && !list) from.required("options");
    if (!list) return;
    std::vector<std::string> taken;
    for (const auto& each : list->items()) {
        auto members = each.members();
        option read;
        const auto code = members.required("value");
        read.value = code.text();
        if (!is_option_code(read.value))
            code.fail("is no code: letters, digits, \"_\", \".\" and \"-\", at most 64, a letter or digit first");
        claim_name(taken, read.value, code, "option");
        read.label = texts(members.required("label"));
        read.tone = word(members, "tone", {"neutral", "info", "success", "warning", "danger"});
        members.finish();
        into.options.push_back(std::move(read));
    }
    if (into.options.empty()) list->fail("has no option");
}

void read_target(json_members& from, field& into)
{
    const bool refers = any_of(references, into.type);
    if (refers)
        into.to = full_name(from.required("to"));
    else
        only_for(from, "to", into, false);
    const bool rule_fits = refers || into.type == field_type::attachment;
    if (!rule_fits) {
        only_for(from, "on_delete", into, false);
        return;
    }
    static const std::map<std::string, delete_rule> rules{
        {"restrict", delete_rule::restrict_}, {"cascade", delete_rule::cascade}, {"set_null", delete_rule::set_null}};
    const auto chosen = rules.find(word(from, "on_delete", {"restrict", "cascade", "set_null"}));
    if (chosen != rules.end()) into.on_delete = chosen->second;
}

void read_flags(json_members& from, field& into)
{
    const bool short_text = any_of(texts_in_one_column, into.type);
    const bool indexable = !short_text || into.max_length <= 255;
    const bool plain = any_of(numbers, into.type) || into.type == field_type::date ||
                       into.type == field_type::timestamp || into.type == field_type::enumeration;
    into.required = from.flag("required");
    into.required_in = names(from, "required_in");
    into.unique = flag_for(from, "unique", into, short_text || plain || into.type == field_type::reference);
    into.sortable = flag_for(from, "sortable", into, short_text || plain || into.type == field_type::boolean);
    into.searchable = flag_for(from, "searchable", into, any_of(texts_of_any_length, into.type));
    into.title = flag_for(from, "title", into, short_text || plain);
    into.readonly = from.flag("readonly");
    into.immutable = from.flag("immutable");
    into.in_list = from.flag("list");
    into.read_by = names(from, "read_by");
    into.written_by = names(from, "written_by");
    if ((into.unique || into.sortable) && !indexable)
        from.object().fail("a text that is unique or sortable has a max_length of at most 255");
    if (into.on_delete == delete_rule::set_null && into.required && into.type != field_type::multi_reference)
        from.object().fail("\"on_delete\": \"set_null\" contradicts \"required\"");
}

/// "HS-{year}-{5}": at most one {year}, exactly one number of digits from 1 to 9.
bool is_number_form(std::string_view form)
{
    int years = 0;
    int widths = 0;
    for (std::size_t at = 0; at < form.size(); ++at) {
        if (form[at] == '}') return false;
        if (form[at] != '{') continue;
        const auto end = form.find('}', at);
        if (end == std::string_view::npos) return false;
        const auto inside = form.substr(at + 1, end - at - 1);
        if (inside == "year")
            ++years;
        else if (inside.size() == 1 && inside[0] >= '1' && inside[0] <= '9')
            ++widths;
        else
            return false;
        at = end;
    }
    return years <= 1 && widths == 1 && form.size() <= 64;
}

void read_default(json_members& from, field& into)
{
    const bool fits = !any_of(references, into.type) && into.type != field_type::attachment;
    if (const auto written = only_for(from, "default", into, fits)) {
        into.default_value = value_of(*written, into);
        if (!into.default_value) return;
        if (const auto refused = rules_of(into.type).check(into, *into.default_value))
            written->fail("the default breaks the field's own rules (" + refused->code + ")");
    }
    const auto number = only_for(from, "number", into, into.type == field_type::text && into.contributed_type.empty());
    if (!number) return;
    into.number = number->text();
    if (!is_number_form(into.number))
        number->fail("is not of a form like \"HS-{year}-{5}\": one number of digits from 1 to 9, at most one {year}");
    if (into.default_value) number->fail("a field has a default or a number, not both");
    into.readonly = true;
    into.unique = true;
    if (into.max_length > 255) number->fail("a numbered text has a max_length of at most 255");
}

} // namespace

field read_field(const json_reader& from, const context& with)
{
    auto members = from.members();
    field result;
    const auto named = members.required("name");
    result.name = name(named);
    for (const std::string_view reserved : {"id", "version", "created_at", "updated_at", "meta"})
        if (result.name == reserved)
            named.fail("every record has \"" + result.name + "\" already; choose another name");
    read_type(members, with, result);
    if (from.fault().found()) return result; // whatever follows depends on the type
    result.label = texts(members.required("label"));
    result.help = optional_texts(members, "help");
    result.group = optional_texts(members, "group");
    result.unit = optional_texts(members, "unit");
    read_lengths(members, result);
    read_range(members, result);
    read_pattern(members, result);
    read_options(members, result);
    read_target(members, result);
    read_flags(members, result);
    read_default(members, result);
    members.finish();
    return result;
}

} // namespace nscl::entities::parsing
