#include "core/entities/field_types/grouped_digits.hpp"
#include "core/entities/field_types/types.hpp"
#include "core/entities/field_types/whole_number.hpp"

namespace nscl::entities {

namespace {

constexpr std::int64_t too_large = 1'000'000'000'000'000'000; // 18 digits fit, whatever the scale

bool all_digits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

value_error malformed(const field& of)
{
    return {"bad_decimal", {{"scale", std::to_string(of.scale)}}};
}

/// "-12.5" with scale 2 as -1250.
parsed_value scaled(const field& of, std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    std::string digits(text.substr(0, point));
    std::string fraction(point == std::string_view::npos ? std::string_view() : text.substr(point + 1));
    if (!all_digits(digits) || (point != std::string_view::npos && !all_digits(fraction))) return malformed(of);
    while (fraction.size() > of.scale && fraction.back() == '0') fraction.pop_back();
    if (fraction.size() > of.scale) return malformed(of);
    fraction.resize(of.scale, '0');
    digits += fraction;
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    const auto number = whole_number(digits);
    if (!number || *number >= too_large) return value_error{"out_of_range", {}};
    return field_value{negative ? -*number : *number};
}

/// Exact: an integer times 10^scale, which never passes through floating point.
class decimal_type final : public whole_number_like {
public:
    std::string_view name() const override { return "decimal"; }

    parsed_value parse_json(const field& of, const boost::json::value& json) const override
    {
        if (json.is_null()) return field_value{};
        if (json.is_int64()) return scaled(of, std::to_string(json.get_int64()));
        if (json.is_uint64()) return value_error{"out_of_range", {}};
        if (!json.is_string()) return value_error{"wrong_type", {{"expected", "string"}}};
        if (json.get_string().empty()) return field_value{};
        return scaled(of, json.get_string());
    }

    /// Also the Vietnamese way, known by its comma ("125.000,5") or by several points ("1.250.000").
    parsed_value parse_text(const field& of, std::string_view text) const override
    {
        if (text.empty()) return field_value{};
        const auto comma = text.find(',');
        if (comma != std::string_view::npos) {
            if (text.find('.', comma) != std::string_view::npos) return malformed(of);
            return scaled(of, ungrouped(text.substr(0, comma)) + "." + std::string(text.substr(comma + 1)));
        }
        if (text.find('.') != text.rfind('.')) return scaled(of, ungrouped(text));
        return scaled(of, text);
    }

    std::string write_text(const field& of, const field_value& value) const override
    {
        const auto* number = std::get_if<std::int64_t>(&value);
        return number ? decimal_text(*number, of.scale) : std::string{};
    }

    void write_json(std::string& out, const field& of, const field_value& value) const override
    {
        if (is_null(value))
            out += "null";
        else
            out += '"' + write_text(of, value) + '"';
    }

    std::string json_schema(const field& of) const override
    {
        if (of.scale == 0) return R"({"type":"string","pattern":"^-?[0-9]{1,18}$"})";
        return R"({"type":"string","pattern":"^-?[0-9]{1,18}(\\.[0-9]{1,)" + std::to_string(of.scale) + R"(})?$"})";
    }

protected:
    std::string_view malformed() const override { return "bad_decimal"; }

    std::optional<value_error> refuse(std::int64_t number) const override
    {
        if (number <= -too_large || number >= too_large) return value_error{"out_of_range", {}};
        return std::nullopt;
    }

private:
    static value_error malformed(const field& of) { return entities::malformed(of); }
};

} // namespace

std::string decimal_text(std::int64_t units, unsigned scale)
{
    const bool negative = units < 0;
    const auto size = negative ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
    auto digits = std::to_string(size);
    if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
    if (scale > 0) digits.insert(digits.size() - scale, 1, '.');
    return negative ? "-" + digits : digits;
}

const field_type_rules& decimal_rules()
{
    static const decimal_type rules;
    return rules;
}

} // namespace nscl::entities
