#include "core/accounts/secret.hpp"

#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"

namespace nscl::accounts::secret {

namespace {

constexpr std::size_t random_bytes = 32;
constexpr std::size_t characters = 43;

} // namespace

std::string make(platform::random& random)
{
    return platform::to_base64url(random.bytes(random_bytes));
}

bool is_wellformed(std::string_view text)
{
    return text.size() == characters && platform::from_base64url(text).size() == random_bytes;
}

std::string hash_of(std::string_view text)
{
    return platform::to_hex(platform::sha256(text));
}

} // namespace nscl::accounts::secret
