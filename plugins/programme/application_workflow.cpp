#include "application_parts.hpp"

namespace programme {

using namespace nscl::sdk;

namespace {

/// The workflow's transitions, each with what it does besides changing the state: name and effect stand together.
class steps {
public:
    steps(workflow& ways, step_effects& effects) : ways_{ways}, effects_{effects} {}

    workflow& transition(std::string_view name, std::string_view vi, std::string_view en, step_effect effect = nullptr)
    {
        if (effect) effects_.emplace(name, effect);
        return ways_.transition(name, vi, en);
    }

    /// One that ends what was agreed or asked for, and that no other leads back from: whoever takes it is told so.
    workflow& ending(std::string_view name, std::string_view vi, std::string_view en, step_effect effect = nullptr)
    {
        return transition(name, vi, en, effect)
            .confirm("Không thể quay lại sau bước này.", "This step cannot be taken back.");
    }

private:
    workflow& ways_;
    step_effects& effects_;
};

void declare_states(workflow& states)
{
    for (const auto& each : application_states()) {
        states.state(each.name, each.vi, each.en).tone(each.tone);
        if (each.terminal) states.terminal();
    }
}

void declare_intake(steps& ways)
{
    ways.transition("submit", "Nộp hồ sơ", "Submit", start_round)
        .confirm("Sau khi nộp, hồ sơ không sửa được nữa trừ khi được yêu cầu bổ sung.",
                 "Once submitted, the application cannot be changed unless a supplement is requested.")
        .from("draft")
        .to("submitted")
        .by("organization_user")
        .requires_fields("requested_vnd", "estimated_value_vnd", "description")
        .guard(guard_submission);
    ways.transition("receive", "Tiếp nhận", "Receive").from("submitted").to("received").by("dost_officer");
    ways.transition("request_supplement", "Yêu cầu bổ sung", "Request a supplement")
        .from("submitted")
        .to("supplement_requested")
        .by("dost_officer")
        .requires_fields("reason")
        .tone(tone::warning);
    ways.transition("resubmit", "Nộp bổ sung", "Resubmit", start_round)
        .from("supplement_requested")
        .to("submitted")
        .by("organization_user")
        .guard(guard_deadline)
        .guard(guard_submission);
    ways.transition("expire", "Quá hạn", "Expire").from("supplement_requested").to("expired");

    ways.transition("withdraw_draft", "Rút hồ sơ", "Withdraw")
        .from("draft")
        .to("withdrawn")
        .by("organization_user")
        .unprompted()
        .tone(tone::danger);
    ways.transition("withdraw_submitted", "Rút hồ sơ", "Withdraw")
        .from("submitted")
        .to("withdrawn")
        .by("organization_user")
        .unprompted()
        .tone(tone::danger);
    ways.transition("withdraw_received", "Rút hồ sơ", "Withdraw")
        .from("received")
        .to("withdrawn")
        .by("organization_user")
        .unprompted()
        .tone(tone::danger);
    ways.transition("withdraw_surveyed", "Rút hồ sơ", "Withdraw")
        .from("surveyed")
        .to("withdrawn")
        .by("organization_user")
        .unprompted()
        .tone(tone::danger);
}

void declare_appraisal(steps& ways)
{
    ways.transition("schedule_survey", "Lên lịch khảo sát", "Schedule a survey")
        .from("received")
        .to("survey_scheduled")
        .by("dost_officer")
        .requires_fields("survey_on", "survey_team");
    ways.transition("record_survey", "Ghi kết quả khảo sát", "Record the survey")
        .from("survey_scheduled")
        .to("surveyed")
        .by("dost_officer")
        .requires_fields("survey_minutes_no", "baseline", "survey_conclusion");
    ways.transition("start_appraisal", "Chuyển thẩm định", "Start the appraisal")
        .from("surveyed")
        .to("under_appraisal")
        .by("dost_officer")
        .requires_fields("appraisal_members")
        .guard(guard_eligible)
        .guard(guard_council);
    ways.ending("reject_after_survey", "Từ chối", "Reject")
        .from("surveyed")
        .to("rejected")
        .by("dost_leader")
        .requires_fields("reason")
        .tone(tone::danger);
    ways.transition("pass_appraisal", "Thẩm định đạt", "Pass the appraisal")
        .from("under_appraisal")
        .to("budget_appraisal")
        .by("appraisal_council")
        .requires_fields("score", "council_minutes_no")
        .guard(guard_score);
    ways.transition("request_supplement_at_appraisal", "Yêu cầu bổ sung", "Request a supplement")
        .from("under_appraisal")
        .to("supplement_requested")
        .by("appraisal_council")
        .requires_fields("reason")
        .tone(tone::warning);
    ways.ending("reject_after_appraisal", "Từ chối", "Reject")
        .from("under_appraisal")
        .to("rejected")
        .by("dost_leader")
        .requires_fields("reason")
        .tone(tone::danger);
    ways.transition("pass_budget_appraisal", "Thẩm định dự toán đạt", "Pass the estimate")
        .from("budget_appraisal")
        .to("pending_approval")
        .by("dof_officer")
        .requires_fields("appraised_vnd", "budget_line")
        .guard(guard_estimate)
        .not_by_actor_of("pass_appraisal");
    ways.transition("request_supplement_at_budget", "Yêu cầu bổ sung", "Request a supplement")
        .from("budget_appraisal")
        .to("supplement_requested")
        .by("dof_officer")
        .requires_fields("reason")
        .tone(tone::warning);
    // Separation of duties: who received, surveyed or appraised the estimate may not approve.
    ways.transition("approve", "Phê duyệt", "Approve", commit_support)
        .confirm("Phê duyệt cam kết số tiền từ dòng ngân sách.", "Approval commits the amount from the budget line.")
        .from("pending_approval")
        .to("approved")
        .by("dost_leader")
        .requires_fields("decision_no", "decision_on")
        .guard(guard_decision)
        .not_by_actor_of("receive", "schedule_survey", "record_survey", "pass_budget_appraisal")
        .tone(tone::success);
    ways.ending("reject", "Từ chối", "Reject")
        .from("pending_approval")
        .to("rejected")
        .by("dost_leader")
        .requires_fields("reason")
        .tone(tone::danger);
}

void declare_contract(steps& ways)
{
    ways.transition("draft_contract", "Soạn hợp đồng", "Draft the contract")
        .from("approved")
        .to("contract_drafting")
        .by("dost_officer");
    ways.transition("sign_contract", "Ký hợp đồng", "Sign the contract", commit_contract)
        .from("contract_drafting")
        .to("contracted")
        .by("dost_leader")
        .requires_fields("contract_no", "contract_on", "contract_value_vnd", "contract_state_vnd", "contract_own_vnd")
        .fields("contract_other_vnd")
        .guard(guard_contract);
    ways.ending("cancel_approved", "Hủy", "Cancel", release_commitment)
        .from("approved")
        .to("cancelled")
        .by("dost_leader")
        .fields("reason")
        .guard(guard_contract_time)
        .unprompted()
        .tone(tone::danger);
    ways.ending("cancel_contract_drafting", "Hủy", "Cancel", release_commitment)
        .from("contract_drafting")
        .to("cancelled")
        .by("dost_leader")
        .fields("reason")
        .unprompted()
        .tone(tone::danger);
    ways.ending("terminate_contract", "Chấm dứt hợp đồng", "Terminate", keep_what_was_paid)
        .from("contracted")
        .to("terminated")
        .by("dost_leader")
        .requires_fields("reason")
        .unprompted()
        .tone(tone::danger);
}

void declare_implementation(steps& ways)
{
    ways.transition("start_implementation", "Bắt đầu thực hiện", "Start")
        .from("contracted")
        .to("implementing")
        .by("organization_user")
        .requires_fields("started_on");
    ways.transition("request_acceptance", "Đề nghị nghiệm thu", "Request acceptance")
        .from("implementing")
        .to("acceptance_requested")
        .by("organization_user")
        .requires_fields("report_no")
        .guard(guard_deadline); // of a remedy; without one there is none
    ways.transition("accept", "Nghiệm thu đạt", "Accept")
        .from("acceptance_requested")
        .to("accepted")
        .by("acceptance_council")
        .requires_fields("acceptance_minutes_no", "acceptance_result", "accepted_on")
        .guard(guard_passed)
        .tone(tone::success);
    ways.transition("fail_acceptance", "Nghiệm thu không đạt", "Fail")
        .from("acceptance_requested")
        .to("acceptance_failed")
        .by("acceptance_council")
        .requires_fields("acceptance_minutes_no", "acceptance_result")
        .guard(guard_failed)
        .tone(tone::danger);
    ways.transition("remedy", "Khắc phục", "Remedy", start_remedy)
        .from("acceptance_failed")
        .to("implementing")
        .by("organization_user")
        .guard(guard_one_remedy)
        .guard(guard_deadline);
    ways.ending("terminate_after_failure", "Chấm dứt hợp đồng", "Terminate", keep_what_was_paid)
        .from("acceptance_failed")
        .to("terminated")
        .by("dost_leader")
        .fields("reason")
        .unprompted()
        .tone(tone::danger);
    ways.ending("terminate_implementation", "Chấm dứt hợp đồng", "Terminate", keep_what_was_paid)
        .from("implementing")
        .to("terminated")
        .by("dost_leader")
        .requires_fields("reason")
        .unprompted()
        .tone(tone::danger);
}

void declare_settlement(steps& ways)
{
    ways.transition("start_settlement", "Chuyển quyết toán", "Start the settlement")
        .from("accepted")
        .to("settling")
        .by("dost_officer")
        .requires_fields("payment_file_no");
    ways.transition("settle", "Quyết toán, thanh lý", "Settle", settle_line)
        .confirm("Quyết toán ghi số tiền cuối cùng; sau đó hồ sơ chỉ có thể bị thu hồi.",
                 "Settlement records the final amount; afterwards funds can only be recovered.")
        .from("settling")
        .to("settled")
        .by("dof_officer")
        .requires_fields("settled_vnd", "liquidation_minutes_no")
        .guard(guard_settlement)
        .tone(tone::success);
    ways.transition("recover_funds", "Thu hồi kinh phí", "Recover funds", book_recovery)
        .from("terminated")
        .to("funds_recovered")
        .by("dost_leader")
        .requires_fields("recovery_decision_no", "recovered_vnd")
        .guard(guard_recovery)
        .unprompted()
        .tone(tone::danger);
    ways.transition("recover_after_audit", "Thu hồi sau kiểm tra", "Recover after audit", book_recovery)
        .from("settled")
        .to("funds_recovered")
        .by("dost_leader")
        .requires_fields("recovery_decision_no", "recovered_vnd", "reason")
        .guard(guard_recovery)
        .unprompted()
        .tone(tone::danger);
}

} // namespace

std::span<const application_state> application_states()
{
    static constexpr application_state all[] = {
        {"draft", "Dự thảo", "Draft", tone::neutral},
        {"submitted", "Đã nộp", "Submitted", tone::info},
        {"supplement_requested", "Yêu cầu bổ sung", "Supplement requested", tone::warning},
        {"received", "Tiếp nhận hợp lệ", "Received", tone::info},
        {"survey_scheduled", "Lên lịch khảo sát", "Survey scheduled", tone::info},
        {"surveyed", "Đã khảo sát", "Surveyed", tone::info},
        {"under_appraisal", "Đang thẩm định nội dung", "Under appraisal", tone::info},
        {"budget_appraisal", "Thẩm định dự toán", "Appraisal of the estimate", tone::info},
        {"pending_approval", "Trình phê duyệt", "Pending approval", tone::warning},
        {"approved", "Đã phê duyệt", "Approved", tone::success},
        {"contract_drafting", "Soạn hợp đồng", "Drafting the contract", tone::info},
        {"contracted", "Đã ký hợp đồng", "Contracted", tone::success},
        {"implementing", "Đang thực hiện", "Implementing", tone::info},
        {"acceptance_requested", "Đề nghị nghiệm thu", "Acceptance requested", tone::warning},
        {"accepted", "Nghiệm thu đạt", "Accepted", tone::success},
        {"acceptance_failed", "Nghiệm thu không đạt", "Acceptance failed", tone::danger},
        {"settling", "Đang quyết toán", "Settling", tone::info},
        {"settled", "Đã quyết toán, thanh lý", "Settled", tone::success},
        {"rejected", "Từ chối", "Rejected", tone::danger, true},
        {"withdrawn", "Rút hồ sơ", "Withdrawn", tone::neutral, true},
        {"cancelled", "Hủy (trước hợp đồng)", "Cancelled before a contract", tone::neutral, true},
        {"terminated", "Chấm dứt hợp đồng", "Terminated", tone::danger},
        {"funds_recovered", "Thu hồi kinh phí", "Funds recovered", tone::danger, true},
        {"expired", "Quá hạn bổ sung", "Expired", tone::neutral, true},
    };
    return all;
}

step_effects declare_application_workflow(workflow& states)
{
    step_effects effects;
    steps ways{states, effects};
    declare_states(states);
    states.due("due_on");
    declare_intake(ways);
    declare_appraisal(ways);
    declare_contract(ways);
    declare_implementation(ways);
    declare_settlement(ways);
    return effects;
}

} // namespace programme
