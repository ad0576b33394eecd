#include "core/entities/field_types/calendar.hpp"
#include "core/entities/field_types/types.hpp"
#include "core/entities/field_types/whole_number.hpp"
#include "core/platform/clock.hpp"

namespace nscl::entities {

namespace {

using std::chrono::microseconds;

constexpr std::int64_t earliest = -2'208'988'800'000'000;      // 1900-01-01T00:00:00Z
constexpr std::int64_t first_too_late = 7'289'654'400'000'000; // 2201-01-01T00:00:00Z

/// "+07:00" or "Z"; none when malformed.
std::optional<std::chrono::minutes> offset(std::string_view text)
{
    if (text == "Z" || text == "z") return std::chrono::minutes{0};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const auto hours = digits_at(text, 1, 2);
    const auto minutes = digits_at(text, 4, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    const std::chrono::minutes whole{*hours * 60 + *minutes};
    return text[0] == '-' ? -whole : whole;
}

/// Digits behind the point as microseconds; none when there are no digits, or more than can be kept.
std::optional<microseconds> fraction(std::string_view digits)
{
    if (digits.empty() || digits.size() > 6) return std::nullopt;
    auto number = digits_at(digits, 0, digits.size());
    if (!number) return std::nullopt;
    for (auto i = digits.size(); i < 6; ++i) *number *= 10;
    return microseconds{*number};
}

/// RFC 3339, 5.6, offset included; microseconds since 1970 in UTC.
std::optional<std::int64_t> instant_of(std::string_view text)
{
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto day = iso_day(text.substr(0, 10));
    const auto hour = digits_at(text, 11, 2);
    const auto minute = digits_at(text, 14, 2);
    const auto second = digits_at(text, 17, 2);
    if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;

    auto rest = text.substr(19);
    microseconds part{0};
    if (rest.starts_with('.')) {
        const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        const auto digits = fraction(rest.substr(1, end - 1));
        if (!digits) return std::nullopt;
        part = *digits;
        rest.remove_prefix(end);
    }
    const auto east = offset(rest);
    if (!east) return std::nullopt;
    const auto local = std::chrono::sys_days{*day} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
                       std::chrono::seconds{*second} + part;
    return std::chrono::duration_cast<microseconds>((local - *east).time_since_epoch()).count();
}

class timestamp_type final : public whole_number_like {
public:
    std::string_view name() const override { return "timestamp"; }

    parsed_value parse_json(const field& of, const boost::json::value& json) const override
    {
        if (json.is_null()) return field_value{};
        if (!json.is_string()) return value_error{"wrong_type", {{"expected", "string"}}};
        return parse_text(of, json.get_string());
    }

    parsed_value parse_text(const field&, std::string_view text) const override
    {
        if (text.empty()) return field_value{};
        const auto when = instant_of(text);
        if (!when) return value_error{"bad_timestamp", {}};
        return accepted(*when);
    }

    std::string write_text(const field&, const field_value& value) const override
    {
        const auto* when = std::get_if<std::int64_t>(&value);
        return when ? platform::to_rfc3339(*when) : std::string();
    }

    void write_json(std::string& out, const field& of, const field_value& value) const override
    {
        if (is_null(value))
            out += "null";
        else
            out += '"' + write_text(of, value) + '"';
    }

    std::string json_schema(const field&) const override { return R"({"type":"string","format":"date-time"})"; }

protected:
    std::string_view malformed() const override { return "bad_timestamp"; }

    std::optional<value_error> refuse(std::int64_t when) const override
    {
        if (when < earliest || when >= first_too_late) return value_error{"bad_timestamp", {}};
        return std::nullopt;
    }
};

} // namespace

const field_type_rules& timestamp_rules()
{
    static const timestamp_type rules;
    return rules;
}

} // namespace nscl::entities
