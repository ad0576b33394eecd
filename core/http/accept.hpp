#pragma once

#include <string_view>

namespace nscl::http {

/// Whether an Accept header takes a media type ("application/json"): by the most specific range that names it, unless its weight is 0
/// (RFC 9110, 12.5.1). An absent or empty header takes everything; ranges that cannot be read count for nothing.
bool accepts(std::string_view accept, std::string_view media_type);

/// What an Accept-Encoding header says of a body that is there as it is and compressed by gzip (RFC 9110, 12.5.3).
enum class gzip_wish {
    none,        ///< as it is: the header is absent, leaves gzip out, or would rather have it as it is
    welcome,     ///< by gzip, where that is worth it
    nothing_else ///< as it is will not do: "gzip, identity;q=0", "gzip, *;q=0"
};
gzip_wish wish_for_gzip(std::string_view accept_encoding);

} // namespace nscl::http
