#pragma once

#include <string>

namespace nscl::bench {

/// Stores organizations for so long with so many clients, each with its words and journal row in a transaction of its own that asks
/// before whether the commune is there, and returns how many they stored per second. The database must hold one with a tax code to take
/// after.
double mariadb_creates_per_second(const std::string& socket, const std::string& database, double seconds,
                                  unsigned clients);

} // namespace nscl::bench
