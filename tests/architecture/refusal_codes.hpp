#pragma once

#include "tests/architecture/source_file.hpp"

#include <string_view>
#include <vector>

namespace nscl::architecture {

/// A code with which a file of core refuses something; `what` is the code.
/// Found where it is written as a literal: `reason::stale, "code"`, `.code = "code"`, `value_error{"code"`, `unreadable("code"`.
std::vector<finding> refusal_codes(const source_file& file);

/// Codes that the text declares as messages: `"code": "name"`.
std::vector<std::string> declared_codes(const source_file& file);

} // namespace nscl::architecture
