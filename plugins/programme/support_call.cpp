#include "parts.hpp"

namespace programme {

using namespace nscl::sdk;

void declare_support_call(plugin& plugin)
{
    auto& call = plugin.entity("support_call", "support_calls", "Đợt tiếp nhận hồ sơ", "Call for applications");
    call.label_many("Đợt tiếp nhận hồ sơ", "Calls for applications");
    call.icon("megaphone");
    call.text("number", "Số", "Number").numbered("TB-{year}-{3}").listed();
    call.text("title", "Tên", "Title").required().at_most(200).searchable().is_title().listed();
    call.long_text("conditions", "Điều kiện", "Conditions").at_most(5000);
    call.date("opens_on", "Mở từ ngày", "Opens on").required().sortable().listed();
    call.date("closes_on", "Đóng ngày", "Closes on").required().not_before("opens_on").sortable().listed();
    call.multi_reference("contents", "support_content", "Các nội dung", "Contents")
        .help("Để trống: mọi nội dung", "Empty: every content");
    call.workflow("state")
        .state("draft", "Dự thảo", "Draft")
        .tone(tone::neutral)
        .state("published", "Đã công bố", "Published")
        .tone(tone::success)
        .state("closed", "Đã đóng", "Closed")
        .tone(tone::warning)
        .terminal()
        .transition("publish", "Công bố", "Publish")
        .from("draft")
        .to("published")
        .by("dost_officer", "dost_leader")
        .transition("close", "Đóng", "Close")
        .from("published")
        .to("closed")
        .by("dost_officer", "dost_leader")
        .unprompted();

    call.allow("dost_officer", can::read | can::create | can::update | can::remove | can::history | can::export_);
    open_to_everybody(call);
}

} // namespace programme
