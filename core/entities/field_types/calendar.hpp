#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace nscl::entities {

/// The number that exactly `count` digits of `text` at `at` make.
std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count);

/// A day of the calendar written YYYY-MM-DD, from 1900 to 2200.
std::optional<std::chrono::year_month_day> iso_day(std::string_view text);

/// The day, if it exists and lies between 1900 and 2200.
std::optional<std::chrono::year_month_day> real_day(int year, int month, int day);

} // namespace nscl::entities
