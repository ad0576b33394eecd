#pragma once

#include <nscl/plugin.hpp>

#include <span>
#include <string_view>

/// Values that entities offer and pages name.
namespace programme {

struct option {
    std::string_view code;
    std::string_view vi;
    std::string_view en;
};

/// The plan, sections II.3.1 to II.3.6.
inline constexpr option areas[] = {
    {"policy", "Cơ chế, chính sách", "Policy"},
    {"communication", "Thông tin, truyền thông", "Communication"},
    {"standards", "Tiêu chuẩn, hệ thống quản lý, công cụ cải tiến", "Standards, management systems, tools"},
    {"traceability", "Truy xuất nguồn gốc, thực hành nông nghiệp tốt", "Traceability and GAP"},
    {"training", "Đào tạo nguồn nhân lực", "Training"},
    {"conformity", "Đánh giá sự phù hợp", "Conformity assessment"},
    {"cooperation", "Hợp tác", "Cooperation"},
};

/// The plan, section II.2.1; dependent units by TT 105/2020/TT-BTC, Art. 5; cooperative groups and public units are a proposal.
inline constexpr option organization_types[] = {
    {"enterprise", "Doanh nghiệp", "Enterprise"},
    {"enterprise_branch", "Chi nhánh, đơn vị phụ thuộc", "Dependent unit"},
    {"cooperative", "Hợp tác xã", "Cooperative"},
    {"cooperative_union", "Liên hiệp hợp tác xã", "Cooperative union"},
    {"cooperative_group", "Tổ hợp tác", "Cooperative group"},
    {"household_business", "Hộ kinh doanh", "Household business"},
    {"service_establishment", "Cơ sở cung cấp dịch vụ", "Service establishment"},
    {"conformity_body", "Tổ chức đánh giá sự phù hợp", "Conformity assessment body"},
    {"vocational_school", "Cơ sở giáo dục nghề nghiệp", "Vocational education institution"},
    {"public_unit", "Đơn vị sự nghiệp công lập", "Public non-business unit"},
};

inline constexpr option size_classes[] = {
    {"micro", "Siêu nhỏ", "Micro"},
    {"small", "Nhỏ", "Small"},
    {"medium", "Vừa", "Medium"},
    {"large", "Lớn", "Large"},
    {"unknown", "Chưa xác định", "Unknown"},
};

inline constexpr option support_kinds[] = {
    {"apply", "Xây dựng, áp dụng", "Apply"}, {"certify", "Chứng nhận", "Certify"},
    {"declare", "Công bố", "Declare"},       {"register", "Đăng ký", "Register"},
    {"test", "Thử nghiệm", "Test"},          {"programme", "Chương trình", "Programme"},
    {"person", "Cá nhân", "Person"},         {"org", "Tổ chức", "Organization"},
};

/// Of rates; the decrees come first.
inline constexpr option legal_bases[] = {
    {"nd37_12_2", "NĐ 37/2026/NĐ-CP, Điều 12.2", "Decree 37/2026, Art. 12.2"},
    {"nd37_12_3", "NĐ 37/2026/NĐ-CP, Điều 12.3", "Decree 37/2026, Art. 12.3"},
    {"nd80", "NĐ 80/2021/NĐ-CP", "Decree 80/2021"},
    {"province_resolution", "Nghị quyết HĐND tỉnh", "Provincial People's Council resolution"},
};
inline constexpr auto decrees = std::span{legal_bases}.first<3>();

/// Makes them the values of an enumeration.
nscl::sdk::field& offer(nscl::sdk::field& enumeration, std::span<const option> options);

/// What people read for a code; the code itself when there is no such option.
std::string_view label_of(std::span<const option> options, std::string_view code, const nscl::sdk::wording& say);

} // namespace programme
