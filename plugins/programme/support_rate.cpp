#include "support_rate.hpp"

#include "content_pattern.hpp"
#include "options.hpp"
#include "parts.hpp"
#include "support_amount.hpp"

namespace programme {

using namespace nscl::sdk;

namespace {

/// A configured rate stays below the ceiling of its legal basis. A resolution of the provincial People's Council may go
/// beyond Decree 80/2021 (Art. 29.2), not beyond Decree 37/2026.
void hold_to_reference(const change& rate, problems& found)
{
    const auto basis = rate.get<std::string_view>("legal_basis").value_or("");
    const bool has_resolution = rate.get<std::string_view>("resolution_no").has_value();
    if (basis == "province_resolution") {
        if (!has_resolution) found.at("resolution_no", "resolution_required");
        return;
    }
    const auto reference = rate.get<std::int64_t>("reference");
    const auto row = reference ? rate.find("support_rate_reference", *reference, as_plugin) : std::nullopt;
    if (!row || row->get<std::string_view>("legal_basis") != basis) {
        found.at("reference", "rate_reference_required");
        return;
    }
    const auto content_id = rate.get<std::int64_t>("content");
    const auto content = content_id ? rate.find("support_content", *content_id, as_plugin) : std::nullopt;
    const auto named = row->get<std::string>("maps_to_contents").value_or("");
    if (named != "*" && !(content && names_content(named, content->get<std::string>("code").value_or(""))))
        found.at("content", "content_not_in_reference");
    if (basis == "nd80" && has_resolution) return;
    const auto article = row->get<std::string>("article").value_or("");
    const auto ceiling = row->get<std::int64_t>("percent_max").value_or(0);
    if (const auto percent = rate.get<decimal>("percent"); percent && *percent > decimal{ceiling, 0})
        found.at("percent", "rate_above_ceiling", {{"ceiling", ceiling}, {"article", article}});
    const auto most = row->get<std::int64_t>("cap_vnd");
    const auto cap = rate.get<std::int64_t>("cap_vnd");
    if (most && (!cap || *cap > *most))
        found.at("cap_vnd", "cap_above_ceiling", {{"ceiling", *most}, {"article", article}});
}

/// What a rate gave is on record with applications, so in force it may be ended, not rewritten.
void keep_once_in_force(draft& rate, problems& found)
{
    if (rate.before<std::string_view>("state") == "draft") return;
    for (const auto* field : {"name", "area", "content", "organization_type", "size_class", "percent", "cap_vnd",
                              "valid_from", "legal_basis", "reference", "resolution_no", "basis_document"}) {
        if (rate.changed(field)) found.at(field, "rate_in_force");
    }
}

void declare_reference(plugin& plugin)
{
    auto& reference = plugin.entity("support_rate_reference", "support_rate_references", "Căn cứ mức hỗ trợ",
                                    "Support rate reference");
    reference.label_many("Căn cứ mức hỗ trợ", "Support rate references");
    reference.text("code", "Mã", "Code").required().unique().immutable().at_most(40).listed();
    reference.text("name", "Nội dung", "Content").required().at_most(200).searchable().is_title().listed();
    offer(reference.enumeration("legal_basis", "Cơ sở pháp lý", "Legal basis").required().listed(), decrees)
        .option("historic", "Đã hết áp dụng", "Historic");
    reference.text("beneficiary", "Đối tượng", "Beneficiary").at_most(120).listed();
    reference.text("maps_to_contents", "Các nội dung", "Contents").at_most(250);
    reference.integer("percent_max", "Tỷ lệ tối đa (%)", "Highest percentage").at_least(0).at_most(100).listed();
    reference.money("cap_vnd", "Mức tối đa", "Cap").at_least(0).listed();
    reference.text("cap_per", "Tính cho", "Per").at_most(40);
    reference.text("extra", "Ghi chú", "Note").at_most(250);
    reference.text("article", "Điều khoản", "Article").at_most(100).listed();
    reference.text("verification", "Mức xác minh", "Verification").at_most(150);
    reference.allow("dost_officer", can::read);
    open_to_everybody(reference);
    plugin.seed("support_rate_reference", "code", catalogue("support_rate_references.csv"));
}

} // namespace

std::optional<applicable_rate> find_rate(const context& in, const rate_question& asked)
{
    const auto day = to_text(asked.on);
    std::optional<applicable_rate> best;
    auto rates = in.query<std::int64_t, std::int64_t, std::optional<std::int64_t>>(
        "SELECT \"id\",\"percent\",\"cap_vnd\" FROM \"programme_support_rate\" WHERE \"state\"='active'"
        " AND \"valid_from\"<=? AND (\"valid_to\" IS NULL OR \"valid_to\">=?)"
        " AND (\"content\"=? OR (\"content\" IS NULL AND (\"area\"=? OR \"area\" IS NULL)))"
        " AND (\"organization_type\" IS NULL OR \"organization_type\"=?) AND (\"size_class\" IS NULL OR "
        "\"size_class\"=?) ORDER BY \"id\"",
        {day, day, asked.content, asked.area, asked.organization_type, asked.size_class});
    for (const auto& [id, percent_x100, cap] : rates) {
        const auto amount = support_amount({asked.contract_value_vnd, percent_x100, cap, asked.appraised_vnd,
                                            in.setting<std::int64_t>("round_down_to")});
        if (!best || amount > best->amount_vnd) best = applicable_rate{id, amount};
    }
    return best;
}

std::int64_t amount_at_rate(const context& in, std::int64_t rate, std::int64_t contract_value_vnd,
                            std::int64_t limit_vnd)
{
    const auto terms = in.query<std::int64_t, std::optional<std::int64_t>>(
                             "SELECT \"percent\",\"cap_vnd\" FROM \"programme_support_rate\" WHERE \"id\"=?", {rate})
                           .first();
    if (!terms) return 0;
    const auto& [percent_x100, cap] = *terms;
    return support_amount(
        {contract_value_vnd, percent_x100, cap, limit_vnd, in.setting<std::int64_t>("round_down_to")});
}

void declare_support_rate(plugin& plugin)
{
    declare_reference(plugin);

    auto& rate = plugin.entity("support_rate", "support_rates", "Mức hỗ trợ", "Support rate");
    rate.label_many("Mức hỗ trợ", "Support rates");
    rate.icon("percent");
    rate.text("name", "Tên", "Name").required().at_most(200).searchable().is_title().listed();
    offer(rate.enumeration("area", "Lĩnh vực", "Area").help("Để trống: mọi lĩnh vực", "Empty: every area").listed(),
          areas);
    rate.reference("content", "support_content", "Nội dung", "Content")
        .help("Để trống: mọi nội dung của lĩnh vực", "Empty: every content of the area")
        .listed();
    offer(rate.enumeration("organization_type", "Loại hình", "Organization type"), organization_types);
    offer(rate.enumeration("size_class", "Quy mô", "Size"), size_classes);
    rate.decimal("percent", 2, "Tỷ lệ", "Percentage")
        .required()
        .at_least(decimal{0, 0})
        .at_most(decimal{100, 0})
        .unit("%", "%")
        .listed();
    rate.money("cap_vnd", "Mức tối đa", "Cap").at_least(0).listed();
    rate.date("valid_from", "Áp dụng từ", "Valid from").required().sortable().listed();
    rate.date("valid_to", "Áp dụng đến", "Valid to").not_before("valid_from").listed();
    offer(rate.enumeration("legal_basis", "Cơ sở pháp lý", "Legal basis").required(), legal_bases);
    rate.reference("reference", "support_rate_reference", "Căn cứ", "Reference");
    rate.text("resolution_no", "Số nghị quyết", "Resolution number").at_most(60);
    rate.text("basis_document", "Văn bản quy định", "Document").required().at_most(200);

    rate.workflow("state")
        .state("draft", "Dự thảo", "Draft")
        .tone(tone::neutral)
        .state("active", "Đang áp dụng", "Active")
        .tone(tone::success)
        .state("retired", "Ngừng áp dụng", "Retired")
        .tone(tone::warning)
        .terminal()
        .transition("activate", "Áp dụng", "Activate")
        .from("draft")
        .to("active")
        .by("dost_leader")
        .not_by_actor_of("create")
        .transition("retire", "Ngừng áp dụng", "Retire")
        .from("active")
        .to("retired")
        .by("dost_leader")
        .requires_fields("valid_to")
        .unprompted();

    rate.check(hold_to_reference).before_update(keep_once_in_force);
    rate.allow("dost_officer", can::read | can::create | can::update | can::history);
    open_to_everybody(rate);
}

} // namespace programme
