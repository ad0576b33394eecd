#include "application_parts.hpp"
#include "money.hpp"
#include "once_only.hpp"
#include "parts.hpp"

namespace programme {

using namespace nscl::sdk;

void declare_application(plugin& plugin)
{
    auto& application = plugin.entity("application", "applications", "Hồ sơ đề nghị hỗ trợ", "Support application");
    application.label_many("Hồ sơ đề nghị hỗ trợ", "Support applications");
    application.icon("file-text");
    declare_application_fields(application);
    const auto effects = declare_application_workflow(application.workflow("state"));

    application.claim("once_only", once_only_claim);
    application.before_create(identify);
    application.before_update(guard_edit).before_update(book_payment);
    application.before_transition([effects](draft& taken, problems& found) {
        const auto effect = effects.find(taken.transition_name());
        if (effect != effects.end()) effect->second(taken, found);
    });
    application.before_transition(set_due);
    application.check(check_amounts);

    application.scope("organization", "organization").scope("commune", "organization.commune");
    application.scope("appraisal_assignment", "appraisal_members").scope("acceptance_assignment", "acceptance_members");
    // No history for applicants: it names who judged them, and from where.
    application.allow("organization_user", can::read | can::create | can::update).within("organization");
    application.allow("dost_officer", can::read | can::update | can::history | can::export_);
    application.allow("dof_officer", can::read | can::update | can::history | can::export_);
    for (const auto* role : {"dost_leader", "auditor"})
        application.allow(role, can::read | can::history | can::export_);
    application.allow("appraisal_council", can::read | can::history).within("appraisal_assignment");
    application.allow("acceptance_council", can::read | can::history).within("acceptance_assignment");
    application.allow("commune_user", can::read).within("commune");

    plugin.post("/applications/expire-overdue", "dost_officer", expire_overdue)
        .label("Chuyển hồ sơ quá hạn bổ sung", "Expire overdue supplements")
        .offered_at("application");
}

void declare_application_fields(entity& application)
{
    application.group("Đề nghị", "Application");
    application.text("number", "Mã hồ sơ", "Number").numbered("HS-{year}-{5}").searchable().is_title().listed();
    application.reference("organization", "organization", "Tổ chức", "Organization").required().immutable().listed();
    // For those who see the application and not the organization, such as the councils.
    application.text("organization_name", "Tên tổ chức", "Organization's name").readonly().at_most(250).searchable();
    application.text("identity", "Mã định danh khi tính hỗ trợ", "Counted as").readonly().at_most(40);
    application.reference("content", "support_content", "Nội dung hỗ trợ", "Support content")
        .required()
        .immutable()
        .listed();
    application.reference("call", "support_call", "Đợt tiếp nhận", "Call").written_by("organization_user");
    application.money("requested_vnd", "Số tiền đề nghị", "Requested")
        .written_by("organization_user")
        .required_in("submitted")
        .at_least(1)
        .at_most(most_vnd)
        .listed();
    application.money("estimated_value_vnd", "Giá trị dự kiến", "Estimated value")
        .written_by("organization_user")
        .required_in("submitted")
        .at_least(1)
        .at_most(most_vnd)
        .not_below("requested_vnd");
    application.long_text("description", "Thuyết minh", "Description")
        .written_by("organization_user")
        .required_in("submitted")
        .at_most(10000);
    application.boolean("double_funding_declared", "Cam kết không nhận kinh phí khác", "No other state budget")
        .written_by("organization_user")
        .default_value(false);
    application.attachment("dossier", "Hồ sơ đính kèm", "Dossier").written_by("organization_user");

    application.group("Tiến độ", "Progress");
    application.date("submitted_on", "Ngày nộp", "Submitted on").readonly().sortable().listed();
    application.date("due_on", "Hạn xử lý", "Due on").readonly().sortable().listed();
    application.text("reason", "Lý do", "Reason").readonly().at_most(1000);

    application.group("Khảo sát", "Survey");
    application.date("survey_on", "Ngày khảo sát", "Survey on").readonly();
    application.text("survey_team", "Đoàn khảo sát", "Survey team").readonly().at_most(250);
    application.text("survey_minutes_no", "Biên bản khảo sát", "Survey minutes").readonly().at_most(60);
    application.long_text("baseline", "Hiện trạng, số liệu ban đầu", "Baseline").readonly().at_most(5000);
    application.enumeration("survey_conclusion", "Kết luận khảo sát", "Survey conclusion")
        .readonly()
        .option("eligible", "Đủ điều kiện", "Eligible", tone::success)
        .option("not_eligible", "Không đủ điều kiện", "Not eligible", tone::danger);

    application.group("Thẩm định, phê duyệt", "Appraisal and approval");
    application.multi_reference("appraisal_members", "core.user", "Hội đồng thẩm định", "Appraisal council")
        .written_by("dost_officer");
    application.decimal("score", 2, "Điểm thẩm định", "Score")
        .readonly()
        .at_least(decimal{0, 0})
        .at_most(decimal{100, 0});
    application.text("council_minutes_no", "Biên bản thẩm định", "Council minutes").readonly().at_most(60);
    application.reference("budget_line", "budget_line", "Dòng ngân sách", "Budget line").readonly();
    application.money("appraised_vnd", "Dự toán thẩm định", "Appraised").readonly().at_least(1);
    application.text("decision_no", "Số quyết định", "Decision").readonly().at_most(60);
    application.date("decision_on", "Ngày quyết định", "Decision date").readonly();
    application.reference("rate", "support_rate", "Mức hỗ trợ áp dụng", "Rate applied").readonly();
    application.money("approved_vnd", "Số tiền phê duyệt", "Approved").readonly().listed();

    application.group("Hợp đồng", "Contract");
    application.text("contract_no", "Số hợp đồng", "Contract").readonly().at_most(60);
    application.date("contract_on", "Ngày ký hợp đồng", "Contract date").readonly().not_before("decision_on");
    application.money("contract_value_vnd", "Giá trị hợp đồng", "Contract value")
        .readonly()
        .at_least(1)
        .at_most(most_vnd);
    application.money("contract_state_vnd", "Phần ngân sách nhà nước", "State part").readonly().at_least(0);
    application.money("contract_own_vnd", "Phần của tổ chức", "Own part").readonly().at_least(0);
    application.money("contract_other_vnd", "Phần khác", "Other part").readonly().at_least(0);
    application.date("started_on", "Ngày bắt đầu", "Started on").readonly().not_before("contract_on");
    application.text("report_no", "Báo cáo kết quả", "Report").readonly().at_most(60);

    application.group("Nghiệm thu", "Acceptance");
    application.multi_reference("acceptance_members", "core.user", "Hội đồng nghiệm thu", "Acceptance council")
        .written_by("dost_officer");
    application.text("acceptance_minutes_no", "Biên bản nghiệm thu", "Acceptance minutes").readonly().at_most(60);
    application.enumeration("acceptance_result", "Kết quả nghiệm thu", "Acceptance result")
        .readonly()
        .option("passed", "Đạt", "Passed", tone::success)
        .option("failed", "Không đạt", "Failed", tone::danger);
    application.date("accepted_on", "Ngày nghiệm thu", "Accepted on").readonly().not_before("contract_on").sortable();
    application.boolean("remedy_used", "Đã khắc phục", "Remedy used").readonly().default_value(false);

    application.group("Thanh toán, quyết toán", "Payment and settlement");
    application.text("payment_file_no", "Hồ sơ thanh toán", "Payment file").readonly().at_most(60);
    application.money("committed_vnd", "Đã cam kết", "Committed").readonly().default_value(0);
    application.money("paid_vnd", "Đã chi", "Paid").written_by("dof_officer").default_value(0).at_least(0);
    application.money("settled_vnd", "Đã quyết toán", "Settled").readonly().at_least(0);
    application.text("liquidation_minutes_no", "Biên bản thanh lý", "Liquidation minutes").readonly().at_most(60);
    application.money("recovered_vnd", "Đã thu hồi", "Recovered").readonly().at_least(1);
    application.text("recovery_decision_no", "Quyết định thu hồi", "Recovery decision").readonly().at_most(60);
}

} // namespace programme
