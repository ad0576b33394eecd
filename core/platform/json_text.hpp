#pragma once

#include <string>
#include <string_view>

namespace nscl::platform {

/// Appends a JSON string literal; `text` is well-formed UTF-8.
void write_json_string(std::string& out, std::string_view text);

} // namespace nscl::platform
