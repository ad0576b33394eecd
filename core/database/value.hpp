#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace nscl::database {

/// A parameter: null, integer, text (text also carries bytes).
using value = std::variant<std::monostate, std::int64_t, std::string>;

} // namespace nscl::database
