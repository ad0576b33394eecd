#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace nscl::entities {

/// Below 2^53, so that it is exact in JSON everywhere.
using record_id = std::int64_t;

/// A field's value in its stored form: null; integer (integer, decimal x 10^scale, money, boolean 0/1, instant in µs, reference and
/// attachment ids); text (also dates as ISO text, enumeration codes, JSON documents); ids of a multi-reference.
using field_value = std::variant<std::monostate, std::int64_t, std::string, std::vector<record_id>>;

inline bool is_null(const field_value& value)
{
    return std::holds_alternative<std::monostate>(value);
}

} // namespace nscl::entities
