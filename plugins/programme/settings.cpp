#include "parts.hpp"

namespace programme {

using namespace nscl::sdk;

void declare_settings(plugin& plugin)
{
    const auto proposed = [&](const char* name, std::int64_t standard, const char* vi, const char* en) {
        plugin.setting(name, standard, vi, en)
            .basis("Đề xuất của phần mềm, đơn vị quản lý quyết định", "A proposal; the agency decides");
    };
    proposed("receipt_days", 5, "Thời hạn kiểm tra hồ sơ (ngày làm việc)", "Receipt check (working days)");
    proposed("supplement_days", 10, "Thời hạn bổ sung hồ sơ (ngày làm việc)", "Supplement (working days)");
    proposed("survey_days", 15, "Thời hạn khảo sát (ngày làm việc)", "Survey (working days)");
    proposed("appraisal_days", 15, "Thời hạn thẩm định nội dung (ngày làm việc)", "Appraisal (working days)");
    proposed("estimate_days", 10, "Thời hạn thẩm định dự toán (ngày làm việc)",
             "Appraisal of the estimate (working days)");
    proposed("approval_days", 5, "Thời hạn phê duyệt (ngày làm việc)", "Approval (working days)");
    proposed("contract_days", 30, "Thời hạn ký hợp đồng (ngày)", "Contract (calendar days)");

    proposed("remedy_days", 60, "Thời hạn khắc phục sau nghiệm thu không đạt (ngày)",
             "Remedy after a failed acceptance (calendar days)");
    proposed("council_size", 3, "Số thành viên tối thiểu của hội đồng thẩm định (số lẻ)",
             "Least members of an appraisal council (an odd number)");
    plugin.setting("call_required", false, "Chỉ nhận hồ sơ theo đợt tiếp nhận", "Applications only within a call")
        .basis("Đề xuất của phần mềm, đơn vị quản lý quyết định", "A proposal; the agency decides");

    plugin.setting("pass_score", decimal{7000, 2}, "Điểm thẩm định tối thiểu", "Least score to pass")
        .basis("Đề xuất của phần mềm, đơn vị quản lý quyết định", "A proposal; the agency decides");
    plugin
        .setting("round_down_to", std::int64_t{1000}, "Làm tròn xuống mức hỗ trợ (đồng)",
                 "Support is rounded down to (VND)")
        .basis("Đề xuất của phần mềm, đơn vị quản lý quyết định", "A proposal; the agency decides");
    plugin
        .setting("recovered_funds_keep_blocking", true, "Hồ sơ bị thu hồi kinh phí vẫn tính là đã hỗ trợ nội dung",
                 "Recovered funds keep the content used up")
        .basis("Đề xuất của phần mềm, đơn vị quản lý quyết định", "A proposal; the agency decides");
    plugin
        .setting("personal_id_for_households", true, "Hộ kinh doanh dùng số định danh cá nhân làm mã số thuế",
                 "Household businesses may use a personal identifier as tax code")
        .basis("TT 86/2024/TT-BTC, áp dụng từ 01/07/2025 (cần đối chiếu văn bản)",
               "Circular 86/2024/TT-BTC, since 2025-07-01 (to be verified)");
    plugin
        .setting("baseline_mode", "unset", "Cách tính số tổ chức được hỗ trợ năm 2025: unset, average (62/5), actual",
                 "Base of 2025: unset, average (62/5) or actual")
        .basis("Kế hoạch, mục I.2: 62 tổ chức trong giai đoạn 2021 - 2025",
               "Plan, section I.2: 62 organizations in 2021-2025");
    plugin.setting("baseline_2025", std::int64_t{0}, "Số tổ chức thực tế được hỗ trợ năm 2025",
                   "Organizations actually supported in 2025");
    plugin.setting("key_product_score", std::int64_t{3}, "Điểm ưu tiên sản phẩm chủ lực", "Priority of a key product")
        .basis("Kế hoạch, mục II.2.1 (trọng số là đề xuất)", "Plan, section II.2.1 (weights are a proposal)");
    plugin.setting("value_chain_score", std::int64_t{2}, "Điểm ưu tiên chuỗi giá trị", "Priority of a value chain")
        .basis("Kế hoạch, mục II.2.1 (trọng số là đề xuất)", "Plan, section II.2.1 (weights are a proposal)");
    plugin
        .setting("innovative_startup_score", std::int64_t{2}, "Điểm ưu tiên khởi nghiệp đổi mới sáng tạo",
                 "Priority of an innovative start-up")
        .basis("Kế hoạch, mục II.2.1 (trọng số là đề xuất)", "Plan, section II.2.1 (weights are a proposal)");
}

void check_settings(const server& in)
{
    const auto mode = in.setting<std::string>("baseline_mode");
    if (mode != "unset" && mode != "average" && mode != "actual")
        throw error{
            NSCL_FAILED, "bad_setting", {}, "baseline_mode is \"" + mode + "\"; it may be unset, average or actual"};
    const auto size = in.setting<std::int64_t>("council_size");
    if (size < 1 || size % 2 == 0)
        throw error{
            NSCL_FAILED, "bad_setting", {}, "council_size is " + std::to_string(size) + "; it is an odd number"};
}

} // namespace programme
