#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <string>

namespace nscl::platform {

/// The number in decimal, with zeros in front up to `width` digits. For what is written so often that formats would show.
inline void append_digits(std::string& to, std::int64_t number, std::size_t width)
{
    std::array<char, 20> written{}; // the longest: -9223372036854775808
    const char* const end = std::to_chars(written.data(), written.data() + written.size(), number).ptr;
    const char* begin = written.data();
    if (number < 0) to += *begin++;
    const auto digits = static_cast<std::size_t>(end - begin);
    if (digits < width) to.append(width - digits, '0');
    to.append(begin, digits);
}

} // namespace nscl::platform
