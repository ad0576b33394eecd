#pragma once

#include <nscl/sdk/calendar.hpp>
#include <nscl/sdk/decimal.hpp>

#include <cstdint>
#include <string>

/// Values as they are written in Vietnam, for people; to_text() writes them for programs.
namespace nscl::sdk {

/// "31/01/2026".
inline std::string format_date(date day)
{
    const std::string iso = to_text(day);
    return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

/// "7.866.000", "12,5"; without zeros at the end.
inline std::string format_number(const decimal& number)
{
    std::string text = number.to_text();
    const bool negative = text.starts_with('-');
    if (negative) text.erase(0, 1);
    std::string fraction;
    if (const auto point = text.find('.'); point != std::string::npos) {
        fraction = text.substr(point + 1);
        fraction.erase(fraction.find_last_not_of('0') + 1);
        text.erase(point);
    }
    for (std::size_t digits = 3; digits < text.size(); digits += 4) text.insert(text.size() - digits, 1, '.');
    if (!fraction.empty()) text += "," + fraction;
    return negative ? "-" + text : text;
}

/// "7.866.000.000 đ", on one line.
inline std::string format_vnd(std::int64_t amount)
{
    return format_number({amount, 0}) + "\u00a0đ";
}

} // namespace nscl::sdk
