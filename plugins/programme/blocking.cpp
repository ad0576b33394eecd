#include "blocking.hpp"

#include <algorithm>
#include <iterator>

namespace programme {

namespace {

/// States in which the content is neither reserved nor used up.
constexpr std::string_view free_states[] = {"draft", "rejected", "withdrawn", "cancelled", "expired"};

} // namespace

bool blocks_content(std::string_view state, std::int64_t kept_vnd, bool recovered_blocks)
{
    if (std::find(std::begin(free_states), std::end(free_states), state) != std::end(free_states)) return false;
    if (state == "terminated") return kept_vnd > 0;
    if (state == "funds_recovered") return recovered_blocks || kept_vnd > 0;
    return true;
}

} // namespace programme
