#pragma once

#include <string>
#include <string_view>

/// Bytes as text.
namespace nscl::platform {

/// URL-safe base64 without padding (RFC 4648, 5).
std::string to_base64url(std::string_view bytes);

/// The bytes behind URL-safe base64 without padding; empty when it is malformed.
std::string from_base64url(std::string_view text);

/// Lower-case hexadecimal.
std::string to_hex(std::string_view bytes);

/// The bytes behind hexadecimal, in either case; empty when it is malformed.
std::string from_hex(std::string_view text);

} // namespace nscl::platform
