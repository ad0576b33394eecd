#include "core/platform/encoding.hpp"

#include <sodium.h>

namespace nscl::platform {

std::string to_base64url(std::string_view bytes)
{
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string result(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(result.data(), result.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      variant);
    result.pop_back(); // libsodium's closing zero
    return result;
}

std::string to_hex(std::string_view bytes)
{
    std::string result(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(result.data(), result.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    result.pop_back(); // libsodium's closing zero
    return result;
}

std::string from_base64url(std::string_view text)
{
    std::string result(text.size(), '\0');
    std::size_t written = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(result.data()), result.size(), text.data(), text.size(),
                          nullptr, &written, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
        return {};
    }
    result.resize(written);
    return result;
}

std::string from_hex(std::string_view text)
{
    std::string result(text.size() / 2, '\0');
    std::size_t written = 0;
    const char* end = nullptr;
    if (sodium_hex2bin(reinterpret_cast<unsigned char*>(result.data()), result.size(), text.data(), text.size(),
                       nullptr, &written, &end) != 0 ||
        end != text.data() + text.size()) {
        return {};
    }
    result.resize(written);
    return result;
}

} // namespace nscl::platform
