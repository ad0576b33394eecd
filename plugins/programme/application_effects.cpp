#include "application_parts.hpp"
#include "budget.hpp"
#include "holiday.hpp"
#include "money.hpp"
#include "once_only.hpp"
#include "support_rate.hpp"

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace programme {

using namespace nscl::sdk;

namespace {

std::string text_of(const record& from, std::string_view field)
{
    return from.get<std::string>(field).value_or("");
}

/// The line's commitment follows what is still owed.
void recommit(draft& application, std::int64_t committed_vnd, problems& found)
{
    if (committed_vnd < 0) return; // the field's range is checked later
    book(application, amount(application, "budget_line"),
         {.committed_vnd = committed_vnd - amount(application, "committed_vnd")}, "contract_state_vnd", found);
    application.set("committed_vnd", committed_vnd);
}

void clear(draft& application, std::initializer_list<const char*> fields)
{
    for (const auto* field : fields) application.set(field, {});
}

constexpr std::string_view states_of_payment[] = {"contracted",        "implementing", "acceptance_requested",
                                                  "acceptance_failed", "accepted",     "settling"};

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
    const auto days = [&](const char* setting) {
        return std::chrono::days{application.setting<std::int64_t>(setting)};
    };
    // These terms count calendar days: the contract's from the decision, the remedy's from the failed acceptance.
    if (state == "approved")
        return application.get<date>("decision_on").value_or(application.today()) + days("contract_days");
    if (state == "acceptance_failed") return application.today() + days("remedy_days");
    const bool remedies =
        state == "implementing" && application.before<std::string_view>("state") == "acceptance_failed";
    if (state == "contract_drafting" || remedies) return application.before<date>("due_on");
    const auto* known =
        std::find_if(std::begin(terms), std::end(terms), [&](const term& each) { return each.state == state; });
    if (known == std::end(terms)) return {};
    return due_after(application, application.today(), application.setting<std::int64_t>(known->setting));
}

/// One transaction each: who hands in at the last moment is left alone, and holds up nobody.
bool expire_one(const request& asked, std::int64_t application)
{
    return asked.transact([&](const transaction& now) {
        now.lock("application", application);
        const auto current = now.read("application", application, as_plugin);
        const auto due = current.get<date>("due_on");
        if (current.get<std::string_view>("state") != "supplement_requested" || !due || *due >= now.today())
            return false;
        now.transition("application", application, "expire", {}, as_plugin);
        return true;
    });
}

} // namespace

void start_round(draft& application, problems&)
{
    identify(application);
    if (!application.get<date>("submitted_on")) application.set("submitted_on", application.today());
    clear(application, {"reason", "survey_on", "survey_team", "survey_minutes_no", "baseline", "survey_conclusion",
                        "score", "council_minutes_no", "budget_line", "appraised_vnd"});
}

void start_remedy(draft& application, problems&)
{
    application.set("remedy_used", true);
    clear(application, {"report_no", "acceptance_minutes_no", "acceptance_result"});
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

void commit_contract(draft& application, problems& found)
{
    recommit(application, amount(application, "contract_state_vnd"), found);
}

void release_commitment(draft& application, problems& found)
{
    recommit(application, 0, found);
}

void keep_what_was_paid(draft& application, problems& found)
{
    recommit(application, amount(application, "paid_vnd"), found);
}

void settle_line(draft& application, problems& found)
{
    recommit(application, amount(application, "paid_vnd"), found); // what was not paid is free again
    book(application, amount(application, "budget_line"), {.settled_vnd = amount(application, "settled_vnd")},
         "settled_vnd", found);
}

/// Recovered money is no longer settled; it goes back to the state budget, not to the line.
void book_recovery(draft& application, problems& found)
{
    const auto recovered = amount(application, "recovered_vnd");
    if (recovered < 1) return; // the field's range is checked later
    const auto settled = application.get<std::int64_t>("settled_vnd");
    const auto left = settled ? std::min(*settled, amount(application, "paid_vnd") - recovered) : 0;
    book(application, amount(application, "budget_line"),
         {.settled_vnd = left - settled.value_or(0), .recovered_vnd = recovered}, "recovered_vnd", found);
    if (settled) application.set("settled_vnd", left);
}

void set_due(draft& application)
{
    application.set("due_on", due_in(application, application.get<std::string_view>("state").value_or("")));
}

void book_payment(draft& application, problems& found)
{
    if (!application.changed("paid_vnd")) return;
    const auto state = application.get<std::string_view>("state").value_or("");
    if (std::find(std::begin(states_of_payment), std::end(states_of_payment), state) == std::end(states_of_payment)) {
        found.at("paid_vnd", "no_payment_now");
        return;
    }
    const auto paid = amount(application, "paid_vnd");
    if (paid < 0 || paid > amount(application, "committed_vnd")) return; // check_amounts and the field's range
    book(application, amount(application, "budget_line"),
         {.paid_vnd = paid - application.before<std::int64_t>("paid_vnd").value_or(0)}, "paid_vnd", found);
}

answer expire_overdue(const request& asked)
{
    const auto overdue =
        "filter[state]=supplement_requested&filter[due_on][lt]=" + to_text(asked.today()) + "&limit=100";
    std::int64_t expired = 0;
    for (std::int64_t last = 0, found = 1; found > 0;) {
        std::vector<std::int64_t> some;
        for (const auto& each :
             asked.list("application", overdue + "&sort=id&filter[id][gt]=" + std::to_string(last), as_plugin))
            some.push_back(each.id());
        found = static_cast<std::int64_t>(some.size());
        for (const auto id : some) {
            last = id;
            if (expire_one(asked, id)) ++expired;
        }
    }
    return answer::json(json_object{}.set("expired", expired));
}

} // namespace programme
