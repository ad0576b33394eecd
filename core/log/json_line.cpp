#include "core/log/json_line.hpp"

#include "core/platform/utf8.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

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

void append_text(std::string& line, std::string_view text)
{
    line += '"';
    for (std::size_t at = 0; at < text.size();) {
        const auto length = platform::first_code_point(text.substr(at)).length;
        if (length == 1) {
            append_ascii(line, text[at]);
        } else if (length == 0) {
            line += "\xEF\xBF\xBD";
        } else {
            line += text.substr(at, length);
        }
        at += length == 0 ? 1 : length;
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
    std::array<char, 64> text{};
    const int written = std::snprintf(
        text.data(), text.size(), "\"%04d-%02u-%02uT%02d:%02d:%02d.%03dZ\"", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
        static_cast<int>(time.subseconds().count()));
    line.append(text.data(), static_cast<std::size_t>(written));
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
