#include "application_parts.hpp"
#include "budget.hpp"
#include "holiday.hpp"
#include "support_rate.hpp"

#include <algorithm>

namespace programme {

using namespace nscl::sdk;

namespace {

std::int64_t amount(const change& application, std::string_view field)
{
    return application.get<std::int64_t>(field).value_or(0);
}

std::string text_of(const record& from, std::string_view field)
{
    return from.get<std::string>(field).value_or("");
}

/// Approval: the rate in force decides the amount, and the line commits it.
void commit_support(draft& application, problems& found)
{
    const auto organization = application.read("organization", amount(application, "organization"), as_plugin);
    const auto content = application.read("support_content", amount(application, "content"), as_plugin);
    const auto rate =
        find_rate(application, {content.id(), text_of(content, "area"), text_of(organization, "type"),
                                text_of(organization, "size_class"), application.today(),
                                amount(application, "estimated_value_vnd"), amount(application, "appraised_vnd")});
    if (!rate) {
        found.add("no_active_rate");
        return;
    }
    if (rate->amount_vnd == 0) {
        found.add("nothing_to_support");
        return;
    }
    book(application, amount(application, "budget_line"), {.committed_vnd = rate->amount_vnd}, "budget_line", found);
    application.set("rate", rate->id);
    application.set("approved_vnd", rate->amount_vnd);
    application.set("committed_vnd", rate->amount_vnd);
}

/// The line's commitment follows what is still owed.
void recommit(draft& application, std::int64_t committed_vnd, problems& found)
{
    book(application, amount(application, "budget_line"),
         {.committed_vnd = committed_vnd - amount(application, "committed_vnd")}, "contract_state_vnd", found);
    application.set("committed_vnd", committed_vnd);
}

struct term {
    std::string_view state;
    std::string_view setting; ///< working days
};

constexpr term terms[] = {
    {"submitted", "receipt_days"},         {"supplement_requested", "supplement_days"},
    {"received", "survey_days"},           {"survey_scheduled", "survey_days"},
    {"under_appraisal", "appraisal_days"}, {"budget_appraisal", "estimate_days"},
    {"pending_approval", "approval_days"},
};

value due_in(const draft& application, std::string_view state)
{
    // The contract's term counts calendar days from the decision.
    if (state == "approved")
        return application.today() + std::chrono::days{application.setting<std::int64_t>("contract_days")};
    if (state == "contract_drafting") return application.before<date>("due_on");
    const auto* known =
        std::find_if(std::begin(terms), std::end(terms), [&](const term& each) { return each.state == state; });
    if (known == std::end(terms)) return {};
    return due_after(application, application.today(), application.setting<std::int64_t>(known->setting));
}

} // namespace

void move_money(draft& application, problems& found)
{
    const auto step = application.transition_name();
    if (step == "approve") {
        commit_support(application, found);
    } else if (step == "sign_contract") {
        recommit(application, amount(application, "contract_state_vnd"), found);
    } else if (step == "cancel_approved" || step == "cancel_contract_drafting") {
        recommit(application, 0, found);
    } else if (step.starts_with("terminate_")) {
        recommit(application, amount(application, "paid_vnd"), found);
    } else if (step == "settle") {
        book(application, amount(application, "budget_line"), {.settled_vnd = amount(application, "settled_vnd")},
             "settled_vnd", found);
    } else if (step.starts_with("recover_")) {
        book(application, amount(application, "budget_line"), {.recovered_vnd = amount(application, "recovered_vnd")},
             "recovered_vnd", found);
    }
}

void set_dates(draft& application)
{
    if (application.transition_name() == "submit") application.set("submitted_on", application.today());
    if (application.transition_name() == "remedy") application.set("remedy_used", true);
    application.set("due_on", due_in(application, application.get<std::string_view>("state").value_or("")));
}

void book_payment(draft& application, problems& found)
{
    if (!application.changed("paid_vnd")) return;
    const auto limit = amount(application, "committed_vnd");
    if (amount(application, "paid_vnd") > limit) {
        found.at("paid_vnd", "above_contract", {{"limit", limit}});
        return;
    }
    const auto before = application.before<std::int64_t>("paid_vnd").value_or(0);
    book(application, amount(application, "budget_line"), {.paid_vnd = amount(application, "paid_vnd") - before},
         "paid_vnd", found);
}

answer expire_overdue(const request& asked)
{
    const auto expired = asked.transact([&](const transaction& now) {
        std::vector<std::int64_t> overdue;
        for (const auto& each :
             now.list("application",
                      "filter[state]=supplement_requested&filter[due_on][lt]=" + to_text(now.today()) + "&limit=200",
                      as_plugin))
            overdue.push_back(each.id());
        for (const auto id : overdue) now.transition("application", id, "expire", {}, as_plugin);
        return static_cast<std::int64_t>(overdue.size());
    });
    return answer::json(json_object{}.set("expired", expired));
}

} // namespace programme
