#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace nscl::sdk {

/// An exact decimal number, units / 10^scale: 12.50 is {1250, 2}. At most 18 digits, scale 0 to 18.
struct decimal {
    std::int64_t units = 0;
    std::uint8_t scale = 0;

    /// "12.50"; never an exponent.
    std::string to_text() const;

    /// Reads "-12.50"; nothing when it is not such a number or has more than 18 digits.
    static std::optional<decimal> parse(std::string_view text);

    /// By value: 1.5 equals 1.50.
    friend std::strong_ordering operator<=>(const decimal& left, const decimal& right)
    {
        return left.aligned_to(right.scale) <=> right.aligned_to(left.scale);
    }
    friend bool operator==(const decimal& left, const decimal& right) { return (left <=> right) == 0; }

private:
    __extension__ using wide = __int128;

    wide aligned_to(std::uint8_t other) const
    {
        wide result = units;
        for (std::uint8_t digit = 0; digit < other; ++digit) result *= 10;
        return result;
    }
};

inline std::string decimal::to_text() const
{
    const bool negative = units < 0;
    std::string digits = std::to_string(units);
    if (negative) digits.erase(0, 1);
    if (scale > 0) {
        if (digits.size() <= scale) digits.insert(0, scale + std::size_t{1} - digits.size(), '0');
        digits.insert(digits.size() - scale, 1, '.');
    }
    return negative ? "-" + digits : digits;
}

inline std::optional<decimal> decimal::parse(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    decimal result;
    int digits = 0;
    int significant = 0;
    bool after_point = false;
    for (const char c : text) {
        if (c == '.' && !after_point && digits > 0) {
            after_point = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        ++digits;
        if (c != '0' || significant > 0) ++significant;
        if (significant > 18 || (after_point && result.scale == 18)) return std::nullopt;
        result.units = result.units * 10 + (c - '0');
        if (after_point) ++result.scale;
    }
    if (digits == 0 || (after_point && result.scale == 0)) return std::nullopt;
    if (negative) result.units = -result.units;
    return result;
}

} // namespace nscl::sdk
