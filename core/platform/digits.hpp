#pragma once

#include <cstdint>
#include <string>

namespace nscl::platform {

/// The number in decimal, with zeros in front up to `width` digits. For what is written so often that formats would show.
inline void append_digits(std::string& to, std::int64_t number, std::size_t width)
{
    const std::size_t begin = to.size() + (number < 0 ? 1 : 0);
    to += std::to_string(number);
    if (const std::size_t written = to.size() - begin; written < width) to.insert(begin, width - written, '0');
}

} // namespace nscl::platform
