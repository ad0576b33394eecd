#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nscl::platform {

/// Where randomness comes from; tests pass a counting one.
class random {
public:
    virtual ~random() = default;
    /// `count` bytes, unpredictable to others.
    virtual std::string bytes(std::size_t count) = 0;
};

/// The system's generator, through libsodium.
class system_random final : public random {
public:
    system_random();
    std::string bytes(std::size_t count) override;
};

} // namespace nscl::platform
