#include "size_class.hpp"

#include <algorithm>
#include <iterator>

namespace programme {

namespace {

constexpr std::int64_t billion = 1'000'000'000;

struct limits {
    std::string_view size;
    std::string_view sector;
    std::int64_t workers;
    std::int64_t revenue_vnd;
    std::int64_t capital_vnd;
};

/// Decree 80/2021/NĐ-CP, Art. 5.1 to 5.3.
constexpr limits decree[] = {
    {"micro", "agri_industry_construction", 10, 3 * billion, 3 * billion},
    {"micro", "trade_services", 10, 10 * billion, 3 * billion},
    {"small", "agri_industry_construction", 100, 50 * billion, 20 * billion},
    {"small", "trade_services", 50, 100 * billion, 50 * billion},
    {"medium", "agri_industry_construction", 200, 200 * billion, 100 * billion},
    {"medium", "trade_services", 100, 300 * billion, 100 * billion},
};

bool within(const std::optional<std::int64_t>& figure, std::int64_t limit)
{
    return figure && *figure <= limit;
}

} // namespace

std::string_view size_class(std::string_view sector, const size_figures& figures)
{
    if (!figures.insured_workers || (!figures.revenue_vnd && !figures.capital_vnd)) return "unknown";
    const bool known =
        std::any_of(std::begin(decree), std::end(decree), [&](const limits& each) { return each.sector == sector; });
    if (!known) return "unknown";
    for (const auto& each : decree) {
        if (each.sector != sector || *figures.insured_workers > each.workers) continue;
        if (within(figures.revenue_vnd, each.revenue_vnd) || within(figures.capital_vnd, each.capital_vnd))
            return each.size;
    }
    return "large";
}

} // namespace programme
