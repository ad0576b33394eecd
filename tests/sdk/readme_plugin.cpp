/// The example of README.md, which quotes this file from NSCL_PLUGIN on: a test compares them.
#include <nscl/plugin.hpp>

namespace {

using namespace nscl::sdk;

void cost_within_norm(const change& course, problems& found)
{
    constexpr std::int64_t norm_per_seat = 2'000'000;
    const std::int64_t limit = course.get<std::int64_t>("seats").value_or(0) * norm_per_seat;
    if (course.get<std::int64_t>("cost_vnd").value_or(0) > limit)
        found.at("cost_vnd", "cost_above_norm", {{"limit", limit}});
}

} // namespace

NSCL_PLUGIN(plugin)
{
    auto& course = plugin.entity("course", "courses", "Khóa đào tạo", "Training course");
    course.text("title", "Tên khóa", "Title").required().at_most(200).searchable().sortable().is_title().listed();
    course.reference("provider", "programme.organization", "Đơn vị đào tạo", "Provider").required().listed();
    course.enumeration("form", "Hình thức", "Form")
        .required()
        .option("onsite", "Trực tiếp", "On site")
        .option("online", "Trực tuyến", "Online");
    course.date("starts_on", "Ngày bắt đầu", "Starts on").required().sortable().listed();
    course.date("ends_on", "Ngày kết thúc", "Ends on").required().not_before("starts_on").listed();
    course.integer("seats", "Số chỗ", "Seats").at_least(1).at_most(500);
    course.money("cost_vnd", "Kinh phí", "Cost").at_least(0);
    course.multi_reference("contents", "programme.support_content", "Nội dung", "Contents");
    course.attachment("programme", "Chương trình", "Programme");
    course.check(cost_within_norm);

    auto& states = course.workflow("state");
    states.state("draft", "Dự thảo", "Draft");
    states.state("open", "Mở đăng ký", "Open");
    states.state("closed", "Kết thúc", "Closed").terminal();
    states.transition("publish", "Mở đăng ký", "Open registration").from("draft").to("open").by("dost_officer");
    states.transition("close", "Kết thúc", "Close")
        .from("open")
        .to("closed")
        .by("dost_officer")
        .requires_fields("ends_on");

    course.scope("organization", "provider");
    course.allow("dost_officer", all_actions);
    course.allow("organization_user", can::read).within("organization");
    plugin.message("cost_above_norm", "Vượt định mức {limit} đồng", "Above the norm of {limit} VND");
}
