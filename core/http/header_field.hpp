#pragma once

#include <string_view>

/// What a header field may be made of.
namespace nscl::http {

/// A token (RFC 9110, 5.6.2): names of header fields, methods.
bool is_token(std::string_view text);

/// A field's value (RFC 9110, 5.5): visible characters, of UTF-8 too, spaces and tabs; no other controls.
bool is_field_value(std::string_view text);

} // namespace nscl::http
