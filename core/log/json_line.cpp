#include "core/log/json_line.hpp"

#include "core/platform/byte_set.hpp"
#include "core/platform/digits.hpp"
#include "core/platform/utf8.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace nscl::log {

namespace {

std::string_view name_of(level severity)
{
    switch (severity) {
    case level::debug: return "debug";
    case level::info: return "info";
    case level::warning: return "warning";
    case level::error: break;
    }
    return "error";
}

void append_control(std::string& line, unsigned char byte)
{
    constexpr std::string_view digits = "0123456789abcdef";
    line += "\\u00";
    line += digits[byte >> 4U];
    line += digits[byte & 0x0FU];
}

void append_ascii(std::string& line, char character)
{
    switch (character) {
    case '"': line += "\\\""; return;
    case '\\': line += "\\\\"; return;
    case '\n': line += "\\n"; return;
    case '\r': line += "\\r"; return;
    case '\t': line += "\\t"; return;
    default: break;
    }
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || byte == 0x7F) {
        append_control(line, byte);
    } else {
        line += character;
    }
}

constexpr platform::byte_set plain{[](char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}};

void append_text(std::string& line, std::string_view text)
{
    line += '"';
    while (!text.empty()) {
        const auto clean = plain.leading(text);
        line.append(text.data(), clean);
        text.remove_prefix(clean);
        if (text.empty()) break;
        const auto length = platform::first_code_point(text).length;
        if (length == 1) {
            append_ascii(line, text.front());
        } else if (length == 0) {
            line += "\xEF\xBF\xBD";
        } else {
            line += text.substr(0, length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    line += '"';
}

template <class Number>
void append_number(std::string& line, Number number)
{
    std::array<char, 32> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    line.append(digits.data(), written.ptr);
}

void append_value(std::string& line, const std::variant<std::string_view, std::int64_t, double>& value)
{
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        append_text(line, *text);
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        append_number(line, *integer);
    } else if (const double number = std::get<double>(value); std::isfinite(number)) {
        append_number(line, number);
    } else {
        line += "null";
    }
}

/// RFC 3339 in UTC, always with milliseconds, so that lines sort as text.
void append_time(std::string& line, std::chrono::system_clock::time_point at)
{
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::milliseconds>(at - day)};
    const auto part = [&line](std::int64_t number, std::size_t width, char after) {
        platform::append_digits(line, number, width);
        line += after;
    };
    line += '"';
    part(static_cast<int>(date.year()), 4, '-');
    part(static_cast<unsigned>(date.month()), 2, '-');
    part(static_cast<unsigned>(date.day()), 2, 'T');
    part(time.hours().count(), 2, ':');
    part(time.minutes().count(), 2, ':');
    part(time.seconds().count(), 2, '.');
    part(time.subseconds().count(), 3, 'Z');
    line += '"';
}

} // namespace

std::string json_line(std::chrono::system_clock::time_point at, level severity, std::string_view event,
                      std::initializer_list<field> fields)
{
    std::string line;
    line.reserve(128 + 32 * fields.size());
    line += R"({"at":)";
    append_time(line, at);
    line += R"(,"level":)";
    append_text(line, name_of(severity));
    line += R"(,"event":)";
    append_text(line, event);
    for (const field& one : fields) {
        line += ',';
        append_text(line, one.name);
        line += ':';
        append_value(line, one.value);
    }
    line += '}';
    return line;
}

} // namespace nscl::log
