#include "core/entities/schema/schema_surroundings.hpp"

#include "core/platform/encoding.hpp"
#include "core/platform/random.hpp"

#include <thread>

namespace nscl::entities {

schema_surroundings real_surroundings()
{
    static const platform::system_clock clock;
    platform::system_random random;
    return {clock, platform::to_hex(random.bytes(16)),
            [](std::chrono::milliseconds pause) { std::this_thread::sleep_for(pause); }};
}

} // namespace nscl::entities
