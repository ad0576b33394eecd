#include "application_parts.hpp"
#include "money.hpp"
#include "support_rate.hpp"

#include <algorithm>
#include <initializer_list>

namespace programme {

using namespace nscl::sdk;

namespace {

void not_above(const change& application, std::string_view field, std::string_view limit_field, std::string_view code,
               problems& found)
{
    const auto limit = amount(application, limit_field);
    if (amount(application, field) > limit) found.at(field, code, {{"limit", limit}});
}

void not_in_future(const change& application, std::string_view field, problems& found)
{
    const auto day = application.get<date>(field);
    if (day && *day > application.today()) found.at(field, "date_in_future");
}

bool is_open(const record& call, date today)
{
    return call.get<std::string_view>("state") == "published" && call.get<date>("opens_on") <= today &&
           today <= *call.get<date>("closes_on");
}

void check_call(const change& application, problems& found)
{
    const auto id = application.get<std::int64_t>("call");
    if (!id) {
        if (application.setting<bool>("call_required")) found.at("call", "required");
        return;
    }
    const auto call = application.read("support_call", *id, as_plugin);
    if (!is_open(call, application.today())) found.at("call", "call_not_open");
    const auto contents = call.get<std::vector<std::int64_t>>("contents").value_or(std::vector<std::int64_t>{});
    if (!contents.empty() &&
        std::find(contents.begin(), contents.end(), application.get<std::int64_t>("content")) == contents.end())
        found.at("content", "content_not_in_call");
}

/// "conformity_body;public_unit"; empty for every type.
bool allows_type(const record& content, std::string_view type)
{
    const auto types = content.get<std::string>("organization_types").value_or("");
    return types.empty() || (";" + types + ";").find(";" + std::string{type} + ";") != std::string::npos;
}

void check_organization(const change& application, const record& organization, problems& found)
{
    if (organization.get<std::string_view>("status") != "active") found.at("organization", "organization_inactive");
    if (organization.get<std::int64_t>("successor")) found.at("organization", "organization_merged");
    const auto moved_out_on = organization.get<date>("moved_out_on");
    if (moved_out_on && *moved_out_on <= application.today()) found.at("organization", "organization_moved_out");
}

} // namespace

void guard_submission(const change& application, problems& found)
{
    if (application.transition_name() == "submit") check_call(application, found);
    const auto organization =
        application.read("organization", *application.get<std::int64_t>("organization"), as_plugin);
    check_organization(application, organization, found);
    const auto content = application.read("support_content", *application.get<std::int64_t>("content"), as_plugin);
    if (!content.get<bool>("active").value_or(true)) found.at("content", "content_inactive");
    if (!allows_type(content, organization.get<std::string_view>("type").value_or("")))
        found.at("content", "content_not_for_type");
    if (!application.get<bool>("double_funding_declared").value_or(false))
        found.at("double_funding_declared", "double_funding_undeclared");
}

void guard_deadline(const change& application, problems& found)
{
    const auto due = application.before<date>("due_on");
    if (due && application.today() > *due) found.at("due_on", "deadline_passed", {{"due", *due}});
}

void guard_eligible(const change& application, problems& found)
{
    if (application.get<std::string_view>("survey_conclusion") != "eligible")
        found.at("survey_conclusion", "not_eligible");
}

void guard_council(const change& application, problems& found)
{
    const auto least = application.setting<std::int64_t>("council_size");
    const auto members = application.get<std::vector<std::int64_t>>("appraisal_members");
    const auto count = members ? static_cast<std::int64_t>(members->size()) : 0;
    if (count > 0 && (count < least || count % 2 == 0))
        found.at("appraisal_members", "council_size", {{"least", least}});
}

void guard_score(const change& application, problems& found)
{
    const auto threshold = application.setting<decimal>("pass_score");
    const auto score = application.get<decimal>("score");
    if (score && *score < threshold) found.at("score", "score_below_threshold", {{"threshold", threshold}});
}

void guard_estimate(const change& application, problems& found)
{
    not_above(application, "appraised_vnd", "requested_vnd", "above_requested", found);
    const auto line_id = application.get<std::int64_t>("budget_line");
    if (!line_id) return;
    const auto line = application.read("budget_line", *line_id, as_plugin);
    const auto content = application.read("support_content", *application.get<std::int64_t>("content"), as_plugin);
    if (line.get<std::string_view>("area") != content.get<std::string_view>("area"))
        found.at("budget_line", "wrong_area");
    const auto free = amount(line, "allocated_vnd") - amount(line, "committed_vnd");
    const auto needed = amount(application, "appraised_vnd");
    if (needed > free) found.at("budget_line", "no_free_allocation", {{"free", free}, {"needed", needed}});
}

void guard_decision(const change& application, problems& found)
{
    not_in_future(application, "decision_on", found);
}

void guard_contract(const change& application, problems& found)
{
    not_in_future(application, "contract_on", found);
    not_above(application, "contract_state_vnd", "approved_vnd", "above_approved", found);
    const auto value = amount(application, "contract_value_vnd");
    const auto parts = checked_sum({amount(application, "contract_state_vnd"), amount(application, "contract_own_vnd"),
                                    amount(application, "contract_other_vnd")});
    if (parts != value) found.at("contract_value_vnd", "contract_parts_differ");

    const auto limit =
        amount_at_rate(application, amount(application, "rate"), value, amount(application, "approved_vnd"));
    if (amount(application, "contract_state_vnd") > limit && limit < amount(application, "approved_vnd"))
        found.at("contract_state_vnd", "above_rate", {{"limit", limit}});
}

void guard_passed(const change& application, problems& found)
{
    not_in_future(application, "accepted_on", found);
    if (application.get<std::string_view>("acceptance_result") != "passed")
        found.at("acceptance_result", "acceptance_result_passed");
}

void guard_failed(const change& application, problems& found)
{
    if (application.get<std::string_view>("acceptance_result") != "failed")
        found.at("acceptance_result", "acceptance_result_failed");
}

void guard_one_remedy(const change& application, problems& found)
{
    if (application.get<bool>("remedy_used").value_or(false)) found.add("remedy_used");
}

void guard_settlement(const change& application, problems& found)
{
    not_above(application, "settled_vnd", "contract_state_vnd", "above_contract", found);
}

void guard_recovery(const change& application, problems& found)
{
    if (amount(application, "paid_vnd") == 0)
        found.at("recovered_vnd", "nothing_paid");
    else
        not_above(application, "recovered_vnd", "paid_vnd", "above_paid", found);
}

void guard_contract_time(const change& application, problems& found)
{
    const auto due = application.before<date>("due_on");
    if (due && application.today() <= *due) found.at("due_on", "contract_time_left", {{"due", *due}});
}

void check_amounts(const change& application, problems& found)
{
    const auto paid = amount(application, "paid_vnd");
    const auto committed = amount(application, "committed_vnd");
    if (paid > committed) found.at("paid_vnd", "above_contract", {{"limit", committed}});
    const auto recovered = std::clamp<std::int64_t>(amount(application, "recovered_vnd"), 0, paid);
    if (amount(application, "settled_vnd") > paid - recovered)
        found.at("settled_vnd", "above_paid", {{"limit", paid - recovered}});
}

void guard_edit(draft& application, problems& found)
{
    const auto state = application.before<std::string_view>("state").value_or("");
    const auto lock = [&](std::initializer_list<const char*> fields, const char* code) {
        for (const auto* field : fields) {
            if (application.changed(field)) found.at(field, code);
        }
    };
    const auto in = [&](std::initializer_list<std::string_view> states) {
        return std::find(states.begin(), states.end(), state) != states.end();
    };
    if (!in({"draft", "supplement_requested"}))
        lock({"call", "requested_vnd", "estimated_value_vnd", "description", "double_funding_declared", "dossier"},
             "locked_after_submission");
    // Who chooses another call while supplementing chooses one that is open; the one from before may have closed.
    if (state == "supplement_requested" && application.changed("call")) check_call(application, found);

    if (!in({"draft", "submitted", "supplement_requested", "received", "survey_scheduled", "surveyed",
             "under_appraisal"}))
        lock({"appraisal_members"}, "council_locked");
    if (state == "under_appraisal" && application.changed("appraisal_members")) guard_council(application, found);
    if (in({"accepted", "settling", "settled", "terminated", "funds_recovered"}))
        lock({"acceptance_members"}, "council_locked");
}

} // namespace programme
