#include "parts.hpp"

/// Invented records for the demonstration database: organizations that do not exist; calls, rates and applications in every state. Tax codes are valid by
/// their check digit only.
namespace programme {

using namespace nscl::sdk;

namespace {

/// One step of an application's way, with what goes along.
struct step {
    std::string_view transition;
    values given;
};

struct demo_organization {
    const char* name;
    const char* tax_code;
    const char* type;
    const char* commune;
};

constexpr demo_organization organizations[] = {
    {"Hợp tác xã Nông sản Mẫu Một (dữ liệu mẫu)", "4925308300", "cooperative", "05977"},
    {"Công ty TNHH Chế biến Mẫu Hai (dữ liệu mẫu)", "4966240404", "enterprise", "05983"},
    {"Công ty CP Cơ khí Mẫu Ba (dữ liệu mẫu)", "4989906095", "enterprise", "05986"},
    {"Hợp tác xã Dịch vụ Mẫu Bốn (dữ liệu mẫu)", "4915792414", "cooperative", "06001"},
};

/// The way from draft to settled; every other way leaves it somewhere.
std::vector<step> main_way(const context& in, std::int64_t line, const value::list& members)
{
    const auto today = in.today();
    return {
        {"submit", {}},
        {"receive", {}},
        {"schedule_survey", {{"survey_on", today}, {"survey_team", "Đoàn khảo sát mẫu"}}},
        {"record_survey",
         {{"survey_minutes_no", "01/BB-KS"}, {"baseline", "Số liệu mẫu"}, {"survey_conclusion", "eligible"}}},
        {"start_appraisal", {{"appraisal_members", members}}},
        {"pass_appraisal", {{"score", decimal{8250, 2}}, {"council_minutes_no", "01/BB-HĐTĐ"}}},
        {"pass_budget_appraisal", {{"appraised_vnd", 40'000'000}, {"budget_line", line}}},
        {"approve", {{"decision_no", "01/QĐ-SKHCN"}, {"decision_on", today}}},
        {"draft_contract", {}},
        {"sign_contract",
         {{"contract_no", "01/HĐ-SKHCN"},
          {"contract_on", today},
          {"contract_value_vnd", 80'000'000},
          {"contract_state_vnd", 40'000'000},
          {"contract_own_vnd", 40'000'000}}},
        {"start_implementation", {{"started_on", today}}},
        {"request_acceptance", {{"report_no", "01/BC"}}},
        {"accept", {{"acceptance_minutes_no", "01/BB-NT"}, {"acceptance_result", "passed"}, {"accepted_on", today}}},
        {"start_settlement", {{"payment_file_no", "01/HSTT"}}},
        {"settle", {{"settled_vnd", 40'000'000}, {"liquidation_minutes_no", "01/BBTL"}}},
    };
}

/// How far along the main way, and what then.
struct destination {
    std::size_t steps;
    std::vector<step> then;
    std::int64_t paid_vnd = 0;
};

std::vector<destination> destinations()
{
    const values reason{{"reason", "Lý do mẫu"}};
    const values recovery{{"recovery_decision_no", "02/QĐ-SKHCN"}, {"recovered_vnd", 10'000'000}};
    const values failure{{"acceptance_minutes_no", "02/BB-NT"}, {"acceptance_result", "failed"}};
    return {
        {0, {}}, // draft
        {1, {}},
        {1, {{"request_supplement", reason}}},
        {1, {{"request_supplement", reason}, {"expire", {}}}},
        {2, {}},
        {3, {}},
        {4, {}},
        {5, {}},
        {6, {}},
        {7, {}},
        {8, {}},
        {9, {}},
        {10, {}},
        {11, {}},
        {12, {}},
        {12, {{"fail_acceptance", failure}}},
        {13, {}},
        {14, {}, 40'000'000},
        {15, {}, 40'000'000},
        {4, {{"reject_after_survey", reason}}},
        {2, {{"withdraw_received", {}}}},
        {9, {{"cancel_contract_drafting", reason}}},
        {10, {{"terminate_contract", reason}}},
        {11, {{"terminate_implementation", reason}, {"recover_funds", recovery}}, 10'000'000},
    };
}

std::vector<std::int64_t> create_organizations(const transaction& in)
{
    std::vector<std::int64_t> ids;
    for (const auto& each : organizations) {
        const auto commune = in.list("commune", std::string{"filter[code]="} + each.commune, as_plugin).next();
        ids.push_back(in.create("organization",
                                {{"name", each.name},
                                 {"tax_code", each.tax_code},
                                 {"type", each.type},
                                 {"commune", commune->id()},
                                 {"sector_group", "agri_industry_construction"},
                                 {"insured_workers", 20},
                                 {"revenue_vnd", 9'000'000'000},
                                 {"capital_vnd", 4'000'000'000}},
                                as_plugin));
    }
    return ids;
}

std::int64_t create_rate(const transaction& in, const char* name, date from)
{
    return in.create("support_rate",
                     {{"name", name},
                      {"area", "standards"},
                      {"percent", decimal{5000, 2}},
                      {"valid_from", from},
                      {"legal_basis", "province_resolution"},
                      {"resolution_no", "00/NQ-HĐND (mẫu)"},
                      {"basis_document", "Dữ liệu mẫu"}},
                     as_plugin);
}

/// A rate in every state. The one in force lets applications be approved; the numbers are invented.
void create_rates(const transaction& in)
{
    const auto today = in.today();
    create_rate(in, "Mức hỗ trợ mẫu năm sau", today + std::chrono::days{365});
    const auto current = create_rate(in, "Mức hỗ trợ mẫu", today - std::chrono::days{30});
    in.transition("support_rate", current, "activate", {}, as_plugin);
    const auto former = create_rate(in, "Mức hỗ trợ mẫu trước đây", today - std::chrono::days{365});
    in.transition("support_rate", former, "activate", {}, as_plugin);
    in.transition("support_rate", former, "retire", {{"valid_to", today - std::chrono::days{31}}}, as_plugin);
}

/// A call in every state.
void create_calls(const transaction& in)
{
    const auto today = in.today();
    const auto create = [&](const char* title, std::chrono::days opens, std::chrono::days closes) {
        return in.create("support_call", {{"title", title}, {"opens_on", today + opens}, {"closes_on", today + closes}},
                         as_plugin);
    };
    using std::chrono::days;
    create("Đợt tiếp nhận mẫu sắp tới (dữ liệu mẫu)", days{60}, days{90});
    const auto open = create("Đợt tiếp nhận mẫu đang mở (dữ liệu mẫu)", days{-10}, days{20});
    const auto past = create("Đợt tiếp nhận mẫu đã đóng (dữ liệu mẫu)", days{-90}, days{-60});
    for (const auto call : {open, past}) in.transition("support_call", call, "publish", {}, as_plugin);
    in.transition("support_call", past, "close", {}, as_plugin);
}

/// Money, so that applications can be approved; the numbers are invented.
std::int64_t prepare_budget(const transaction& in)
{
    const auto year = std::to_string(static_cast<int>(std::chrono::year_month_day{in.today()}.year()));
    auto line = in.list("budget_line", "filter[area]=standards&filter[year]=" + year, as_plugin).next();
    if (!line) line = in.list("budget_line", "filter[area]=standards&limit=1", as_plugin).next();
    in.update("budget_line", line->id(),
              {{"plan_vnd", 1'000'000'000}, {"allocated_vnd", 1'000'000'000}, {"allocation_no", "00/QĐ (mẫu)"}},
              as_plugin);
    return line->id();
}

value::list create_council(const transaction& in)
{
    value::list members;
    for (const auto* number : {"1", "2", "3"}) {
        // The system may do everything, so the users are made with the caller's rights.
        members.emplace_back(in.create(
            "core.user", {{"username", std::string{"mau.hoi-dong-"} + number},
                          {"display_name", std::string{"Thành viên hội đồng "} + number + " (dữ liệu mẫu)"}}));
    }
    return members;
}

/// What every sample application needs.
struct ground {
    std::int64_t line = 0;
    value::list members; ///< of the councils; users without a password
};

void create_application(const transaction& in, std::int64_t organization, std::int64_t content, const ground& on,
                        const destination& to)
{
    const auto take = [&](std::int64_t application, const step& next) {
        in.transition("application", application, next.transition, next.given, as_plugin);
    };
    const auto id = in.create("application",
                              {{"organization", organization},
                               {"content", content},
                               {"requested_vnd", 40'000'000},
                               {"estimated_value_vnd", 80'000'000},
                               {"description", "Hồ sơ mẫu, không phải dữ liệu thật."},
                               {"double_funding_declared", true}},
                              as_plugin);
    const auto way = main_way(in, on.line, on.members);
    for (std::size_t i = 0; i < to.steps; ++i) {
        if (to.paid_vnd > 0 && way[i].transition == "settle")
            in.update("application", id, {{"paid_vnd", to.paid_vnd}}, as_plugin);
        take(id, way[i]);
    }
    const bool unsettled = to.steps < way.size();
    if (to.paid_vnd > 0 && unsettled) in.update("application", id, {{"paid_vnd", to.paid_vnd}}, as_plugin);
    for (const auto& each : to.then) take(id, each);
}

void fill(const context& in)
{
    in.transact([](const transaction& now) {
        create_rates(now);
        create_calls(now);
        const auto owners = create_organizations(now);
        const ground on{prepare_budget(now), create_council(now)};
        std::vector<std::int64_t> contents;
        for (const auto& each : now.list("support_content", "filter[area]=standards&sort=id&limit=100", as_plugin))
            contents.push_back(each.id());
        std::size_t next = 0;
        for (const auto& each : destinations()) {
            create_application(now, owners[next % owners.size()], contents[next / owners.size()], on, each);
            ++next;
        }
    });
}

} // namespace

void declare_demo(plugin& plugin)
{
    plugin.demo(fill);
}

} // namespace programme
