#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace nscl::sdk {

/// A calendar day.
using date = std::chrono::sys_days;

/// An instant, UTC.
using timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// "2026-01-31".
inline std::string to_text(date day)
{
    const std::chrono::year_month_day parts{day};
    char text[32];
    const int length = std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(parts.year()),
                                     static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
    return {text, static_cast<std::size_t>(length)};
}

/// "2026-01-31T08:30:00.000000Z".
inline std::string to_text(timestamp instant)
{
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss clock{instant - day};
    char text[48];
    const int length =
        std::snprintf(text, sizeof text, "T%02d:%02d:%02d.%06dZ", static_cast<int>(clock.hours().count()),
                      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                      static_cast<int>(clock.subseconds().count()));
    return to_text(day) + std::string{text, static_cast<std::size_t>(length)};
}

/// Reads "2026-01-31"; nothing when there is no such day.
inline std::optional<date> parse_date(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    int numbers[3] = {0, 0, 0};
    int part = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at == 4 || at == 7)
            ++part;
        else if (text[at] < '0' || text[at] > '9')
            return std::nullopt;
        else
            numbers[part] = numbers[part] * 10 + (text[at] - '0');
    }
    const std::chrono::year_month_day day{std::chrono::year{numbers[0]},
                                          std::chrono::month{static_cast<unsigned>(numbers[1])},
                                          std::chrono::day{static_cast<unsigned>(numbers[2])}};
    if (!day.ok()) return std::nullopt;
    return date{day};
}

} // namespace nscl::sdk
