#pragma once

#include <string>

namespace nscl::bench {

/// Stores the organizations of a CSV text (name, type, commune, address), each with its journal row and words, as a program would that
/// knows its tables and its input: nothing is checked but the commune's code. Returns how many it stored per second. The database
/// must hold an organization to take after.
double loads_per_second(const std::string& database, const std::string& csv_file);

} // namespace nscl::bench
