#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace nscl::tests {

/// Where and how `actual` falls short of the pattern `expected`, or "" when it matches. Patterns are described in
/// tests/scenarios/README.md. Throws std::runtime_error for a pattern that makes no sense.
std::string mismatch(const boost::json::value& expected, const boost::json::value& actual,
                     const std::string& pointer = "");

} // namespace nscl::tests
