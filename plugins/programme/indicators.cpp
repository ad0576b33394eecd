#include "application_parts.hpp"
#include "mergers.hpp"
#include "options.hpp"
#include "parts.hpp"
#include "supported.hpp"

#include <array>
#include <map>
#include <set>
#include <span>
#include <utility>

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
                         !counted.moved_out_on || accepted_on < *counted.moved_out_on, last});
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

std::vector<supported_year> counted_years(const context& in, std::span<const counted_application> applications)
{
    return supported_years(supported_by_year(applications), planned_years(in), baseline(in), planned_growth(in));
}

/// The organizations that count in these years, one for each identity. Beyond what an address holds, and where there is none, the applications
/// that were accepted, a list that cannot tell contents that count from others, nor organizations that had moved away.
listed_records counted_in(std::span<const counted_application> applications, int first, int last)
{
    constexpr std::size_t most = 500; // 7 digits and a comma for each in an address of 8 KiB
    std::map<std::string, std::int64_t> organizations;
    for (const auto& each : applications) {
        const auto year = counted_year(each);
        if (!year || *year < first || *year > last) continue;
        const auto [known, is_new] = organizations.emplace(each.identity, each.organization);
        known->second = std::min(known->second, each.organization);
    }
    if (organizations.empty() || organizations.size() > most) {
        return {"application",
                "filter[state][in]=accepted,settling,settled&filter[accepted_on][ge]=" + std::to_string(first) +
                    "-01-01&filter[accepted_on][le]=" + std::to_string(last) + "-12-31&sort=accepted_on"};
    }
    std::string ids;
    for (const auto& [identity, id] : organizations) ids += (ids.empty() ? "" : ",") + std::to_string(id);
    return {"organization", "filter[id][in]=" + ids};
}

std::vector<series> supported_organizations(const context& in)
{
    series counts{series_kind::actual, {"Số tổ chức được hỗ trợ", "Supported organizations"}, {}};
    series cumulative{
        series_kind::actual, {"Lũy kế số tổ chức được hỗ trợ", "Supported organizations, cumulative"}, {}};
    const auto applications = read_applications(in);
    const auto years = counted_years(in, applications);
    for (const auto& year : years) {
        data_point point{std::to_string(year.year), whole(year.supported)};
        if (year.provisional) point.note = texts{"tạm tính", "provisional"};
        if (year.supported) point.records = counted_in(applications, year.year, year.year);
        counts.data.push_back(point);
        point.value = whole(year.cumulative);
        if (year.supported) point.records = counted_in(applications, years.front().year, year.year);
        cumulative.data.push_back(point);
    }
    return {counts, cumulative};
}

std::vector<series> supported_growth(const context& in)
{
    const auto band = planned_growth(in);
    const listed_records target{"target", "filter[code]=supported_growth"};
    series growth{series_kind::actual, {"Tăng so với năm trước", "Growth"}, {}};
    series least{series_kind::target, {"Mức tăng tối thiểu", "Least growth"}, {}};
    series most{series_kind::target, {"Mức tăng cao", "Upper growth"}, {}};
    const auto applications = read_applications(in);
    for (const auto& year : counted_years(in, applications)) {
        data_point point{std::to_string(year.year)};
        if (year.growth_basis_points) point.value = decimal{*year.growth_basis_points, 2};
        if (year.supported) {
            point.note = status_text(year);
            point.records = counted_in(applications, year.year, year.year);
        }
        growth.data.push_back(point);
        least.data.push_back({.category = point.category, .value = decimal{band.least, 0}, .records = target});
        most.data.push_back({.category = point.category, .value = decimal{band.most, 0}, .records = target});
    }
    return {growth, least, most};
}

/// Sums over budget lines, from what was planned to what is settled.
using budget_sums = std::array<std::int64_t, 5>;
constexpr std::string_view sums_sql = "SUM(\"plan_vnd\"),SUM(\"allocated_vnd\"),SUM(\"committed_vnd\"),"
                                      "SUM(\"paid_vnd\"),SUM(\"settled_vnd\")";

/// The series of such sums, without points. Use is measured by what was planned and allocated.
std::vector<series> budget_series()
{
    return {{series_kind::target, {"Kế hoạch", "Planned"}, {}},
            {series_kind::target, {"Dự toán giao", "Allocated"}, {}},
            {series_kind::actual, {"Đã cam kết", "Committed"}, {}},
            {series_kind::actual, {"Đã chi", "Paid"}, {}},
            {series_kind::actual, {"Đã quyết toán", "Settled"}, {}}};
}

void add_sums(std::vector<series>& to, data_point at, const budget_sums& sums)
{
    for (std::size_t i = 0; i < sums.size(); ++i) {
        at.value = decimal{sums[i], 0};
        to[i].data.push_back(at);
    }
}

std::vector<series> budget_use(const context& in)
{
    auto all = budget_series();
    auto rows = in.query<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>(
        "SELECT \"year\"," + std::string{sums_sql} +
        " FROM \"programme_budget_line\" GROUP BY \"year\" ORDER BY \"year\"");
    for (const auto& [year, plan, allocated, committed, paid, settled] : rows) {
        const auto name = std::to_string(year);
        add_sums(all, {.category = name, .records = listed_records{"budget_line", "filter[year]=" + name}},
                 {plan, allocated, committed, paid, settled});
    }
    return all;
}

/// Of one year, or of the whole programme.
std::vector<series> sums_by_area(const context& in, std::optional<int> year = {})
{
    const auto within = year ? " WHERE \"year\"=" + std::to_string(*year) : std::string{};
    const auto filter = year ? "&filter[year]=" + std::to_string(*year) : std::string{};
    std::map<std::string, budget_sums, std::less<>> by_area;
    auto rows = in.query<std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>(
        "SELECT \"area\"," + std::string{sums_sql} + " FROM \"programme_budget_line\"" + within + " GROUP BY \"area\"");
    for (const auto& [area, plan, allocated, committed, paid, settled] : rows)
        by_area[area] = {plan, allocated, committed, paid, settled};
    auto all = budget_series();
    for (const auto& [code, vi, en] : areas) {
        const auto found = by_area.find(code);
        if (found == by_area.end()) continue;
        add_sums(all,
                 {.category = found->first,
                  .label = both(vi, en),
                  .records = listed_records{"budget_line", "filter[area]=" + found->first + filter}},
                 found->second);
    }
    return all;
}

std::vector<series> budget_by_area(const context& in)
{
    return sums_by_area(in);
}

/// By year and area, the two of a line: what stands behind the sums of either.
std::vector<series> budget_by_year_and_area(const context& in)
{
    auto all = budget_series();
    auto rows =
        in.query<std::int64_t, std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>(
            "SELECT \"year\",\"area\"," + std::string{sums_sql} +
            " FROM \"programme_budget_line\" GROUP BY \"year\",\"area\" ORDER BY \"year\"");
    std::map<std::pair<std::int64_t, std::string>, budget_sums> sums;
    std::set<std::int64_t> years;
    for (const auto& [year, area, plan, allocated, committed, paid, settled] : rows) {
        sums[{year, area}] = {plan, allocated, committed, paid, settled};
        years.insert(year);
    }
    for (const auto year : years) {
        const auto name = std::to_string(year);
        for (const auto& [code, vi, en] : areas) {
            const auto found = sums.find({year, std::string{code}});
            if (found == sums.end() || found->second == budget_sums{}) continue;
            add_sums(all,
                     {.category = name + "." + std::string{code},
                      .label = both(name + " – " + std::string{vi}, name + " – " + std::string{en}),
                      .records =
                          listed_records{"budget_line", "filter[year]=" + name + "&filter[area]=" + std::string{code}}},
                     found->second);
        }
    }
    return all;
}

std::vector<series> budget_this_year(const context& in)
{
    return sums_by_area(in, static_cast<int>(std::chrono::year_month_day{in.today()}.year()));
}

/// Of the states in which there are any.
std::vector<series> applications_by_state(const context& in)
{
    std::map<std::string, std::int64_t, std::less<>> by_state;
    for (const auto& [state, count] : in.query<std::string, std::int64_t>(
             "SELECT \"state\",COUNT(*) FROM \"programme_application\" GROUP BY \"state\""))
        by_state[state] = count;
    series counts{series_kind::actual, {"Số hồ sơ", "Applications"}, {}};
    for (const auto& each : application_states()) {
        const auto found = by_state.find(each.name);
        if (found == by_state.end()) continue;
        counts.data.push_back({.category = found->first,
                               .value = decimal{found->second, 0},
                               .label = both(each.vi, each.en),
                               .records = listed_records{"application", "filter[state]=" + found->first}});
    }
    return {counts};
}

} // namespace

void declare_indicators(plugin& plugin)
{
    plugin
        .indicator("supported_organizations", "Số tổ chức được hỗ trợ", "Supported organizations",
                   supported_organizations)
        .unit("tổ chức", "organizations")
        .over_time()
        .chart(chart::bar);
    plugin
        .indicator("supported_growth", "Mức tăng số tổ chức được hỗ trợ", "Growth of supported organizations",
                   supported_growth)
        .unit("%", "%")
        .over_time()
        .chart(chart::line);
    plugin.indicator("budget_use", "Tình hình sử dụng kinh phí", "Use of the budget", budget_use)
        .money()
        .over_time()
        .chart(chart::bar)
        .permission("budget_viewer");
    plugin.indicator("budget_by_area", "Kinh phí theo lĩnh vực", "Budget by area", budget_by_area)
        .money()
        .chart(chart::bar)
        .permission("budget_viewer");
    plugin
        .indicator("budget_by_year_and_area", "Kinh phí theo năm và lĩnh vực", "Budget by year and area",
                   budget_by_year_and_area)
        .money()
        .chart(chart::none)
        .permission("budget_viewer");
    plugin
        .indicator("budget_this_year", "Kinh phí năm nay theo lĩnh vực", "This year's budget by area", budget_this_year)
        .money()
        .chart(chart::bar)
        .permission("budget_viewer");
    // Whoever follows the money follows what it is asked for.
    plugin.indicator("applications_by_state", "Hồ sơ theo trạng thái", "Applications by state", applications_by_state)
        .unit("hồ sơ", "applications")
        .chart(chart::bar)
        .permission("budget_viewer");
    plugin.dashboard("overview", "Tổng quan", "Overview")
        .tiles("supported_organizations", "supported_growth", "budget_use", "budget_this_year", "budget_by_area",
               "budget_by_year_and_area", "applications_by_state");
}

} // namespace programme
