#pragma once

#include "tests/architecture/source_file.hpp"

#include <cstddef>
#include <vector>

namespace nscl::architecture {

constexpr std::size_t most_lines = 400;

/// A file that is too long, or named after no thing ("utils", "helpers", "manager", "common").
std::vector<finding> misshapen(const source_file& file);

} // namespace nscl::architecture
