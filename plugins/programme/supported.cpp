#include "supported.hpp"

#include <cstdlib>

namespace programme {

std::string identity_of(std::string_view tax_digits, bool parent_in_province)
{
    const bool branch = tax_digits.size() == 13;
    return std::string{branch && parent_in_province ? tax_digits.substr(0, 10) : tax_digits};
}

std::optional<int> counted_year(const counted_application& application)
{
    const auto& [identity, state, accepted_on, counts, in_province, organization] = application;
    const bool carried_out = state == "accepted" || state == "settling" || state == "settled";
    if (!carried_out || !counts || !in_province || accepted_on.size() < 4) return std::nullopt;
    return std::atoi(accepted_on.substr(0, 4).c_str());
}

std::map<int, std::set<std::string>> supported_by_year(std::span<const counted_application> applications)
{
    std::map<int, std::set<std::string>> years;
    for (const auto& each : applications) {
        if (const auto year = counted_year(each)) years[*year].insert(each.identity);
    }
    return years;
}

std::optional<std::int64_t> growth_basis_points(std::optional<std::int64_t> previous, std::int64_t current)
{
    if (!previous || *previous == 0) return std::nullopt;
    const std::int64_t difference = (current - *previous) * 10000;
    const std::int64_t rounded = (2 * std::abs(difference) + *previous) / (2 * *previous);
    return difference >= 0 ? rounded : -rounded;
}

std::string_view growth_status(std::optional<std::int64_t> previous, std::int64_t current, growth_band band)
{
    if (!previous || *previous == 0) return "not_applicable";
    const std::int64_t grown = (current - *previous) * 100;
    if (grown < band.least * *previous) return "below_target";
    return grown <= band.most * *previous ? "met" : "exceeded";
}

std::int64_t least_meeting_target(std::int64_t previous, growth_band band)
{
    return previous + (previous * band.least + 99) / 100;
}

std::vector<supported_year> supported_years(const std::map<int, std::set<std::string>>& identities, period of,
                                            std::optional<growth_base> base, growth_band band)
{
    std::vector<supported_year> years;
    std::set<std::string> ever;
    for (int year = of.first; year <= of.last; ++year) {
        auto& made = years.emplace_back();
        made.year = year;
        if (year > of.running) continue;
        const auto known = identities.find(year);
        const auto now = known == identities.end() ? std::set<std::string>{} : known->second;
        ever.insert(now.begin(), now.end());
        const auto count = static_cast<std::int64_t>(now.size());
        made.supported = count;
        made.cumulative = static_cast<std::int64_t>(ever.size());
        made.provisional = year == of.running;
        if (base) {
            made.growth_basis_points = growth_basis_points(base->numerator, count * base->denominator);
            made.status = growth_status(base->numerator, count * base->denominator, band);
        }
        base = growth_base{count};
    }
    return years;
}

} // namespace programme
