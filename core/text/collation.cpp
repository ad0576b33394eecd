#include "core/text/unicode.hpp"

#include <unicode/ucol.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace nscl::text {

namespace {

constexpr std::size_t longest_key = 64;

/// Shared by all threads: ICU's collators may be read by many at once while nobody changes an attribute.
const UCollator* vietnamese()
{
    static const UCollator* const collator = [] {
        UErrorCode status = U_ZERO_ERROR;
        const UCollator* const opened = ucol_open("vi", &status);
        if (U_FAILURE(status)) {
            throw std::runtime_error(std::string{"ICU has no Vietnamese collation: "} + u_errorName(status));
        }
        return opened;
    }();
    return collator;
}

std::string text_of(const std::uint8_t* key, std::size_t size)
{
    const auto kept = std::min(size, longest_key);
    return {reinterpret_cast<const char*>(key), kept};
}

} // namespace

std::string sort_key(std::string_view utf8)
{
    const auto text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
    std::array<std::uint8_t, 512> usual{};
    const std::int32_t size = ucol_getSortKey(vietnamese(), text.getBuffer(), text.length(), usual.data(),
                                              static_cast<std::int32_t>(usual.size()));
    if (size <= 0) throw std::runtime_error("ICU could not make a sort key");
    const auto without_zero = static_cast<std::size_t>(size) - 1; // ICU closes the key with a zero byte
    if (without_zero < usual.size()) return text_of(usual.data(), without_zero);

    // ICU promises nothing about a buffer that was too small.
    std::vector<std::uint8_t> whole(static_cast<std::size_t>(size));
    ucol_getSortKey(vietnamese(), text.getBuffer(), text.length(), whole.data(), size);
    return text_of(whole.data(), without_zero);
}

std::string collator_version()
{
    UVersionInfo version{};
    ucol_getVersion(vietnamese(), version);
    std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
    u_versionToString(version, text.data());
    return std::string{"vi-"} + text.data();
}

} // namespace nscl::text
