#include "parts.hpp"

namespace programme {

using namespace nscl::sdk;

void declare_roles(plugin& plugin)
{
    plugin.role("budget_viewer", "Theo dõi kinh phí", "Sees the use of the budget");
    // The plan, section IV, names departments, communes, alliance and association; councils, providers and auditors are a
    // proposal of this software.
    plugin.role("dost_leader", "Lãnh đạo Sở Khoa học và Công nghệ", "DOST leader")
        .includes("user_directory", "budget_viewer");
    plugin.role("dost_officer", "Chuyên viên Sở Khoa học và Công nghệ", "DOST officer")
        .includes("user_directory", "budget_viewer");
    plugin.role("dof_officer", "Chuyên viên Sở Tài chính", "DOF officer (appraises estimates)")
        .includes("budget_viewer");
    plugin.role("department_user", "Sở, ban, ngành", "Other department user");
    plugin.role("commune_user", "UBND xã, phường", "Commune PC user");
    plugin.role("coop_alliance_user", "Liên minh Hợp tác xã tỉnh", "Cooperative Alliance user");
    plugin.role("business_assoc_user", "Hiệp hội Doanh nghiệp tỉnh", "Business Association user");
    plugin.role("organization_user", "Tổ chức thụ hưởng", "Supported organization user");
    plugin.role("appraisal_council", "Hội đồng thẩm định", "Appraisal council member");
    plugin.role("acceptance_council", "Hội đồng nghiệm thu", "Acceptance council member");
    plugin.role("provider", "Đơn vị tư vấn, đào tạo, chứng nhận", "Service provider");
    plugin.role("ppc_viewer", "UBND tỉnh (theo dõi)", "Provincial PC viewer").includes("budget_viewer");
    plugin.role("auditor", "Kiểm toán, thanh tra", "Auditor, inspector").includes("budget_viewer", "journal_reader");

    plugin.dimension("organization", "Tổ chức", "Organization").of_entity("organization");
    plugin.dimension("commune", "Xã, phường", "Commune").of_entity("commune");
    plugin.dimension("appraisal_assignment", "Hồ sơ được phân công thẩm định", "Assigned for appraisal").of_caller();
    plugin.dimension("acceptance_assignment", "Hồ sơ được phân công nghiệm thu", "Assigned for acceptance").of_caller();
}

void open_to_everybody(entity& catalogue)
{
    for (const auto* role :
         {"dost_leader", "dof_officer", "department_user", "commune_user", "coop_alliance_user", "business_assoc_user",
          "organization_user", "appraisal_council", "acceptance_council", "provider", "ppc_viewer", "auditor"}) {
        catalogue.allow(role, can::read);
    }
}

void offer_areas(field& area)
{
    // The plan, sections II.3.1 to II.3.6.
    area.option("policy", "Cơ chế, chính sách", "Policy")
        .option("communication", "Thông tin, truyền thông", "Communication")
        .option("standards", "Tiêu chuẩn, hệ thống quản lý, công cụ cải tiến", "Standards, management systems, tools")
        .option("traceability", "Truy xuất nguồn gốc, thực hành nông nghiệp tốt", "Traceability and GAP")
        .option("training", "Đào tạo nguồn nhân lực", "Training")
        .option("conformity", "Đánh giá sự phù hợp", "Conformity assessment")
        .option("cooperation", "Hợp tác", "Cooperation");
}

void offer_organization_types(field& type)
{
    // The plan, section II.2.1; dependent units by TT 105/2020/TT-BTC, Art. 5; cooperative groups and public units are a proposal.
    type.option("enterprise", "Doanh nghiệp", "Enterprise")
        .option("enterprise_branch", "Chi nhánh, đơn vị phụ thuộc", "Dependent unit")
        .option("cooperative", "Hợp tác xã", "Cooperative")
        .option("cooperative_union", "Liên hiệp hợp tác xã", "Cooperative union")
        .option("cooperative_group", "Tổ hợp tác", "Cooperative group")
        .option("household_business", "Hộ kinh doanh", "Household business")
        .option("service_establishment", "Cơ sở cung cấp dịch vụ", "Service establishment")
        .option("conformity_body", "Tổ chức đánh giá sự phù hợp", "Conformity assessment body")
        .option("vocational_school", "Cơ sở giáo dục nghề nghiệp", "Vocational education institution")
        .option("public_unit", "Đơn vị sự nghiệp công lập", "Public non-business unit");
}

void offer_sizes(field& size)
{
    size.option("micro", "Siêu nhỏ", "Micro")
        .option("small", "Nhỏ", "Small")
        .option("medium", "Vừa", "Medium")
        .option("large", "Lớn", "Large")
        .option("unknown", "Chưa xác định", "Unknown");
}

} // namespace programme
