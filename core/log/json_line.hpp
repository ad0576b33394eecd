#pragma once

#include "core/log/log.hpp"

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>

namespace nscl::log {

/// One event as one line of JSON, without the line break. Control characters are escaped, bytes that are not
/// UTF-8 become U+FFFD and numbers that JSON cannot hold become null, so the line parses whatever it is given.
std::string json_line(std::chrono::system_clock::time_point at, level severity, std::string_view event,
                      std::initializer_list<field> fields);

} // namespace nscl::log
