#pragma once

#include <algorithm>
#include <string>
#include <string_view>

/// Letters and blanks of protocols, whatever the locale: only A to Z have a lower case, only space and tab are blank. What people write
/// is core/text's.
namespace nscl::platform {

constexpr char to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string to_lower(std::string_view text)
{
    std::string result{text};
    for (char& c : result) c = to_lower(c);
    return result;
}

constexpr bool equal_ignoring_case(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return to_lower(a) == to_lower(b); });
}

/// Without blanks around it.
constexpr std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

} // namespace nscl::platform
