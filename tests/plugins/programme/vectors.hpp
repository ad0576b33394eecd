#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace programme::tests {

/// A row of a CSV file, cell by column name.
using vector_row = std::map<std::string, std::string>;

/// The whole text of a file; throws when it cannot be read.
std::string file_text(const std::string& path);

/// The rows of a CSV file; throws when it cannot be read or has none.
std::vector<vector_row> rows_of(const std::string& path);

/// The rows of tests/data/programme/<name>.csv.
std::vector<vector_row> vectors(const std::string& name);

/// The cell's number; nothing where it is empty.
std::optional<std::int64_t> number_in(const vector_row& row, const std::string& column);

} // namespace programme::tests
