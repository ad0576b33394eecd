#include "core/platform/hash.hpp"

#include <sodium.h>

#include <stdexcept>

namespace nscl::platform {

namespace {
const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}
} // namespace

std::string sha256(std::string_view bytes)
{
    std::string result(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(result.data()), bytes_of(bytes), bytes.size());
    return result;
}

std::string keyed_hash(std::string_view key, std::string_view text)
{
    if (key.size() != crypto_auth_hmacsha256_KEYBYTES)
        throw std::invalid_argument("keyed_hash: the key needs 32 bytes");
    std::string result(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256(reinterpret_cast<unsigned char*>(result.data()), bytes_of(text), text.size(), bytes_of(key));
    return result;
}

bool equal_in_constant_time(std::string_view left, std::string_view right)
{
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

} // namespace nscl::platform
