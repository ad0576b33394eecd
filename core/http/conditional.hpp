#pragma once

#include "core/http/request.hpp"
#include "core/http/response.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Conditional requests (RFC 9110, 8.8.3 and 13).
namespace nscl::http {

/// `"<tag>"`: the tag as headers carry it. `opaque` holds no quote and no control character.
std::string entity_tag(std::string_view opaque);

/// The tag of the same representation compressed: strong tags differ by coding (RFC 9110, 8.8.3.3), a weak one stays.
std::string entity_tag_of_gzip(std::string_view entity_tag);

/// What If-Match or If-None-Match names.
struct tag_list {
    bool any = false;                     ///< "*"
    std::vector<std::string_view> strong; ///< without their quotes
    std::vector<std::string_view> weak;
};

/// None when the header is neither "*" nor a list of entity tags. The views point into `header`.
std::optional<tag_list> read_tags(std::string_view header);

/// The opaque tag by which the request says that it has this already (If-None-Match, weak comparison): as it is or compressed, whichever it
/// takes. "" when it does not; a malformed header says nothing.
std::string known_tag(const request& asked, std::string_view opaque);

/// The answer to give: `full()`, or 304 when the request says that it has it already; either with its ETag.
template <class Full>
response unless_known(const request& asked, std::string_view opaque, Full&& full)
{
    const std::string known = known_tag(asked, opaque);
    response answer;
    if (known.empty())
        answer = full();
    else
        answer.status = 304;
    return answer.with("ETag", entity_tag(known.empty() ? opaque : known));
}

} // namespace nscl::http
