#include "core/text/unicode.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <stdexcept>

namespace nscl::text {

namespace {

const icu::Normalizer2& composer()
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const instance = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error(std::string{"ICU gives no NFC: "} + u_errorName(status));
    return *instance;
}

icu::StringPiece piece(std::string_view text)
{
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

} // namespace

std::string nfc(std::string_view utf8)
{
    if (std::ranges::all_of(utf8, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; })) {
        return std::string{utf8};
    }
    UErrorCode status = U_ZERO_ERROR;
    if (composer().isNormalizedUTF8(piece(utf8), status) != 0 && U_SUCCESS(status)) return std::string{utf8};

    status = U_ZERO_ERROR;
    std::string result;
    icu::StringByteSink<std::string> sink{&result, static_cast<std::int32_t>(utf8.size())};
    composer().normalizeUTF8(0, piece(utf8), sink, nullptr, status);
    if (U_FAILURE(status))
        throw std::runtime_error(std::string{"ICU could not compose a text: "} + u_errorName(status));
    return result;
}

} // namespace nscl::text
