#include "identity.hpp"
#include "once_only.hpp"
#include "options.hpp"
#include "parts.hpp"
#include "size_class.hpp"
#include "supported.hpp"

namespace programme {

using namespace nscl::sdk;

namespace {

bool is_cooperative(std::string_view type)
{
    return type == "cooperative" || type == "cooperative_union" || type == "cooperative_group";
}

/// Decree 80/2021 classifies enterprises; cooperatives have no class.
value size_of(const draft& organization)
{
    if (is_cooperative(organization.get<std::string_view>("type").value_or(""))) return {};
    const size_figures figures{organization.get<std::int64_t>("insured_workers"),
                               organization.get<std::int64_t>("revenue_vnd"),
                               organization.get<std::int64_t>("capital_vnd")};
    return std::string{size_class(organization.get<std::string_view>("sector_group").value_or(""), figures)};
}

/// Orders the queue; never excludes anybody.
std::int64_t priority_of(const draft& organization)
{
    std::int64_t score = 0;
    for (const auto* flag : {"key_product", "value_chain", "innovative_startup"}) {
        if (organization.get<bool>(flag).value_or(false))
            score += organization.setting<std::int64_t>(std::string{flag} + "_score");
    }
    return score;
}

/// Whom it counts for, once-only and in the indicator; organizations without a tax code stand for themselves.
value counted_identity(const draft& organization)
{
    const auto digits = organization.get<std::string_view>("tax_code");
    if (!digits) return "org:" + std::to_string(organization.id());
    return identity_of(*digits, organization.get<bool>("head_office_in_province").value_or(true));
}

void derive(draft& organization)
{
    organization.set("size_class", size_of(organization));
    organization.set("priority_score", priority_of(organization));
    organization.set("identity", counted_identity(organization));
}

void check_tax_code(const change& organization, problems& found)
{
    const auto type = organization.get<std::string_view>("type").value_or("");
    const auto digits = organization.get<std::string_view>("tax_code");
    if (!digits) {
        if (type != "cooperative_group" && type != "public_unit") found.at("tax_code", "required");
        return;
    }
    if (digits->size() == 12) {
        if (type != "household_business" || !organization.setting<bool>("personal_id_for_households"))
            found.at("tax_code", "personal_id_households_only");
    } else if (type == "enterprise_branch" && digits->size() != 13) {
        found.at("tax_code", "branch_code_expected");
    } else if (type != "enterprise_branch" && digits->size() == 13) {
        found.at("tax_code", "branch_code_unexpected");
    }
}

} // namespace

void declare_organization(plugin& plugin)
{
    auto& organization = plugin.entity("organization", "organizations", "Tổ chức", "Organization");
    organization.label_many("Tổ chức", "Organizations");
    organization.icon("building");
    organization.group("Thông tin chung", "General");
    organization.text("name", "Tên tổ chức", "Name")
        .required()
        .at_most(200)
        .searchable()
        .sortable()
        .is_title()
        .listed();
    organization.contributed("tax_code", "programme.tax_code", "Mã số thuế", "Tax code").unique().searchable().listed();
    offer(organization.enumeration("type", "Loại hình", "Type").required().listed(), organization_types);
    organization.reference("commune", "commune", "Xã, phường", "Commune").required().listed();
    organization.group("Liên hệ", "Contact");
    organization.text("address", "Địa chỉ", "Address").at_most(250);
    organization.text("main_product", "Sản phẩm chính", "Main product")
        .at_most(250)
        .searchable()
        .group("Thông tin chung", "General");
    organization.text("representative", "Người đại diện", "Representative").at_most(100);
    organization.phone("phone", "Điện thoại", "Phone");
    organization.email("email", "Thư điện tử", "E-mail");
    organization.url("website", "Trang thông tin", "Website");
    organization.enumeration("status", "Tình trạng", "Status")
        .group("Thông tin chung", "General")
        .required()
        .default_value("active")
        .option("active", "Đang hoạt động", "Active", tone::success)
        .option("suspended", "Tạm ngừng", "Suspended", tone::warning)
        .option("dissolved", "Giải thể", "Dissolved", tone::danger);

    // Size by Decree 80/2021/NĐ-CP, declared by the organization (Art. 10).
    organization.group("Quy mô", "Size");
    organization.enumeration("sector_group", "Lĩnh vực hoạt động", "Sector")
        .option("agri_industry_construction", "Nông, lâm nghiệp, thủy sản; công nghiệp, xây dựng",
                "Agriculture, industry, construction")
        .option("trade_services", "Thương mại, dịch vụ", "Trade and services");
    organization.integer("insured_workers", "Lao động tham gia BHXH bình quân", "Average insured workers").at_least(0);
    organization.money("revenue_vnd", "Doanh thu năm trước", "Revenue of the previous year").at_least(0);
    organization.money("capital_vnd", "Tổng nguồn vốn", "Capital").at_least(0);
    organization.date("size_declared_on", "Ngày kê khai quy mô", "Size declared on");
    offer(organization.enumeration("size_class", "Quy mô", "Size").readonly().listed(), size_classes);

    // Priority groups: the plan, section II.2.1.
    organization.group("Ưu tiên", "Priority");
    organization.boolean("key_product", "Sản phẩm chủ lực", "Key product").default_value(false);
    organization.boolean("value_chain", "Tham gia chuỗi giá trị", "Value chain").default_value(false);
    organization.boolean("innovative_startup", "Khởi nghiệp đổi mới sáng tạo", "Innovative start-up")
        .default_value(false);
    organization.integer("priority_score", "Điểm ưu tiên", "Priority").readonly().sortable();

    organization.group("Trụ sở, sáp nhập", "Seat and mergers");
    organization.boolean("head_office_in_province", "Trụ sở chính trong tỉnh", "Head office in the province")
        .default_value(true);
    organization.date("moved_out_on", "Ngày chuyển khỏi tỉnh", "Moved out of the province on");
    organization.reference("successor", "organization", "Sáp nhập vào", "Merged into");
    organization.date("merged_on", "Ngày sáp nhập", "Merged on");
    organization.text("identity", "Mã định danh khi tính hỗ trợ", "Counted as").readonly().at_most(40);

    organization.before_create(derive).before_update(derive).before_update(carry_identity_over);
    organization.check(check_tax_code).check(check_successor);

    organization.scope("organization", "id").scope("commune", "commune");
    organization.allow("dost_officer", all_actions);
    for (const auto* role : {"dost_leader", "dof_officer", "auditor"})
        organization.allow(role, can::read | can::history | can::export_);
    organization.allow("commune_user", can::read).within("commune");
    organization.allow("organization_user", can::read).within("organization");
}

} // namespace programme
