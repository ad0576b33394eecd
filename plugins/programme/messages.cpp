#include "parts.hpp"

namespace programme {

void declare_messages(nscl::sdk::plugin& plugin)
{
    // Identity
    plugin.message("tax_code_format", "Mã số thuế gồm 10 chữ số, hoặc 10 chữ số và 3 chữ số của đơn vị phụ thuộc",
                   "A tax code has 10 digits, or 10 and 3 of a dependent unit");
    plugin.message("tax_code_serial_zero", "Bảy chữ số từ thứ 3 đến thứ 9 không thể đều là 0",
                   "Digits 3 to 9 cannot all be 0");
    plugin.message("tax_code_checksum", "Chữ số kiểm tra của mã số thuế không đúng",
                   "The tax code's check digit is wrong");
    plugin.message("tax_code_suffix_zero", "Mã đơn vị phụ thuộc từ 001 đến 999",
                   "A dependent unit's number is 001 to 999");
    plugin.message("personal_id_format", "Số định danh cá nhân gồm 12 chữ số", "A personal identifier has 12 digits");
    plugin.message("personal_id_province", "Mã tỉnh trong số định danh không tồn tại",
                   "The identifier's province code does not exist");
    plugin.message("personal_id_birth_year", "Năm sinh trong số định danh ở tương lai",
                   "The identifier's year of birth lies in the future");
    plugin.message("personal_id_households_only", "Chỉ hộ kinh doanh dùng số định danh cá nhân làm mã số thuế",
                   "Only household businesses use a personal identifier as tax code");
    plugin.message("branch_code_expected", "Đơn vị phụ thuộc có mã số thuế 13 chữ số",
                   "A dependent unit has a 13-digit tax code");
    plugin.message("branch_code_unexpected", "Mã số thuế 13 chữ số chỉ dành cho đơn vị phụ thuộc",
                   "13 digits belong to dependent units only");
    plugin.message("successor_is_itself", "Tổ chức không thể sáp nhập vào chính mình",
                   "An organization cannot merge into itself");
    plugin.message("merger_in_circle", "Các lần sáp nhập nối thành vòng tròn", "The mergers run in a circle");

    // Money
    plugin.message("allocation_above_plan", "Tổng dự toán giao vượt tổng kinh phí Kế hoạch {total} đồng",
                   "All allocations together exceed the plan's total of {total} VND");
    plugin.message("amendment_required", "Thay đổi tổng kinh phí phải có số quyết định điều chỉnh",
                   "Changing the total needs the number of an amending decision");
    plugin.message("total_below_allocated", "Đã giao dự toán {allocated} đồng, tổng kinh phí không thể thấp hơn",
                   "{allocated} VND are allocated; the total cannot be lower");
    plugin.message("amount_too_large", "Số tiền quá lớn", "The amount is too large");
    plugin.message("rate_in_force", "Mức hỗ trợ đã áp dụng, chỉ sửa được ngày hết hiệu lực",
                   "In force: only the end of its validity can be changed");
    plugin.message("no_free_allocation", "Dòng ngân sách chỉ còn {free} đồng, cần {needed} đồng",
                   "The budget line has {free} VND left; {needed} VND are needed");
    plugin.message("no_active_rate", "Chưa có quy định mức hỗ trợ cho nội dung này",
                   "No support rate is in force for this content");
    plugin.message("rate_reference_required", "Phải chọn căn cứ mức hỗ trợ tương ứng với cơ sở pháp lý",
                   "Choose the reference row that belongs to the legal basis");
    plugin.message("content_not_in_reference", "Căn cứ này không áp dụng cho nội dung đã chọn",
                   "The reference is about other contents; choose one of those that it names");
    plugin.message("rate_above_ceiling", "Tỷ lệ vượt mức trần {ceiling} % theo {article}",
                   "Above the ceiling of {ceiling} % of {article}");
    plugin.message("cap_above_ceiling", "Mức tối đa vượt {ceiling} đồng theo {article}",
                   "Above the cap of {ceiling} VND of {article}");
    plugin.message("resolution_required", "Phải ghi số nghị quyết của HĐND tỉnh",
                   "The number of the provincial People's Council resolution is needed");
    plugin.message("nothing_to_support", "Số tiền hỗ trợ tính được bằng 0", "The computed support is 0");
    plugin.message("wrong_area", "Dòng ngân sách thuộc lĩnh vực khác", "The budget line belongs to another area");

    // Applications
    plugin.message("once_only", "Tổ chức đã hoặc đang được hỗ trợ nội dung này; mỗi nội dung chỉ hỗ trợ 01 lần",
                   "The organization has or had support for this content; each content is supported once");
    plugin.message("once_only_twice",
                   "Sau thay đổi này, một tổ chức có hai hồ sơ cho cùng một nội dung: {applications}",
                   "One organization would then have two applications for one content: {applications}");
    plugin.message("call_not_open", "Đợt tiếp nhận chưa mở hoặc đã đóng", "The call is not open");
    plugin.message("content_not_in_call", "Nội dung không thuộc đợt tiếp nhận này",
                   "The content is not part of this call");
    plugin.message("content_inactive", "Nội dung hỗ trợ không còn hiệu lực",
                   "The support content is no longer in force");
    plugin.message("organization_inactive", "Tổ chức đã ngừng hoạt động", "The organization is no longer active");
    plugin.message("organization_merged", "Tổ chức đã sáp nhập vào tổ chức khác",
                   "The organization has become part of another");
    plugin.message("organization_moved_out", "Tổ chức đã chuyển khỏi tỉnh", "The organization has left the province");
    plugin.message("content_not_for_type", "Nội dung này không dành cho loại hình tổ chức này",
                   "The content is not meant for this type of organization");
    plugin.message("double_funding_undeclared", "Phải cam kết không nhận kinh phí nhà nước khác cho cùng nội dung",
                   "Declare that no other state budget pays for the same content");
    plugin.message("locked_after_submission", "Hồ sơ đã nộp, không sửa được nội dung này",
                   "Submitted: this can no longer be changed");
    plugin.message("deadline_passed", "Đã quá hạn ngày {due}", "The deadline was {due}");
    plugin.message("not_eligible", "Kết luận khảo sát không đạt điều kiện", "The survey's conclusion is not eligible");
    plugin.message("score_below_threshold", "Điểm thẩm định thấp hơn {threshold}", "The score is below {threshold}");
    plugin.message("above_requested", "Vượt số tiền đề nghị {limit} đồng", "Above the requested {limit} VND");
    plugin.message("above_approved", "Vượt số tiền được phê duyệt {limit} đồng", "Above the approved {limit} VND");
    plugin.message("above_contract", "Vượt giá trị hợp đồng {limit} đồng", "Above the contract's {limit} VND");
    plugin.message("contract_parts_differ", "Phần nhà nước, phần tổ chức và phần khác phải bằng giá trị hợp đồng",
                   "State, own and other parts must add up to the contract's value");
    plugin.message("acceptance_result_passed", "Kết quả nghiệm thu phải là Đạt",
                   "The acceptance result must be Passed");
    plugin.message("acceptance_result_failed", "Kết quả nghiệm thu phải là Không đạt",
                   "The acceptance result must be Failed");
    plugin.message("remedy_used", "Chỉ được khắc phục một lần", "There is one remedy period only");
    plugin.message("date_in_future", "Ngày không được ở tương lai", "The date lies in the future");
    plugin.message("no_payment_now", "Chỉ ghi nhận chi từ khi ký hợp đồng đến khi quyết toán",
                   "Payments are recorded from the contract to the settlement");
    plugin.message("above_rate", "Vượt mức hỗ trợ tính theo giá trị hợp đồng: {limit} đồng",
                   "Above what the rate gives for the contract's value: {limit} VND");
    plugin.message("council_size", "Hội đồng có số thành viên lẻ, ít nhất {least} người",
                   "A council has an odd number of members, at least {least}");
    plugin.message("council_locked", "Hội đồng đã kết luận, không thay đổi thành viên",
                   "The council has decided; its members stay");
    plugin.message("nothing_paid", "Chưa có khoản chi nào để thu hồi", "Nothing was paid that could be recovered");
    plugin.message("above_paid", "Vượt số đã chi {limit} đồng", "Above the paid {limit} VND");
    plugin.message("contract_time_left", "Còn thời hạn ký hợp đồng đến {due}",
                   "The contract may still be signed until {due}");
}

} // namespace programme
