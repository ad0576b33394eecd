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

} // namespace nscl::platform
