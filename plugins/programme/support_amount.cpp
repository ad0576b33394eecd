#include "support_amount.hpp"

#include <algorithm>

namespace programme {

std::int64_t support_amount(const support_terms& terms)
{
    // Split so that the product stays within 64 bits for every amount in VND.
    const std::int64_t whole = terms.contract_value_vnd / 10000 * terms.percent_x100;
    const std::int64_t rest = terms.contract_value_vnd % 10000 * terms.percent_x100 / 10000;
    std::int64_t amount = std::min(whole + rest, terms.appraised_vnd);
    if (terms.cap_vnd) amount = std::min(amount, *terms.cap_vnd);
    amount = std::max<std::int64_t>(amount, 0);
    const std::int64_t step = std::max<std::int64_t>(terms.round_down_to_vnd, 1);
    return amount - amount % step;
}

} // namespace programme
