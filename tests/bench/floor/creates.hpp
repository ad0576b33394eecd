#pragma once

#include <string>

namespace nscl::bench {

/// Stores organizations for so long, each with its journal row and words, one durable commit for each, and returns how many it
/// stored per second. The database must hold one with a tax code to take after.
double creates_per_second(const std::string& database, double seconds);

} // namespace nscl::bench
