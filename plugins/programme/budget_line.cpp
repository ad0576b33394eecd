#include "budget.hpp"
#include "money.hpp"
#include "options.hpp"
#include "parts.hpp"

#include <utility>

namespace programme {

using namespace nscl::sdk;

namespace {

/// There is one plan per period; a line that names none belongs to the one that covers its year.
void find_plan(draft& line)
{
    const auto year = line.get<std::int64_t>("year");
    if (line.get<std::int64_t>("plan") || !year) return;
    for (const auto& plan : line.list("plan", "sort=id", as_plugin)) {
        if (*plan.get<std::int64_t>("first_year") <= *year && *year <= *plan.get<std::int64_t>("last_year"))
            line.set("plan", plan.id());
    }
}

/// All allocations together stay within the plan's total. The plan's row is the lock that every allocation takes.
void check_ceiling(draft& line, problems& found)
{
    const auto plan = line.get<std::int64_t>("plan");
    if (!plan || !(line.creates() || line.changed("allocated_vnd") || line.changed("plan"))) return;
    line.lock("plan", *plan);
    const auto total = line.read("plan", *plan, as_plugin).get<std::int64_t>("total_vnd").value_or(0);
    const auto others =
        line.query<std::optional<std::int64_t>>(
                "SELECT SUM(\"allocated_vnd\") FROM \"programme_budget_line\" WHERE \"plan\"=? AND \"id\"<>?",
                {*plan, line.id()})
            .first();
    const auto allocated = std::get<0>(others.value()).value_or(0);
    if (amount(line, "allocated_vnd") > total - allocated)
        found.at("allocated_vnd", "allocation_above_plan", {{"total", total}});
}

/// What was recovered is no longer settled.
void check_settled(const change& line, problems& found)
{
    const auto kept = amount(line, "paid_vnd") - amount(line, "recovered_vnd");
    if (amount(line, "settled_vnd") > kept) found.at("settled_vnd", "above_paid", {{"limit", kept}});
}

} // namespace

void book(const transaction& in, std::int64_t line, const booking& moved, std::string_view field, problems& found)
{
    in.lock("budget_line", line);
    const auto now = in.read("budget_line", line, as_plugin);
    const auto free = amount(now, "allocated_vnd") - amount(now, "committed_vnd");
    if (moved.committed_vnd > free) {
        found.at(field, "no_free_allocation", {{"free", free}, {"needed", moved.committed_vnd}});
        return;
    }
    values changed;
    for (const auto& [name, by] :
         {std::pair{"committed_vnd", moved.committed_vnd}, std::pair{"paid_vnd", moved.paid_vnd},
          std::pair{"settled_vnd", moved.settled_vnd}, std::pair{"recovered_vnd", moved.recovered_vnd}}) {
        const auto sum = checked_sum({amount(now, name), by});
        if (!sum) throw refused("amount_too_large");
        changed.push_back({name, *sum});
    }
    in.update("budget_line", line, changed, as_plugin);
}

void declare_budget_line(plugin& plugin)
{
    auto& line = plugin.entity("budget_line", "budget_lines", "Dòng ngân sách", "Budget line");
    line.label_many("Dòng ngân sách", "Budget lines");
    line.icon("wallet");
    line.text("code", "Mã", "Code").required().unique().immutable().at_most(40).searchable().sortable().listed();
    line.text("name", "Tên", "Name").required().at_most(200).searchable().is_title().listed();
    line.reference("plan", "plan", "Kế hoạch", "Plan").required().immutable();
    line.integer("year", "Năm", "Year").year().required().immutable().at_least(2000).at_most(2100).sortable().listed();
    offer(line.enumeration("area", "Lĩnh vực", "Area").required().immutable().listed(), areas);
    // settled <= paid <= committed <= allocated, per line and year.
    line.money("plan_vnd", "Kế hoạch", "Planned").required().default_value(0).at_least(0).at_most(most_vnd).listed();
    line.money("allocated_vnd", "Dự toán giao", "Allocated").required().default_value(0).at_least(0).listed();
    line.money("committed_vnd", "Đã cam kết", "Committed")
        .required()
        .default_value(0)
        .at_least(0)
        .readonly()
        .not_above("allocated_vnd")
        .listed();
    line.money("paid_vnd", "Đã chi", "Paid")
        .required()
        .default_value(0)
        .at_least(0)
        .readonly()
        .not_above("committed_vnd")
        .listed();
    line.money("settled_vnd", "Đã quyết toán", "Settled")
        .required()
        .default_value(0)
        .at_least(0)
        .readonly()
        .not_above("paid_vnd")
        .listed();
    line.money("recovered_vnd", "Đã thu hồi", "Recovered")
        .required()
        .default_value(0)
        .at_least(0)
        .readonly()
        .not_above("paid_vnd");
    line.check(check_settled);
    line.text("allocation_no", "Số quyết định giao dự toán", "Allocation decision").at_most(60);

    line.before_create(find_plan).before_create(check_ceiling).before_update(check_ceiling);
    line.allow("dof_officer", can::read | can::create | can::update | can::history | can::export_);
    line.allow("dost_officer", can::read | can::create | can::update | can::history | can::export_);
    for (const auto* role : {"dost_leader", "auditor"}) line.allow(role, can::read | can::history | can::export_);
    plugin.seed("budget_line", "code", catalogue("budget_lines.csv"));
}

} // namespace programme
