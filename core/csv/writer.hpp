#pragma once

#include <span>
#include <string>
#include <string_view>

namespace nscl::csv {

/// By which spreadsheets know UTF-8.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Appends a row that ends in CR LF. Cells stand in quotes where they hold a separator of either kind, a quote or a line end, so that
/// csv::reader reads what was written. `cells` holds at least one.
void write_row(std::string& out, std::span<const std::string> cells);

} // namespace nscl::csv
