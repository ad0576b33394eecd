#pragma once

#include "core/http/request.hpp"
#include "core/messages/refusal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::http {

/// A request-target taken apart.
struct target {
    std::string path;                  ///< decoded; begins with "/", or is "*"
    std::vector<std::string> segments; ///< of `path`; none for "/", a last empty one after a closing "/"
    std::vector<pair> query;           ///< decoded, in order
};

/// Takes the request-target of RFC 9112, 3.2 apart: origin form, absolute form (its authority is dropped) or "*". Nothing is normalised:
/// what would need it ("..", ".", "//") is refused with `bad_path`, and so are encoded slashes and backslashes, control characters,
/// bad percent-encoding and bytes that are not UTF-8. A query of that kind is refused with `bad_query`.
messages::outcome<target> read_target(std::string_view raw);

/// The pairs of a query string, without its "?"; "+" is a space. Nothing when it is malformed.
std::optional<std::vector<pair>> parse_query(std::string_view raw);

/// The segments of a path or of a route's pattern, split as read_target splits.
std::vector<std::string> split_path(std::string_view path);

} // namespace nscl::http
