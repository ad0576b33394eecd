#include "money.hpp"
#include "parts.hpp"

namespace programme {

using namespace nscl::sdk;

namespace {

/// The total of the plan changes by a recorded amendment only.
void check_amendment(const change& plan, problems& found)
{
    if (!plan.creates() && plan.changed("total_vnd") &&
        (!plan.get<std::string_view>("amendment_no") || !plan.changed("amendment_no")))
        found.at("amendment_no", "amendment_required");
}

/// The total stays above what is allocated. Every allocation takes the lock that this change holds.
void check_allocated(draft& plan, problems& found)
{
    if (!plan.changed("total_vnd")) return;
    plan.lock("plan", plan.id());
    const auto allocated =
        plan.query<std::optional<std::int64_t>>(
                "SELECT SUM(\"allocated_vnd\") FROM \"programme_budget_line\" WHERE \"plan\"=?", {plan.id()})
            .first();
    const auto least = std::get<0>(allocated.value()).value_or(0);
    if (amount(plan, "total_vnd") < least) found.at("total_vnd", "total_below_allocated", {{"allocated", least}});
}

} // namespace

void declare_plan(plugin& plugin)
{
    auto& plan = plugin.entity("plan", "plans", "Kế hoạch", "Plan");
    plan.label_many("Kế hoạch", "Plans");
    plan.icon("landmark");
    plan.text("code", "Mã", "Code").required().unique().immutable().at_most(20).listed();
    plan.text("name", "Tên", "Name").required().at_most(250).is_title().listed();
    plan.integer("first_year", "Từ năm", "First year").year().required().at_least(2000).at_most(2100).listed();
    plan.integer("last_year", "Đến năm", "Last year").year().required().not_below("first_year").at_most(2100).listed();
    plan.money("total_vnd", "Tổng kinh phí", "Total").required().at_least(0).at_most(most_vnd).listed();
    plan.text("amendment_no", "Số quyết định điều chỉnh", "Amending decision").at_most(60);
    plan.date("amended_on", "Ngày điều chỉnh", "Amended on");
    plan.check(check_amendment).before_update(check_allocated);
    plan.allow("dost_officer", can::read | can::update | can::history);
    open_to_everybody(plan);
    plugin.seed("plan", "code", catalogue("plans.csv"));

    auto& target = plugin.entity("target", "targets", "Mục tiêu", "Target");
    target.label_many("Mục tiêu", "Targets");
    target.icon("target");
    target.text("code", "Mã", "Code").required().unique().immutable().at_most(40).listed();
    target.text("name", "Tên", "Name").required().at_most(250).is_title().listed();
    target.enumeration("kind", "Cách tính", "Kind")
        .required()
        .option("growth", "Tăng hằng năm", "Yearly growth")
        .option("cumulative", "Lũy kế cả giai đoạn", "Cumulative")
        .listed();
    target.integer("least", "Tối thiểu", "Least").required().listed();
    target.integer("most", "Mức cao", "Upper").not_below("least").listed();
    target.text("unit", "Đơn vị tính", "Unit").at_most(20).listed();
    target.text("source", "Nguồn", "Source").at_most(100);
    target.allow("dost_officer", can::read | can::update | can::history);
    open_to_everybody(target);
    plugin.seed("target", "code", catalogue("targets.csv"));
}

} // namespace programme
