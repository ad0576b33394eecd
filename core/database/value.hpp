#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace nscl::database {

/// What a statement is given or a column holds: null, integer, text (text also carries bytes).
using value = std::variant<std::monostate, std::int64_t, std::string>;

} // namespace nscl::database
