#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace nscl::entities {

/// "1.250.000" as "1250000": points between groups of three, as Vietnamese writes numbers. Any other text comes back as it is.
inline std::string ungrouped(std::string_view text)
{
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    const auto first = digits.find('.');
    if (first == std::string_view::npos || first == 0 || first > 3) return std::string(text);
    if ((digits.size() - first) % 4 != 0) return std::string(text);
    std::string result(text.substr(0, text.size() - digits.size()));
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const bool point = i >= first && (i - first) % 4 == 0;
        if (point != (digits[i] == '.')) return std::string(text);
        if (!point) result += digits[i];
    }
    return result;
}

} // namespace nscl::entities
