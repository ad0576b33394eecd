#include "parts.hpp"

namespace programme {

using namespace nscl::sdk;

void declare_roles(plugin& plugin)
{
    plugin.role("budget_viewer", "Theo dõi kinh phí", "Budget viewer");
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

} // namespace programme
