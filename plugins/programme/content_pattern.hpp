#pragma once

#include <string_view>

namespace programme {

/// Whether a support content's code is one of those that a reference names: "tool_*;ms_*_apply". Pure.
bool names_content(std::string_view patterns, std::string_view code);

} // namespace programme
