#pragma once

#include "core/http/response.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nscl::http {

/// What the session knows about an answer beside its own fields.
struct delivery {
    bool keep_alive = true;
    bool is_http_1_0 = false;
    bool chunked = false;
    std::optional<std::size_t> content_length; ///< none for 204, 304 and streams
    std::string_view request_id;
    std::string_view path; ///< of the request: /api/ is not stored unless the answer says so
};

/// Status line, headers and empty line. Adds Date, Connection, X-Request-Id, X-Content-Type-Options: nosniff, Referrer-Policy, and
/// Cache-Control: no-store below /api/, where the answer does not have them. The answer's own Content-Length,
/// Transfer-Encoding, Connection, Date and X-Request-Id are left out.
std::string response_head(const response& answer, const delivery& how);

/// Throws std::invalid_argument for a status out of 200-599 and for header fields that would break the head (RFC 9110, 5.5).
void check_head(const response& answer);

} // namespace nscl::http
