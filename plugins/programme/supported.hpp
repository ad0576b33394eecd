#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The indicator "supported organizations" and its growth (plan, section II.1.2). Pure functions on exact integers.
namespace programme {

/// What the indicator needs to know of one application.
struct counted_application {
    std::string identity; ///< whom it counts for, see identity_of
    std::string state;
    std::string accepted_on;       ///< ISO date, or ""
    bool counts = false;           ///< its content counts as support
    bool in_province = true;       ///< the organization, on the day of acceptance
    std::int64_t organization = 0; ///< whose identity it is
};

/// The year in which it counts; none when it does not.
std::optional<int> counted_year(const counted_application& application);

/// Whom a supported organization is counted as: a dependent unit under its parent when the parent is in the province too,
/// otherwise by all its digits.
std::string identity_of(std::string_view tax_digits, bool parent_in_province);

/// Year of acceptance -> distinct identities.
std::map<int, std::set<std::string>> supported_by_year(std::span<const counted_application> applications);

/// Growth in hundredths of a percent, rounded half away from zero; none when there is no base.
std::optional<std::int64_t> growth_basis_points(std::optional<std::int64_t> previous, std::int64_t current);

/// The plan's growth per year, in percent; the record of the target `supported_growth` says which.
struct growth_band {
    std::int64_t least = 10;
    std::int64_t most = 15;
};

/// "not_applicable", "below_target", "met" or "exceeded", compared as integers.
std::string_view growth_status(std::optional<std::int64_t> previous, std::int64_t current, growth_band band);

/// The smallest number that grows by at least the band's lower end.
std::int64_t least_meeting_target(std::int64_t previous, growth_band band);

/// What the first year is compared with, as a fraction: the average of 2021-2025 is 62/5.
struct growth_base {
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
};

/// One year of the period. Nothing is known of years to come; the running one is provisional.
struct supported_year {
    int year = 0;
    std::optional<std::int64_t> supported;
    std::optional<std::int64_t> cumulative; ///< distinct identities since the period began
    std::optional<std::int64_t> growth_basis_points;
    std::string_view status = "not_applicable";
    bool provisional = false;
};

struct period {
    int first = 0;
    int last = 0;
    int running = 0; ///< the year of today
};

std::vector<supported_year> supported_years(const std::map<int, std::set<std::string>>& identities, period of,
                                            std::optional<growth_base> base, growth_band band);

} // namespace programme
