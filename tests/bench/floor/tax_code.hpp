#pragma once

#include <cstdint>

namespace nscl::bench {

/// A valid tax code of ten digits, another for each number below 40,000,000, and none that create.lua sends: the first digit is 5 to 8.
std::int64_t tax_code(std::int64_t number);

} // namespace nscl::bench
