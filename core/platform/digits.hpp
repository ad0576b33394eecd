#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace nscl::platform {

/// The number in decimal, with zeros in front up to `width` digits, which is 20 at most. For what is written so often that formats would show.
inline void append_digits(std::string& to, std::int64_t number, std::size_t width)
{
    std::array<char, 20> written; // NOLINT(cppcoreguidelines-pro-type-member-init): filled from its end
    char* const end = written.data() + written.size();
    char* begin = end;
    auto rest = number < 0 ? 0U - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    do {
        *--begin = static_cast<char>('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    while (begin != written.data() && static_cast<std::size_t>(end - begin) < width) *--begin = '0';
    if (number < 0) to += '-';
    to.append(begin, static_cast<std::size_t>(end - begin));
}

} // namespace nscl::platform
