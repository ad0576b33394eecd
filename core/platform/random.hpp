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

/// URL-safe base64 without padding.
std::string to_base64url(std::string_view bytes);

/// Lower-case hexadecimal.
std::string to_hex(std::string_view bytes);

/// SHA-256 of `bytes`, 32 raw bytes.
std::string sha256(std::string_view bytes);

} // namespace nscl::platform
