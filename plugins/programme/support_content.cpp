#include "options.hpp"
#include "parts.hpp"

namespace programme {

using namespace nscl::sdk;

void declare_support_content(plugin& plugin)
{
    auto& content = plugin.entity("support_content", "support_contents", "Nội dung hỗ trợ", "Support content");
    content.label_many("Nội dung hỗ trợ", "Support contents");
    content.icon("list-checks");
    content.text("code", "Mã", "Code").required().unique().immutable().at_most(60).searchable().listed();
    content.text("name_vi", "Tên", "Name").required().at_most(200).searchable().sortable().is_title().listed();
    content.text("name_en", "Tên tiếng Anh", "English name").at_most(200).searchable();
    offer(content.enumeration("area", "Lĩnh vực", "Area").required().sortable().listed(), areas);
    content.text("support_group", "Nhóm", "Group").at_most(40);
    content.text("family", "Họ tiêu chuẩn, công cụ", "Family").at_most(40);
    offer(content.enumeration("support_kind", "Hình thức", "Kind").required(), support_kinds);
    content.text("unit", "Đơn vị tính", "Unit").at_most(60);
    content.text("standard_ref", "Tiêu chuẩn", "Standard").at_most(200).searchable();
    content.text("once_key", "Khóa hỗ trợ một lần", "Once-only key")
        .required()
        .immutable()
        .at_most(60)
        .help("Hai nội dung cùng khóa được coi là một khi xét quy tắc mỗi nội dung hỗ trợ 01 lần",
              "Contents of one key count as one for the once-only rule");
    content.boolean("certifiable", "Có giấy chứng nhận", "Certifiable").default_value(false);
    content.boolean("counts_as_supported", "Tính vào số tổ chức được hỗ trợ", "Counts as supported")
        .default_value(true);
    content.text("model_group", "Nhóm giải pháp (mô hình điểm)", "Solution group (models)").at_most(40);
    content.text("organization_types", "Loại hình được hỗ trợ", "Types of organization")
        .at_most(250)
        .pattern("[a-z_]+(;[a-z_]+)*", "Mã loại hình, cách nhau bằng dấu chấm phẩy",
                 "Codes of types, separated by semicolons")
        .help("Để trống: mọi loại hình", "Empty: every type");
    content.boolean("active", "Còn hiệu lực", "In force").default_value(true);

    content.allow("dost_officer", can::read | can::create | can::update | can::history | can::export_ | can::import);
    open_to_everybody(content);
    plugin.seed("support_content", "code", catalogue("support_contents.csv"));
}

} // namespace programme
