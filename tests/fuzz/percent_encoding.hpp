#pragma once

#include "core/http/request.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace nscl::fuzz {

/// A text as part of a URL: everything encoded but letters and digits.
inline std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            result += c;
        else
            result.append({'%', digits[byte >> 4U], digits[byte & 15U]});
    }
    return result;
}

/// "a=b&c=d".
inline std::string percent_encoded(const std::vector<http::pair>& query)
{
    std::string result;
    for (const auto& [name, value] : query) {
        if (!result.empty()) result += '&';
        result += percent_encoded(name) + "=" + percent_encoded(value);
    }
    return result;
}

} // namespace nscl::fuzz
