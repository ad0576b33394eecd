#include "core/platform/random.hpp"

#include <sodium.h>

#include <stdexcept>

namespace nscl::platform {

system_random::system_random()
{
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be started: the system gives no randomness");
}

std::string system_random::bytes(std::size_t count)
{
    std::string result(count, '\0');
    randombytes_buf(result.data(), result.size());
    return result;
}

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

std::string sha256(std::string_view bytes)
{
    std::string result(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(result.data()),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return result;
}

} // namespace nscl::platform
