#include "mergers.hpp"
#include "parts.hpp"
#include "supported.hpp"

#include <map>

namespace programme {

using namespace nscl::sdk;

namespace {

/// What counting asks of an organization.
struct counted_organization {
    std::string identity;
    std::optional<std::string> moved_out_on;
};

struct known_mergers {
    std::map<std::int64_t, merger> by_organization;
    std::map<std::int64_t, counted_organization> successors;
};

known_mergers read_mergers(const context& in)
{
    known_mergers all;
    for (const auto& [organization, merged_on, successor, identity, moved_out_on] :
         in.query<std::int64_t, std::string, std::int64_t, std::string, std::optional<std::string>>(
             "SELECT o.\"id\",o.\"merged_on\",s.\"id\",s.\"identity\",s.\"moved_out_on\" FROM "
             "\"programme_organization\" o"
             " JOIN \"programme_organization\" s ON s.\"id\"=o.\"successor\" WHERE o.\"merged_on\" IS NOT NULL")) {
        all.by_organization[organization] = {successor, merged_on};
        all.successors[successor] = {identity, moved_out_on};
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
        const auto last = stands_for(organization, accepted_on, merger_of);
        const auto counted =
            last == organization ? counted_organization{identity, moved_out_on} : mergers.successors.at(last);
        found.push_back({counted.identity, state, accepted_on, counts != 0,
                         !counted.moved_out_on || accepted_on < *counted.moved_out_on});
    }
    return found;
}

/// What 2026 is compared with, as far as the agency has said.
std::optional<growth_base> baseline(const context& in)
{
    const auto mode = in.setting<std::string>("baseline_mode");
    if (mode == "average") return growth_base{62, 5};
    if (mode == "actual") return growth_base{in.setting<std::int64_t>("baseline_2025")};
    return std::nullopt;
}

growth_band planned_growth(const context& in)
{
    const auto target = in.list("target", "filter[code]=supported_growth", as_plugin).next();
    if (!target) return {};
    const auto least = target->get<std::int64_t>("least").value_or(10);
    return {least, target->get<std::int64_t>("most").value_or(least)};
}

period planned_years(const context& in)
{
    const int today = static_cast<int>(std::chrono::year_month_day{in.today()}.year());
    const auto plan = in.list("plan", "sort=-id&limit=1", as_plugin).next();
    if (!plan) return {2026, 2030, today};
    return {static_cast<int>(*plan->get<std::int64_t>("first_year")),
            static_cast<int>(*plan->get<std::int64_t>("last_year")), today};
}

texts status_text(const supported_year& of)
{
    const auto text = of.status == "met"            ? texts{"đạt", "met"}
                      : of.status == "exceeded"     ? texts{"vượt", "exceeded"}
                      : of.status == "below_target" ? texts{"chưa đạt", "below target"}
                                                    : texts{"không xác định", "not applicable"};
    return of.provisional ? texts{"tạm tính: " + text.vi, "provisional: " + text.en} : text;
}

std::optional<decimal> whole(std::optional<std::int64_t> number)
{
    return number ? std::optional{decimal{*number, 0}} : std::nullopt;
}

std::vector<series> supported_organizations(const context& in)
{
    const auto band = planned_growth(in);
    series counts{series_kind::actual, {"Số tổ chức được hỗ trợ", "Supported organizations"}, {}};
    series growth{series_kind::actual, {"Tăng so với năm trước (%)", "Growth (%)"}, {}};
    series least{series_kind::target, {"Mức tăng tối thiểu (%)", "Least growth (%)"}, {}};
    series most{series_kind::target, {"Mức tăng cao (%)", "Upper growth (%)"}, {}};
    series cumulative{
        series_kind::actual, {"Lũy kế số tổ chức được hỗ trợ", "Supported organizations, cumulative"}, {}};
    for (const auto& year :
         supported_years(supported_by_year(read_applications(in)), planned_years(in), baseline(in), band)) {
        const auto name = std::to_string(year.year);
        const auto note = year.provisional ? std::optional{texts{"tạm tính", "provisional"}} : std::nullopt;
        counts.data.push_back({name, whole(year.supported), note});
        cumulative.data.push_back({name, whole(year.cumulative), note});
        data_point point{name};
        if (year.growth_basis_points) point.value = decimal{*year.growth_basis_points, 2};
        if (year.supported) point.note = status_text(year);
        growth.data.push_back(point);
        least.data.push_back({name, decimal{band.least, 0}});
        most.data.push_back({name, decimal{band.most, 0}});
    }
    return {counts, growth, least, most, cumulative};
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
        .permission("budget_viewer");
    plugin.dashboard("overview", "Tổng quan", "Overview").tiles("supported_organizations", "budget_use");
}

} // namespace programme
