#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

/// The indicator "supported organizations" and its growth (plan, section II.1.2). Pure functions on exact integers.
namespace programme {

/// What the indicator needs to know of one application.
struct counted_application {
    std::string identity; ///< whom it counts for, see identity_of
    std::string state;
    std::string accepted_on; ///< ISO date, or ""
    bool counts = false;     ///< its content counts as support
    bool in_province = true; ///< the organization, on the day of acceptance
};

/// Whom a supported organization is counted as: a dependent unit under its parent when the parent is in the province too,
/// otherwise by all its digits.
std::string identity_of(std::string_view tax_digits, bool parent_in_province);

/// Year of acceptance -> distinct identities.
std::map<int, std::set<std::string>> supported_by_year(std::span<const counted_application> applications);

/// Growth in hundredths of a percent, rounded half away from zero; none when there is no base.
std::optional<std::int64_t> growth_basis_points(std::optional<std::int64_t> previous, std::int64_t current);

/// "not_applicable", "below_target", "met" or "exceeded", compared as integers against 10 and 15 percent.
std::string_view growth_status(std::optional<std::int64_t> previous, std::int64_t current);

/// The smallest number that grows by at least ten percent.
std::int64_t least_meeting_target(std::int64_t previous);

} // namespace programme
