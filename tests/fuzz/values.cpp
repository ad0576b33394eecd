#include "core/entities/field_types/field_type.hpp"
#include "core/plugin_host/value_conversion.hpp"
#include "tests/fuzz/small_model.hpp"
#include "tests/fuzz/targets.hpp"

#include <nscl/sdk/reading.hpp>
#include <nscl/sdk/value.hpp>

#include <charconv>

namespace nscl::fuzz {
namespace {

using namespace plugin_host;
using entities::field;
using entities::field_type;

template <class Number>
Number number_in(std::string_view& rest)
{
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    Number number{};
    const auto end = std::from_chars(rest.data(), rest.data() + rest.size(), number).ptr;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return number;
}

/// The value that a line describes: "integer 5", "decimal 1250 2", "text Hoà", "list 2" and two lines.
sdk::value value_in(std::string_view& rest, int depth = 0)
{
    auto line = take_line(rest);
    const auto word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(word.size() + 1, line.size()));
    if (word == "boolean") return line == "true";
    if (word == "integer") return number_in<std::int64_t>(line);
    if (word == "real") return number_in<double>(line);
    if (word == "decimal") {
        const auto units = number_in<std::int64_t>(line);
        return sdk::decimal{units, number_in<std::uint8_t>(line)};
    }
    if (word == "text") return line;
    if (word == "bytes") return sdk::bytes{std::string{line}};
    if (word == "json") return sdk::json_text{std::string{line}};
    if (word == "date") return sdk::date{std::chrono::days{number_in<std::int32_t>(line)}};
    if (word == "timestamp") return sdk::timestamp{std::chrono::microseconds{number_in<std::int64_t>(line)}};
    if (word != "list" || depth > 2) return nullptr;
    sdk::value::list items;
    for (auto left = number_in<unsigned>(line) % 8; left > 0; --left) items.push_back(value_in(rest, depth + 1));
    return items;
}

/// A value as a plugin without the SDK might make it.
nscl_value bare_value(std::string_view line, std::string_view text)
{
    nscl_value made{};
    made.tag = number_in<std::uint8_t>(line);
    made.scale = number_in<std::uint8_t>(line);
    made.as.integer = number_in<std::int64_t>(line);
    if (made.tag != NSCL_TEXT && made.tag != NSCL_BYTES && made.tag != NSCL_JSON && made.tag != NSCL_LIST) return made;
    made.as.text = nullptr;
    made.length = number_in<std::uint8_t>(line);
    if (made.tag != NSCL_LIST && made.length <= text.size()) made.as.text = text.data();
    return made;
}

void check_conversion(const field& of, const nscl_value& given)
{
    const auto stored = stored_form(of, given);
    if (stored.has_error()) {
        require(stored.error().status == NSCL_MISUSE && !stored.error().detail.empty(), "a misuse is explained");
        return;
    }
    lent_memory memory;
    for (const auto how : {lending::in_place, lending::copied}) {
        const auto lent = lend(of, *stored, memory, how);
        const auto again = stored_form(of, lent);
        require(again.has_value() && *again == *stored, "what is lent comes back as it was");
    }
    const auto accepted = entities::accept_stored(of, *stored);
    if (accepted.has_error()) return;
    const auto lent = lend(of, *accepted, memory, lending::copied);
    const auto again = entities::accept_stored(of, stored_form(of, lent).value());
    require(again.has_value() && *again == *accepted, "what was accepted is accepted again");
}

void check_everywhere(const nscl_value& given)
{
    for (const auto& each : thing().fields) check_conversion(each, given);
    if (const auto parameter = parameter_of(given); parameter.has_error())
        require(parameter.error().status == NSCL_MISUSE, "a parameter that is none is a misuse");
    if (const auto words = words_of(given); words.has_value()) require(platform::is_utf8(*words), "words are UTF-8");
    if (const auto kept = keep(given); kept.has_value())
        require(kept->tag == given.tag, "a value is kept as what it is");
}

/// Both sides of the contract write a value alike.
void check_words(const sdk::value& given, const nscl_value& across)
{
    const auto words = words_of(across);
    if (words.has_error() || across.tag == NSCL_REAL || across.tag == NSCL_TIMESTAMP) return;
    require(*words == sdk::to_text(given), "a plugin and its host write a value alike");
}

void check_decimal(std::string_view text)
{
    const auto read = sdk::decimal::parse(text);
    if (!read) return;
    const auto written = read->to_text();
    const auto again = sdk::decimal::parse(written);
    require(again && again->units == read->units && again->scale == read->scale, "a decimal is read as it is written");
    require(written == entities::decimal_text(read->units, read->scale), "the host writes it alike");
    field of;
    of.type = field_type::decimal;
    of.scale = read->scale;
    const auto stored = entities::rules_of(of.type).parse_text(of, written);
    if (stored.has_value()) require(*stored == entities::field_value{read->units}, "and reads it alike");
}

void check_date(std::string_view text)
{
    const auto day = sdk::parse_date(text);
    if (day) require(sdk::to_text(*day) == text, "a date is written in one way");
    const auto days = days_of(text);
    if (days) require(iso_of(*days) == text, "the host's too");
    // The year 0 is a year of std::chrono's only.
    if (!text.starts_with("0000"))
        require(day.has_value() == days.has_value(), "a plugin and its host take the same dates");
}

} // namespace

/// Lines: a value without the SDK in numbers; then values as value_in reads them. Each line is also read as a decimal and a date.
void check_values(std::string_view input)
{
    for (auto rest = input; !rest.empty();) {
        const auto line = take_line(rest);
        check_decimal(line);
        check_date(line);
    }
    const auto numbers = take_line(input);
    check_everywhere(bare_value(numbers, input));
    while (!input.empty()) {
        const auto given = value_in(input);
        const sdk::detail::borrowed_values across{given};
        check_everywhere(*across.data());
        check_words(given, *across.data());
    }
}

} // namespace nscl::fuzz
