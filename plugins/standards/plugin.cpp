#include <nscl/plugin.hpp>

namespace standards {

using namespace nscl::sdk;

namespace {

/// Adoption records belong to applications of this area that have a contract; certificates to contents that end in one.
void check_application(const change& adoption, problems& found)
{
    const auto id = adoption.get<std::int64_t>("application");
    const auto application = id ? adoption.find("programme.application", *id) : std::nullopt;
    if (!application) return; // the engine reports an unknown reference
    const auto content =
        adoption.find("programme.support_content", application->get<std::int64_t>("content").value_or(0));
    if (!content || content->get<std::string_view>("area") != "standards") found.at("application", "not_of_this_area");
    if (content && !content->get<bool>("certifiable").value_or(false) &&
        adoption.get<std::string_view>("certificate_no"))
        found.at("certificate_no", "content_without_certificate");
    if (!application->get<date>("contract_on")) found.at("application", "contract_missing");
    const auto state = application->get<std::string_view>("state");
    if (state == "settled" || state == "terminated" || state == "funds_recovered")
        found.at("application", "application_closed");
}

/// A certificate is told as a whole: whoever names any part of it names number, body and dates.
void check_certificate(const change& adoption, problems& found)
{
    const auto issued = adoption.get<date>("issued_on");
    const bool number = adoption.get<std::string_view>("certificate_no").has_value();
    const bool body = adoption.get<std::string_view>("certification_body").has_value();
    const bool expires = adoption.get<date>("expires_on").has_value();
    if (!number && !body && !issued && !expires && !adoption.get<std::int64_t>("certificate")) return;
    if (!number) found.at("certificate_no", "required");
    if (!body) found.at("certification_body", "required");
    if (!issued) found.at("issued_on", "required");
    if (!expires) found.at("expires_on", "required");
    if (issued && *issued > adoption.today()) found.at("issued_on", "issued_in_future");
}

void check_work(const change& adoption, problems& found)
{
    if (adoption.get<std::string_view>("edition") && !adoption.get<std::string_view>("standard"))
        found.at("standard", "required");
    const auto completed = adoption.get<date>("completed_on");
    if (completed && *completed > adoption.today()) found.at("completed_on", "completed_in_future");
}

/// Before and after are comparable only with a name and a unit, and both figures together; what the work changed is known once
/// it is completed.
void check_measurement(const change& adoption, problems& found)
{
    const bool before = adoption.get<decimal>("figure_before").has_value();
    const bool after = adoption.get<decimal>("figure_after").has_value();
    if (!before && !after) return;
    if (!adoption.get<std::string_view>("figure_name")) found.at("figure_name", "required");
    if (!adoption.get<std::string_view>("figure_unit")) found.at("figure_unit", "required");
    if (!before) found.at("figure_before", "required");
    if (!after && adoption.get<date>("completed_on")) found.at("figure_after", "required");
}

/// An invented record for each sample application under way: the first has been completed.
void fill(const context& in)
{
    in.transact([](const transaction& now) {
        std::vector<std::int64_t> applications;
        for (const auto* state : {"implementing", "acceptance_requested"}) {
            for (const auto& each : now.list("programme.application", std::string{"filter[state]="} + state))
                applications.push_back(each.id());
        }
        for (std::size_t i = 0; i < applications.size(); ++i) {
            values adoption{{"application", applications[i]},
                            {"title", "Hệ thống quản lý mẫu (dữ liệu mẫu)"},
                            {"standard", "ISO 9001"},
                            {"edition", "2015"},
                            {"consultant", "Đơn vị tư vấn mẫu"},
                            {"started_on", now.today() - std::chrono::days{60}},
                            {"figure_name", "Tỷ lệ sản phẩm lỗi"},
                            {"figure_unit", "%"},
                            {"figure_before", decimal{4500, 3}}};
            if (i == 0) {
                adoption.push_back({"completed_on", now.today()});
                adoption.push_back({"figure_after", decimal{1200, 3}});
            }
            now.create("adoption", adoption, as_plugin);
        }
    });
}

} // namespace

void declare_adoption(plugin& plugin)
{
    auto& adoption =
        plugin.entity("adoption", "adoptions", "Áp dụng tiêu chuẩn, công cụ", "Adoption of a standard or tool");
    adoption.label_many("Áp dụng tiêu chuẩn, công cụ", "Adoptions of standards and tools");
    adoption.icon("badge-check");
    adoption.reference("application", "programme.application", "Hồ sơ", "Application").required().immutable().listed();
    adoption.text("title", "Hệ thống hoặc công cụ", "System or tool")
        .required()
        .at_most(200)
        .searchable()
        .sortable()
        .is_title()
        .listed();
    adoption.text("standard", "Tiêu chuẩn", "Standard").at_most(120).searchable().listed();
    adoption.text("edition", "Phiên bản", "Edition").at_most(20);
    adoption.text("consultant", "Đơn vị tư vấn", "Consultant").at_most(200).searchable();
    adoption.date("started_on", "Ngày bắt đầu", "Started on");
    adoption.date("completed_on", "Ngày hoàn thành", "Completed on").not_before("started_on");

    adoption.group("Giấy chứng nhận", "Certificate");
    adoption.text("certificate_no", "Số giấy chứng nhận", "Certificate number").at_most(60).listed();
    adoption.text("certification_body", "Tổ chức chứng nhận", "Certification body").at_most(200);
    adoption.date("issued_on", "Ngày cấp", "Issued on");
    adoption.date("expires_on", "Ngày hết hạn", "Expires on").after("issued_on").sortable();
    adoption.attachment("certificate", "Bản chụp giấy chứng nhận", "Certificate copy");

    adoption.group("Kết quả đo", "Measurement");
    adoption.text("figure_name", "Chỉ số đo", "Figure").at_most(120);
    adoption.text("figure_unit", "Đơn vị đo", "Unit").at_most(40);
    adoption.decimal("figure_before", 3, "Trước khi áp dụng", "Before");
    adoption.decimal("figure_after", 3, "Sau khi áp dụng", "After");
    adoption.long_text("note", "Ghi chú", "Note").at_most(5000);

    adoption.unique("certification_body", "certificate_no");
    adoption.check(check_application).check(check_certificate).check(check_work).check(check_measurement);

    adoption.scope("organization", "application.organization");
    adoption.allow("dost_officer", all_actions);
    for (const auto* role : {"dost_leader", "dof_officer", "auditor"})
        adoption.allow(role, can::read | can::history | can::export_);
    adoption.allow("organization_user", can::read | can::create | can::update).within("organization");
    plugin.demo(fill);
}

} // namespace standards

NSCL_PLUGIN(plugin)
{
    plugin.message("not_of_this_area", "Hồ sơ không thuộc lĩnh vực tiêu chuẩn, hệ thống quản lý, công cụ cải tiến",
                   "The application belongs to another area");
    plugin.message("contract_missing", "Hồ sơ chưa ký hợp đồng", "The application has no contract yet");
    plugin.message("content_without_certificate", "Nội dung này không cấp giấy chứng nhận",
                   "This content ends in no certificate");
    plugin.message("application_closed", "Hồ sơ đã quyết toán hoặc đã chấm dứt, không ghi thêm",
                   "The application is settled or ended; nothing is recorded any more");
    plugin.message("completed_in_future", "Ngày hoàn thành ở tương lai", "The date of completion lies in the future");
    plugin.message("issued_in_future", "Ngày cấp ở tương lai", "The date of issue lies in the future");
    standards::declare_adoption(plugin);
    plugin.menu().entity("adoption");
}
