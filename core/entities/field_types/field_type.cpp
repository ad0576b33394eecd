#include "core/entities/field_types/field_type.hpp"

#include "core/entities/field_types/types.hpp"

#include <boost/throw_exception.hpp>

#include <array>
#include <stdexcept>

namespace nscl::entities {

namespace {

/// In the order of field_type.
constexpr std::array table{
    &text_rules, &long_text_rules, &integer_rules,     &decimal_rules,   &money_rules,           &boolean_rules,
    &date_rules, &timestamp_rules, &enumeration_rules, &reference_rules, &multi_reference_rules, &attachment_rules,
    &json_rules, &email_rules,     &phone_rules,       &url_rules};

parsed_value accept(const field& of, parsed_value parsed)
{
    if (parsed.has_error() || is_null(*parsed)) return parsed;
    if (of.rule) {
        parsed = of.rule(*parsed);
        if (parsed.has_error() || is_null(*parsed)) return parsed;
        parsed =
            rules_of(of.type).parse_stored(of, *parsed); // a rule is plugin code: its result is checked like any value
        if (parsed.has_error()) return parsed;
    }
    if (auto refused = rules_of(of.type).check(of, *parsed)) return *refused;
    return parsed;
}

} // namespace

std::optional<value_error> field_type_rules::check(const field& of, const field_value& value) const
{
    if (is_null(value)) return std::nullopt;
    if (of.min && value < *of.min) return value_error{"below_minimum", {{"limit", write_text(of, *of.min)}}};
    if (of.max && value > *of.max) return value_error{"above_maximum", {{"limit", write_text(of, *of.max)}}};
    return std::nullopt;
}

const field_type_rules& rules_of(field_type type)
{
    return table.at(static_cast<std::size_t>(type))();
}

std::optional<field_type> field_type_named(std::string_view name)
{
    for (std::size_t i = 0; i < table.size(); ++i)
        if (table[i]().name() == name) return static_cast<field_type>(i);
    return std::nullopt;
}

void write_plain_value(std::string& out, const field& of, const field_value& value)
{
    if (is_null(value))
        out += "null";
    else
        rules_of(of.type).write_json(out, of, value);
}

parsed_value accept_json(const field& of, const boost::json::value& json)
{
    return accept(of, rules_of(of.type).parse_json(of, json));
}

parsed_value accept_text(const field& of, std::string_view text)
{
    return accept(of, rules_of(of.type).parse_text(of, text));
}

parsed_value accept_stored(const field& of, field_value value)
{
    if (is_null(value)) return value;
    return accept(of, rules_of(of.type).parse_stored(of, value));
}

void throw_exception_from_error(const value_error& error, const boost::source_location& where)
{
    boost::throw_exception(std::logic_error("a value was taken where there was only the error " + error.code), where);
}

} // namespace nscl::entities
