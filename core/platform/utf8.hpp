#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// UTF-8 as every room reads it; what needs tables of characters is core/text's.
namespace nscl::platform {

/// True for well-formed UTF-8 (no surrogates, no overlong forms, no U+0000).
bool is_utf8(std::string_view bytes);

/// Number of code points. `utf8` must be well-formed.
std::size_t length(std::string_view utf8);

/// The least text above all that begin with `prefix`, which is well-formed and not empty, in bytewise order: well-formed too, because a
/// database compares nothing else.
std::string above_all_with(std::string_view prefix);

/// One code point of a UTF-8 text and the bytes that it takes.
struct code_point {
    char32_t value = 0;
    std::size_t length = 0; ///< 0: the bytes there are no well-formed sequence
};

/// The code point at the front of `rest`, which is not empty (Unicode, table 3-7).
inline code_point first_code_point(std::string_view rest)
{
    constexpr code_point none{};
    const auto byte = [&](std::size_t at) { return static_cast<char32_t>(static_cast<unsigned char>(rest[at])); };
    const auto continues = [&](std::size_t at) { return at < rest.size() && (byte(at) & 0xC0U) == 0x80; };
    const auto payload = [&](std::size_t at) { return byte(at) & 0x3FU; };

    const char32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xC2 || lead > 0xF4 || !continues(1)) return none;
    if (lead < 0xE0) return {((lead & 0x1FU) << 6U) | payload(1), 2};
    if (!continues(2)) return none;
    if (lead < 0xF0) {
        const char32_t value = ((lead & 0x0FU) << 12U) | (payload(1) << 6U) | payload(2);
        const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
        return value < 0x800 || surrogate ? none : code_point{value, 3};
    }
    if (!continues(3)) return none;
    const char32_t value = ((lead & 0x07U) << 18U) | (payload(1) << 12U) | (payload(2) << 6U) | payload(3);
    return value < 0x10000 || value > 0x10FFFF ? none : code_point{value, 4};
}

/// UTF-8 of a code point below U+110000 that is not a surrogate.
inline std::string utf8_of(char32_t value)
{
    const auto trail = [&](unsigned shift) { return static_cast<char>(0x80U | ((value >> shift) & 0x3FU)); };
    if (value < 0x80) return {static_cast<char>(value)};
    if (value < 0x800) return {static_cast<char>(0xC0U | (value >> 6U)), trail(0)};
    if (value < 0x10000) return {static_cast<char>(0xE0U | (value >> 12U)), trail(6), trail(0)};
    return {static_cast<char>(0xF0U | (value >> 18U)), trail(12), trail(6), trail(0)};
}

} // namespace nscl::platform
