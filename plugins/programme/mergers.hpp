#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// Organizations that became part of others. Pure.
namespace programme {

/// What an organization was merged into, and when (ISO date).
struct merger {
    std::int64_t successor = 0;
    std::string merged_on;
};

using merger_lookup = std::function<std::optional<merger>(std::int64_t organization)>;

/// After every merger that is on record; checks see to it that none lies in the future.
constexpr std::string_view after_all_mergers = "9999-12-31";

/// Who stands for the organization on a day: the end of its chain of mergers up to then, itself when there was none. Where the
/// chain runs in a circle, the last one before it closes.
std::int64_t stands_for(std::int64_t organization, std::string_view day, const merger_lookup& merger_of);

/// Whether following the mergers from `organization` comes to `to`.
bool leads_to(std::int64_t organization, std::int64_t to, const merger_lookup& merger_of);

} // namespace programme
