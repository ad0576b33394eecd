#pragma once

#include <string_view>

namespace console {

/// Whether an If-None-Match header names this tag, which stands in its quotes: alone, in a list, weak, or as "*" (RFC 9110, 13.1.2). Tags
/// here hold no comma, so that a list falls apart at its commas; what is malformed names nothing.
bool names_tag(std::string_view if_none_match, std::string_view tag);

} // namespace console
