#include "mergers.hpp"

#include <set>

namespace programme {

std::int64_t stands_for(std::int64_t organization, std::string_view day, const merger_lookup& merger_of)
{
    std::set<std::int64_t> passed{organization};
    auto current = organization;
    for (auto next = merger_of(current); next && next->merged_on <= day; next = merger_of(current)) {
        if (!passed.insert(next->successor).second) break;
        current = next->successor;
    }
    return current;
}

bool leads_to(std::int64_t organization, std::int64_t to, const merger_lookup& merger_of)
{
    std::set<std::int64_t> passed;
    std::optional<std::int64_t> current = organization;
    while (current && passed.insert(*current).second) {
        if (*current == to) return true;
        const auto next = merger_of(*current);
        current = next ? std::optional{next->successor} : std::nullopt;
    }
    return false;
}

} // namespace programme
