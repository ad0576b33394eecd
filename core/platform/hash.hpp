#pragma once

#include <string>
#include <string_view>

namespace nscl::platform {

/// HMAC-SHA-256 (RFC 2104) of `text`, 32 raw bytes. `key` has 32 bytes.
std::string keyed_hash(std::string_view key, std::string_view text);

/// Equality in time that does not depend on where the texts differ.
bool equal_in_constant_time(std::string_view left, std::string_view right);

/// The bytes behind URL-safe base64 without padding; empty when it is malformed.
std::string from_base64url(std::string_view text);

} // namespace nscl::platform
