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

std::string fingerprint(std::string_view bytes)
{
    static constexpr unsigned char key[crypto_shorthash_KEYBYTES] =
        {}; // a secret one would differ from server to server
    std::string result(crypto_shorthash_BYTES, '\0');
    crypto_shorthash(reinterpret_cast<unsigned char*>(result.data()), bytes_of(bytes), bytes.size(), key);
    return result;
}

struct sha256_of_pieces::state {
    crypto_hash_sha256_state hashed{};
};

sha256_of_pieces::sha256_of_pieces() : state_(std::make_unique<state>())
{
    crypto_hash_sha256_init(&state_->hashed);
}

sha256_of_pieces::~sha256_of_pieces() = default;

void sha256_of_pieces::add(std::string_view bytes)
{
    crypto_hash_sha256_update(&state_->hashed, bytes_of(bytes), bytes.size());
}

std::string sha256_of_pieces::finish()
{
    std::string result(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256_final(&state_->hashed, reinterpret_cast<unsigned char*>(result.data()));
    return result;
}

std::string keyed_hash(std::string_view key, std::string_view text)
{
    if (key.size() != crypto_generichash_KEYBYTES) throw std::invalid_argument("keyed_hash: the key needs 32 bytes");
    std::string result(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(result.data()), result.size(), bytes_of(text), text.size(),
                       bytes_of(key), key.size());
    return result;
}

bool equal_in_constant_time(std::string_view left, std::string_view right)
{
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

} // namespace nscl::platform
