#include "core/platform/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace nscl::platform {

namespace {

/// How many bytes from the front are ASCII without U+0000, in steps of eight.
std::size_t plain_prefix(std::string_view bytes)
{
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    constexpr std::uint64_t ones = 0x0101010101010101U;
    std::size_t at = 0;
    for (std::uint64_t eight = 0; at + sizeof eight <= bytes.size(); at += sizeof eight) {
        std::memcpy(&eight, bytes.data() + at, sizeof eight);
        // The subtraction sets the high bit of a byte that is zero; one that is set already is not ASCII.
        if (((eight | (eight - ones)) & high_bits) != 0) break;
    }
    return at;
}

} // namespace

bool is_utf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        bytes.remove_prefix(plain_prefix(bytes));
        // Eight characters by hand, then try the long steps again.
        for (int count = 0; count < 8 && !bytes.empty(); ++count) {
            const code_point next = first_code_point(bytes);
            if (next.length == 0 || next.value == 0) return false;
            bytes.remove_prefix(next.length);
        }
    }
    return true;
}

std::size_t length(std::string_view utf8)
{
    const auto starts = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80; };
    return static_cast<std::size_t>(std::ranges::count_if(utf8, starts));
}

std::string above_all_with(std::string_view prefix)
{
    constexpr char32_t last_code_point = 0x10FFFF;
    constexpr char32_t first_surrogate = 0xD800;
    constexpr char32_t after_surrogates = 0xE000;
    auto last = prefix.size() - 1;
    while ((static_cast<unsigned char>(prefix[last]) & 0xC0U) == 0x80) --last;
    const auto value = first_code_point(prefix.substr(last)).value;
    if (value == last_code_point) return std::string{prefix} + std::string{prefix.substr(last)};
    const char32_t next = value + 1 == first_surrogate ? after_surrogates : value + 1;
    return std::string{prefix.substr(0, last)} + utf8_of(next);
}

} // namespace nscl::platform
