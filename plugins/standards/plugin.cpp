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
}

/// A certificate is told as a whole: number, body, dates.
void check_certificate(const change& adoption, problems& found)
{
    if (!adoption.get<std::string_view>("certificate_no")) return;
    if (!adoption.get<std::string_view>("certification_body")) found.at("certification_body", "required");
    const auto issued = adoption.get<date>("issued_on");
    if (!issued) found.at("issued_on", "required");
    if (!adoption.get<date>("expires_on")) found.at("expires_on", "required");
    if (issued && *issued > adoption.today()) found.at("issued_on", "issued_in_future");
}

/// Before and after are comparable only with a name and a unit, and both figures together.
void check_measurement(const change& adoption, problems& found)
{
    const bool before = adoption.get<decimal>("figure_before").has_value();
    const bool after = adoption.get<decimal>("figure_after").has_value();
    if (!before && !after) return;
    if (!adoption.get<std::string_view>("figure_name")) found.at("figure_name", "required");
    if (!adoption.get<std::string_view>("figure_unit")) found.at("figure_unit", "required");
    if (after && !before) found.at("figure_before", "required");
}

} // namespace

void declare_adoption(plugin& plugin)
{
    auto& adoption =
        plugin.entity("adoption", "adoptions", "Áp dụng tiêu chuẩn, công cụ", "Adoption of a standard or tool");
    adoption.icon("badge-check").with_attachments();
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

    adoption.text("certificate_no", "Số giấy chứng nhận", "Certificate number").at_most(60).listed();
    adoption.text("certification_body", "Tổ chức chứng nhận", "Certification body").at_most(200);
    adoption.date("issued_on", "Ngày cấp", "Issued on");
    adoption.date("expires_on", "Ngày hết hạn", "Expires on").after("issued_on").sortable();
    adoption.attachment("certificate", "Bản chụp giấy chứng nhận", "Certificate copy");

    adoption.text("figure_name", "Chỉ số đo", "Figure").at_most(120);
    adoption.text("figure_unit", "Đơn vị đo", "Unit").at_most(40);
    adoption.decimal("figure_before", 3, "Trước khi áp dụng", "Before");
    adoption.decimal("figure_after", 3, "Sau khi áp dụng", "After");
    adoption.long_text("note", "Ghi chú", "Note").at_most(5000);

    adoption.unique("certification_body", "certificate_no");
    adoption.check(check_application).check(check_certificate).check(check_measurement);

    adoption.scope("organization", "application.organization");
    adoption.allow("dost_officer", all_actions);
    for (const auto* role : {"dost_leader", "dof_officer", "auditor"})
        adoption.allow(role, can::read | can::history | can::export_);
    adoption.allow("organization_user", can::read | can::create | can::update | can::history).within("organization");
}

} // namespace standards

NSCL_PLUGIN(plugin)
{
    plugin.message("not_of_this_area", "Hồ sơ không thuộc lĩnh vực tiêu chuẩn, hệ thống quản lý, công cụ cải tiến",
                   "The application belongs to another area");
    plugin.message("contract_missing", "Hồ sơ chưa ký hợp đồng", "The application has no contract yet");
    plugin.message("content_without_certificate", "Nội dung này không cấp giấy chứng nhận",
                   "This content ends in no certificate");
    plugin.message("issued_in_future", "Ngày cấp ở tương lai", "The date of issue lies in the future");
    standards::declare_adoption(plugin);
    plugin.menu().entity("adoption");
}
