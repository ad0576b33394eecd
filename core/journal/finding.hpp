#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace nscl::journal {

/// What a verification has to say about a row, or about rows that are not there.
struct finding {
    enum class kind {
        altered,   ///< the row is not the one that was sealed, or its seal is not
        removed,   ///< there are no rows with the numbers `number` to `last`
        inserted,  ///< the row has a number and was not sealed with its neighbours
        moved,     ///< the row was sealed, but its number is another's
        unsealed,  ///< nothing protects the row, and it is older than a minute
        cut_off,   ///< the log knows a later head than the journal has
        rewritten, ///< the log knows another seal for this number
        erased     ///< no fault: the row's values were erased, which the journal says
    };
    kind what = kind::altered;
    std::int64_t number = 0; ///< in the chain; 0: none
    std::int64_t last = 0;   ///< removed: the last such number
    std::int64_t row = 0;    ///< its id; 0: there is no row
    std::string_view text{}; ///< what is wrong, in words; static
};

/// "altered", ...
std::string_view name(finding::kind which);

using finding_teller = std::function<void(const finding&)>;

} // namespace nscl::journal
