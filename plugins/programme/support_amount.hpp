#pragma once

#include <cstdint>
#include <optional>

namespace programme {

/// What bounds the state's part of one application.
struct support_terms {
    std::int64_t contract_value_vnd = 0;
    std::int64_t percent_x100 = 0; ///< 5000 is 50 %
    std::optional<std::int64_t> cap_vnd;
    std::int64_t appraised_vnd = 0; ///< at most what was requested
    std::int64_t round_down_to_vnd = 1000;
};

/// min(contract value x percent, cap, appraised), rounded down; never negative. Exact.
std::int64_t support_amount(const support_terms& terms);

} // namespace programme
