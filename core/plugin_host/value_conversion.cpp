#include "core/plugin_host/value_conversion.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/platform/clock.hpp"
#include "core/platform/utf8.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace nscl::plugin_host {

using entities::field;
using entities::field_type;
using entities::field_value;

namespace {

constexpr std::uint8_t most_digits = 18;
constexpr std::int64_t first_day = -719162; // 0001-01-01
constexpr std::int64_t last_day = 2932896;  // 9999-12-31
constexpr std::int64_t microseconds_of_a_day = 86'400'000'000;
constexpr std::int64_t first_instant = first_day * microseconds_of_a_day;
constexpr std::int64_t last_instant = (last_day + 1) * microseconds_of_a_day - 1;

std::string_view name_of(std::uint8_t tag)
{
    static constexpr std::string_view names[] = {"null",  "boolean", "integer",   "real", "decimal", "text",
                                                 "bytes", "date",    "timestamp", "json", "list"};
    return tag < std::size(names) ? names[tag] : "a reserved tag";
}

call_status wrong_type(const field& of, const nscl_value& given, std::string_view expected)
{
    return call_status::misuse("field " + of.name + " takes " + std::string{expected} + ", it was given " +
                               std::string{name_of(given.tag)});
}

/// The bytes of a text-like value, if they can be there.
called<std::string_view> bytes_of(const nscl_value& given)
{
    if (given.length == 0) return std::string_view{};
    if (!given.as.text) return call_status::misuse("a text value has a length but no address");
    return std::string_view{given.as.text, given.length};
}

called<std::string_view> utf8_of(const nscl_value& given)
{
    auto bytes = bytes_of(given);
    if (bytes.has_value() && !platform::is_utf8(*bytes)) return call_status::misuse("a text value is not UTF-8");
    return bytes;
}

std::int64_t power_of_ten(unsigned exponent)
{
    std::int64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

/// `units / 10^from` in units of 10^to, if that is exact.
std::optional<std::int64_t> rescaled(std::int64_t units, unsigned from, unsigned to)
{
    if (from > most_digits || to > most_digits) return std::nullopt;
    if (from > to) {
        const auto divisor = power_of_ten(from - to);
        if (units % divisor != 0) return std::nullopt;
        return units / divisor;
    }
    std::int64_t result = 0;
    if (__builtin_mul_overflow(units, power_of_ten(to - from), &result)) return std::nullopt;
    return result;
}

called<field_value> scaled(const field& of, const nscl_value& given, unsigned scale)
{
    const unsigned from = given.tag == NSCL_DECIMAL ? given.scale : 0;
    const auto units = rescaled(given.as.integer, from, scale);
    if (!units) {
        return call_status::misuse("field " + of.name + " has " + std::to_string(scale) +
                                   " digits after the point; the value has more, or is too large");
    }
    return field_value{*units};
}

called<field_value> id_list(const field& of, const nscl_value& given)
{
    if (given.length > 0 && !given.as.list) return call_status::misuse("a list value has a length but no address");
    std::vector<entities::record_id> ids;
    ids.reserve(given.length);
    for (std::uint32_t i = 0; i < given.length; ++i) {
        const auto& item = given.as.list[i];
        if (item.tag != NSCL_INTEGER) return wrong_type(of, item, "a list of record ids");
        ids.push_back(item.as.integer);
    }
    return field_value{std::move(ids)};
}

called<field_value> text_form(const nscl_value& given)
{
    const auto text = utf8_of(given);
    if (text.has_error()) return text.error();
    return field_value{std::string{*text}};
}

std::string real_text(double number)
{
    std::array<char, 40> digits{};
    const auto [end, wrong] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return {digits.data(), wrong == std::errc{} ? end : digits.data()};
}

} // namespace

nscl_value whole(std::int64_t number, std::uint8_t tag)
{
    nscl_value made{};
    made.as.integer = number;
    made.tag = tag;
    return made;
}

nscl_value letters(std::string_view text, std::uint8_t tag)
{
    nscl_value made{};
    made.as.text = text.data();
    made.length = static_cast<std::uint32_t>(text.size());
    made.tag = tag;
    return made;
}

std::optional<std::string_view> view(const nscl_text& text)
{
    if (text.size == 0) return std::string_view{};
    if (!text.data) return std::nullopt;
    return std::string_view{text.data, text.size};
}

nscl_text borrow(std::string_view text)
{
    return {text.data(), text.size()};
}

std::optional<std::int64_t> days_of(std::string_view iso)
{
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const auto read = [&](std::size_t at, std::size_t count, auto& number) {
        const auto [end, wrong] = std::from_chars(iso.data() + at, iso.data() + at + count, number);
        return wrong == std::errc{} && end == iso.data() + at + count;
    };
    if (!read(0, 4, year) || !read(5, 2, month) || !read(8, 2, day) || year < 1) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date}.time_since_epoch().count();
}

std::optional<std::string> iso_of(std::int64_t days)
{
    if (days < first_day || days > last_day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{static_cast<int>(days)}}};
    std::array<char, 16> text{};
    const auto size = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return std::string{text.data(), static_cast<std::size_t>(size)};
}

nscl_value lend_plain(const field_value& value, lent_memory& memory)
{
    if (const auto* number = std::get_if<std::int64_t>(&value)) return whole(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return letters(memory.keep(*text));
    if (const auto* ids = std::get_if<std::vector<entities::record_id>>(&value)) {
        std::vector<nscl_value> items;
        items.reserve(ids->size());
        for (const auto id : *ids) items.push_back(whole(id));
        nscl_value made{};
        made.tag = NSCL_LIST;
        made.length = static_cast<std::uint32_t>(ids->size());
        made.as.list = memory.keep(std::move(items));
        return made;
    }
    return {};
}

nscl_value lend(const field& of, const field_value& value, lent_memory& memory, lending how)
{
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        switch (of.type) {
        case field_type::boolean: return whole(*number, NSCL_BOOLEAN);
        case field_type::timestamp: return whole(*number, NSCL_TIMESTAMP);
        case field_type::decimal: {
            auto made = whole(*number, NSCL_DECIMAL);
            made.scale = static_cast<std::uint8_t>(of.scale);
            return made;
        }
        default: return whole(*number);
        }
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (of.type == field_type::date) {
            const auto days = days_of(*text);
            return days ? whole(*days, NSCL_DATE) : nscl_value{};
        }
        const auto shown = how == lending::copied ? memory.keep(*text) : std::string_view{*text};
        return letters(shown, of.type == field_type::json ? NSCL_JSON : NSCL_TEXT);
    }
    return lend_plain(value, memory);
}

called<field_value> stored_form(const field& of, const nscl_value& given)
{
    if (given.tag == NSCL_NULL) return field_value{};
    const bool number = given.tag == NSCL_INTEGER || given.tag == NSCL_DECIMAL;
    switch (of.type) {
    case field_type::integer:
    case field_type::money:
        if (!number) return wrong_type(of, given, "an integer");
        return scaled(of, given, 0);
    case field_type::decimal:
        if (!number) return wrong_type(of, given, "a decimal");
        return scaled(of, given, of.scale);
    case field_type::reference:
    case field_type::attachment:
        if (given.tag != NSCL_INTEGER) return wrong_type(of, given, "a record's id");
        return field_value{given.as.integer};
    case field_type::boolean:
        if (given.tag != NSCL_BOOLEAN) return wrong_type(of, given, "a boolean");
        return field_value{std::int64_t{given.as.integer != 0}};
    case field_type::timestamp:
        if (given.tag != NSCL_TIMESTAMP) return wrong_type(of, given, "a timestamp");
        return field_value{given.as.integer};
    case field_type::date: {
        if (given.tag != NSCL_DATE) return wrong_type(of, given, "a date");
        auto iso = iso_of(given.as.integer);
        if (!iso) return call_status::misuse("field " + of.name + ": the date lies outside the years 1 to 9999");
        return field_value{std::move(*iso)};
    }
    case field_type::multi_reference:
        if (given.tag != NSCL_LIST) return wrong_type(of, given, "a list of record ids");
        return id_list(of, given);
    case field_type::json:
        if (given.tag != NSCL_JSON && given.tag != NSCL_TEXT) return wrong_type(of, given, "JSON");
        return text_form(given);
    case field_type::text:
    case field_type::long_text:
    case field_type::enumeration:
    case field_type::email:
    case field_type::phone:
    case field_type::url:
        if (given.tag != NSCL_TEXT) return wrong_type(of, given, "a text");
        return text_form(given);
    }
    return wrong_type(of, given, "another type");
}

called<database::value> parameter_of(const nscl_value& given)
{
    switch (given.tag) {
    case NSCL_NULL: return database::value{};
    case NSCL_BOOLEAN:
    case NSCL_INTEGER:
    case NSCL_DECIMAL:
    case NSCL_TIMESTAMP: return database::value{given.as.integer};
    case NSCL_DATE:
        if (auto iso = iso_of(given.as.integer)) return database::value{std::move(*iso)};
        return call_status::misuse("a parameter is a date outside the years 1 to 9999");
    case NSCL_TEXT:
    case NSCL_JSON: {
        const auto text = utf8_of(given);
        if (text.has_error()) return text.error();
        return database::value{std::string{*text}};
    }
    case NSCL_BYTES: {
        const auto bytes = bytes_of(given);
        if (bytes.has_error()) return bytes.error();
        return database::value{std::string{*bytes}};
    }
    default: return call_status::misuse("a parameter cannot be " + std::string{name_of(given.tag)});
    }
}

called<std::string> words_of(const nscl_value& given)
{
    const auto said = [](std::string text) {
        return called<std::string>{boost::system::in_place_value, std::move(text)};
    };
    switch (given.tag) {
    case NSCL_NULL: return said({});
    case NSCL_BOOLEAN: return said(given.as.integer != 0 ? "true" : "false");
    case NSCL_INTEGER: return said(std::to_string(given.as.integer));
    case NSCL_REAL: return said(real_text(given.as.real));
    case NSCL_DECIMAL:
        if (given.scale > most_digits) return call_status::misuse("a decimal has more than 18 digits after the point");
        return said(entities::decimal_text(given.as.integer, given.scale));
    case NSCL_DATE:
        if (auto iso = iso_of(given.as.integer)) return said(std::move(*iso));
        return call_status::misuse("a date lies outside the years 1 to 9999");
    case NSCL_TIMESTAMP:
        if (given.as.integer < first_instant || given.as.integer > last_instant)
            return call_status::misuse("a timestamp lies outside the years 1 to 9999");
        return said(platform::to_rfc3339(given.as.integer));
    case NSCL_TEXT:
    case NSCL_JSON: {
        const auto text = utf8_of(given);
        if (text.has_error()) return text.error();
        return said(std::string{*text});
    }
    default: return call_status::misuse("a message's parameter cannot be " + std::string{name_of(given.tag)});
    }
}

called<kept_value> keep(const nscl_value& given)
{
    switch (given.tag) {
    case NSCL_NULL: return kept_value{};
    case NSCL_BOOLEAN:
    case NSCL_INTEGER:
    case NSCL_DECIMAL:
    case NSCL_TIMESTAMP: return kept_value{given.tag, given.scale, given.as.integer};
    case NSCL_DATE: {
        auto iso = iso_of(given.as.integer);
        if (!iso) return call_status::misuse("the result is a date outside the years 1 to 9999");
        return kept_value{given.tag, 0, std::move(*iso)};
    }
    case NSCL_TEXT:
    case NSCL_JSON: {
        const auto text = utf8_of(given);
        if (text.has_error()) return text.error();
        return kept_value{given.tag, 0, std::string{*text}};
    }
    case NSCL_LIST: {
        auto ids = id_list({}, given);
        if (ids.has_error()) return ids.error();
        return kept_value{given.tag, 0, std::move(*ids)};
    }
    default: return call_status::misuse("the result cannot be " + std::string{name_of(given.tag)});
    }
}

} // namespace nscl::plugin_host
