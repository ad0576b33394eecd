#pragma once

#include <string_view>

namespace nscl::http {

/// Whether an Accept header takes a media type ("application/json"): by the most specific range that names it, unless its weight is 0
/// (RFC 9110, 12.5.1). An absent or empty header takes everything; ranges that cannot be read count for nothing.
bool accepts(std::string_view accept, std::string_view media_type);

} // namespace nscl::http
