#pragma once

#include "core/http/request_body.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::http {

enum class verb { get, head, post, put, patch, delete_, options };

/// "GET", ...
std::string_view name(verb which);

/// A header field or query parameter, in the order received.
using pair = std::pair<std::string, std::string>;

/// One request, read completely and already checked against the limits. Owned by the session that read it.
struct request {
    http::verb verb = http::verb::get;
    std::string target;                ///< as received: "/api/v1/training/courses?limit=5"
    std::string path;                  ///< decoded, normalised by refusal: no "..", no "//", no encoded slash
    std::vector<std::string> segments; ///< `path` split at "/", decoded
    std::vector<pair> query;           ///< decoded
    std::vector<pair> headers;         ///< names in lower case, each once: several lines are one list
    request_body body;

    std::string peer;    ///< the client's address, through trusted proxies only
    bool secure = false; ///< TLS, here or at a trusted proxy
    std::string id;      ///< of this request, for log and answer (X-Request-Id)

    std::vector<pair> path_parameters; ///< set by the router: {"id", "12"}
    std::string_view route;            ///< set by the router: the pattern that matched, for the log

    /// A header's value, name in lower case; "" when absent. Lines of one name are joined by ", ".
    std::string_view header(std::string_view name) const;
    /// The body's media type without parameters, in lower case; "" when none is given.
    std::string media_type() const;
    /// A query parameter's first value.
    std::optional<std::string_view> parameter(std::string_view name) const;
    /// A path parameter's value; the route's pattern names it, so it is there.
    std::string_view path_parameter(std::string_view name) const;
    /// The named cookie's value, or "".
    std::string_view cookie(std::string_view name) const;
};

} // namespace nscl::http
