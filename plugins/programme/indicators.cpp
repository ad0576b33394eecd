#include "mergers.hpp"
#include "parts.hpp"
#include "supported.hpp"

#include <map>

namespace programme {

using namespace nscl::sdk;

namespace {

struct known_mergers {
    std::map<std::int64_t, merger> by_organization;
    std::map<std::int64_t, std::string> identities; ///< of successors
};

known_mergers read_mergers(const context& in)
{
    known_mergers all;
    for (const auto& [organization, merged_on, successor, identity] :
         in.query<std::int64_t, std::string, std::int64_t, std::string>(
             "SELECT o.\"id\",o.\"merged_on\",s.\"id\",s.\"identity\" FROM \"programme_organization\" o"
             " JOIN \"programme_organization\" s ON s.\"id\"=o.\"successor\" WHERE o.\"merged_on\" IS NOT NULL")) {
        all.by_organization[organization] = {successor, merged_on};
        all.identities[successor] = identity;
    }
    return all;
}

/// Applications that may count, with whom they count for on the day of acceptance: the successor's from the merger on.
std::vector<counted_application> read_applications(const context& in)
{
    const auto mergers = read_mergers(in);
    const auto merger_of = [&](std::int64_t organization) -> std::optional<merger> {
        const auto known = mergers.by_organization.find(organization);
        return known == mergers.by_organization.end() ? std::nullopt : std::optional{known->second};
    };
    std::vector<counted_application> found;
    auto rows = in.query<std::string, std::string, std::int64_t, std::string, std::optional<std::string>, std::int64_t>(
        "SELECT a.\"state\",a.\"accepted_on\",o.\"id\",o.\"identity\",o.\"moved_out_on\",c.\"counts_as_supported\""
        " FROM \"programme_application\" a JOIN \"programme_organization\" o ON o.\"id\"=a.\"organization\""
        " JOIN \"programme_support_content\" c ON c.\"id\"=a.\"content\""
        " WHERE a.\"state\" IN ('accepted','settling','settled') AND a.\"accepted_on\" IS NOT NULL");
    for (const auto& [state, accepted_on, organization, identity, moved_out_on, counts] : rows) {
        const auto counted = stands_for(organization, accepted_on, merger_of);
        found.push_back({counted == organization ? identity : mergers.identities.at(counted), state, accepted_on,
                         counts != 0, !moved_out_on || accepted_on < *moved_out_on});
    }
    return found;
}

/// The base of 2026, as far as it is known.
std::optional<std::int64_t> baseline(const context& in)
{
    if (in.setting<std::string>("baseline_mode") != "actual") return std::nullopt;
    return in.setting<std::int64_t>("baseline_2025");
}

texts status_text(std::string_view status)
{
    if (status == "met") return {"đạt", "met"};
    if (status == "exceeded") return {"vượt", "exceeded"};
    if (status == "below_target") return {"chưa đạt", "below target"};
    return {"không xác định", "not applicable"};
}

/// The year's growth. The average of 2021-2025 is the fraction 62/5, so it is compared in fifths.
data_point growth_of(int year, std::optional<std::int64_t> previous, std::int64_t current)
{
    data_point point{std::to_string(year)};
    if (const auto growth = growth_basis_points(previous, current)) point.value = decimal{*growth, 2};
    point.note = status_text(growth_status(previous, current));
    return point;
}

std::vector<series> supported_organizations(const context& in)
{
    const auto years = supported_by_year(read_applications(in));
    const auto plan = in.list("plan", "sort=-id&limit=1", as_plugin).next();
    const int first = plan ? static_cast<int>(*plan->get<std::int64_t>("first_year")) : 2026;
    const int last = plan ? static_cast<int>(*plan->get<std::int64_t>("last_year")) : 2030;
    const bool by_average = in.setting<std::string>("baseline_mode") == "average";

    series counts{series_kind::actual, {"Số tổ chức được hỗ trợ", "Supported organizations"}, {}};
    series growth{series_kind::actual, {"Tăng so với năm trước (%)", "Growth (%)"}, {}};
    series least{series_kind::target, {"Mức tăng tối thiểu (%)", "Least growth (%)"}, {}};
    std::optional<std::int64_t> previous = baseline(in);
    for (int year = first; year <= last; ++year) {
        const auto known = years.find(year);
        const auto count = known == years.end() ? std::int64_t{0} : static_cast<std::int64_t>(known->second.size());
        counts.data.push_back({std::to_string(year), decimal{count, 0}});
        if (year == first && by_average)
            growth.data.push_back(growth_of(year, 62, 5 * count));
        else
            growth.data.push_back(growth_of(year, previous, count));
        least.data.push_back({std::to_string(year), decimal{10, 0}});
        previous = count;
    }
    return {counts, growth, least};
}

std::vector<series> budget_use(const context& in)
{
    std::vector<series> all{{series_kind::target, {"Dự toán giao", "Allocated"}, {}},
                            {series_kind::actual, {"Đã cam kết", "Committed"}, {}},
                            {series_kind::actual, {"Đã chi", "Paid"}, {}},
                            {series_kind::actual, {"Đã quyết toán", "Settled"}, {}}};
    auto rows = in.query<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>(
        "SELECT \"year\",SUM(\"allocated_vnd\"),SUM(\"committed_vnd\"),SUM(\"paid_vnd\"),SUM(\"settled_vnd\")"
        " FROM \"programme_budget_line\" GROUP BY \"year\" ORDER BY \"year\"");
    for (const auto& [year, allocated, committed, paid, settled] : rows) {
        const std::int64_t amounts[] = {allocated, committed, paid, settled};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].data.push_back({std::to_string(year), decimal{amounts[i], 0}});
    }
    return all;
}

} // namespace

void declare_indicators(plugin& plugin)
{
    plugin
        .indicator("supported_organizations", "Số tổ chức được hỗ trợ", "Supported organizations",
                   supported_organizations)
        .unit("tổ chức", "organizations");
    plugin.indicator("budget_use", "Tình hình sử dụng kinh phí", "Use of the budget", budget_use)
        .unit("đồng", "VND")
        .permission("dost_officer");
    plugin.dashboard("overview", "Tổng quan", "Overview").tiles("supported_organizations", "budget_use");
}

} // namespace programme
