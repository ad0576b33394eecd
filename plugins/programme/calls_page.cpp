#include "options.hpp"
#include "parts.hpp"
#include "public_offer.hpp"

#include <algorithm>

/// The page /p/programme/calls: where one may apply today, and for what.
namespace programme {

using namespace nscl::sdk;

namespace {

html name_of(const content_name& content, const wording& say)
{
    if (say.language() == "en" && !content.en.empty()) return content.en;
    return say.vietnamese(content.vi);
}

html fact(std::string_view name, const html& is)
{
    return element("dt", name).add(element("dd", is));
}

std::string period(date from, std::optional<date> to, const wording& say)
{
    if (!to) return std::string{say("từ ", "from ")} + format_date(from);
    return format_date(from) + " – " + format_date(*to);
}

html contents_of(const open_call& call, const wording& say)
{
    if (call.for_every_content) return say("Mọi nội dung hỗ trợ nêu dưới đây.", "Every support content below.");
    if (call.contents.empty()) return say("Không còn nội dung nào có hiệu lực.", "None that is still in force.");
    html items;
    for (const auto& each : call.contents) items.add(element("li", name_of(each, say)));
    return element("ul", items);
}

html card(const open_call& call, const wording& say)
{
    html facts = fact(say("Số", "Number"), call.number);
    facts.add(fact(say("Nhận hồ sơ", "Open"), period(call.opens_on, call.closes_on, say)));
    if (!call.conditions.empty())
        facts.add(
            fact(say("Điều kiện", "Conditions"), element("p", {{"class", "lines"}}, say.vietnamese(call.conditions))));
    facts.add(fact(say("Nội dung", "Contents"), contents_of(call, say)));
    return element("article", {{"class", "card"}}, element("h3", say.vietnamese(call.title)), element("dl", facts));
}

html calls_section(const std::vector<open_call>& calls, const wording& say)
{
    html section = element("h2", {{"id", "calls"}}, say("Đợt tiếp nhận đang mở", "Open calls"));
    if (calls.empty())
        section.add(element("p", {{"class", "card"}},
                            say("Hiện chưa có đợt tiếp nhận hồ sơ nào đang mở. Đợt mới sẽ được công bố tại trang này.",
                                "No call for applications is open at the moment. New ones will be announced here.")));
    for (const auto& each : calls) section.add(card(each, say));
    return section;
}

/// "Doanh nghiệp; Hợp tác xã", of codes separated by semicolons.
std::string types_of(std::string_view codes, const wording& say)
{
    if (codes.empty()) return std::string{say("Mọi loại hình", "Every type")};
    std::string labels;
    while (!codes.empty()) {
        const auto end = std::min(codes.find(';'), codes.size());
        if (!labels.empty()) labels += "; ";
        labels += label_of(organization_types, codes.substr(0, end), say);
        codes.remove_prefix(std::min(end + 1, codes.size()));
    }
    return labels;
}

html contents_section(const std::vector<offered_content>& contents, const wording& say)
{
    html section = element("h2", {{"id", "contents"}}, say("Nội dung hỗ trợ", "Support contents"));
    if (contents.empty())
        return section.add(element(
            "p", {{"class", "card"}},
            say("Hiện chưa có nội dung hỗ trợ nào có hiệu lực.", "No support content is in force at the moment.")));
    section.add(element("p", {{"class", "note"}},
                        say("Mỗi tổ chức được hỗ trợ 01 lần cho mỗi nội dung.",
                            "An organization is supported once for each content.")));
    for (const auto& area : areas) {
        table listed{element("h3", say(area.vi, area.en)),
                     {say("Nội dung", "Content"), say("Hình thức", "Kind"), say("Đơn vị tính", "Unit"),
                      say("Tiêu chuẩn", "Standard"), say("Ai được đề nghị", "Who may apply")}};
        bool any = false;
        for (const auto& each : contents) {
            if (each.area != area.code) continue;
            any = true;
            listed.row({name_of(each.name, say), label_of(support_kinds, each.kind, say), say.vietnamese(each.unit),
                        each.standard, types_of(each.organization_types, say)});
        }
        if (any) section.add(listed);
    }
    return section;
}

/// What a rate is for.
html subject(const offered_rate& rate, const wording& say)
{
    if (rate.content) return name_of(*rate.content, say);
    return rate.area.empty() ? say("Mọi lĩnh vực", "Every area") : label_of(areas, rate.area, say);
}

html beneficiaries(const offered_rate& rate, const wording& say)
{
    std::string who = types_of(rate.organization_type, say);
    if (!rate.size_class.empty())
        who += std::string{say("; quy mô: ", "; size: ")} + std::string{label_of(size_classes, rate.size_class, say)};
    return who;
}

html basis(const offered_rate& rate, const wording& say)
{
    html named = label_of(legal_bases, rate.legal_basis, say);
    for (const auto& more : {rate.resolution_no, rate.document}) {
        if (!more.empty()) named.add("; ").add(say.vietnamese(more));
    }
    return named;
}

html rates_section(const std::vector<offered_rate>& rates, const wording& say)
{
    html section = element("h2", {{"id", "rates"}}, say("Mức hỗ trợ đang áp dụng", "Support rates in force"));
    if (rates.empty())
        return section.add(
            element("p", {{"class", "card"}},
                    say("Hiện chưa có mức hỗ trợ nào được áp dụng. Mức hỗ trợ sẽ được công bố tại trang này.",
                        "No support rate is in force at the moment. Rates will be announced here.")));
    table listed{say("Tỷ lệ trên giá trị hợp đồng và mức tối đa", "Percentage of the contract's value, and cap"),
                 {say("Mức hỗ trợ", "Rate"), say("Áp dụng cho", "For"), say("Đối tượng", "Beneficiaries"),
                  say("Tỷ lệ", "Percentage"), say("Tối đa", "Cap"), say("Căn cứ", "Legal basis"),
                  say("Thời gian áp dụng", "Valid")}};
    for (const auto& each : rates) {
        listed.row({say.vietnamese(each.name), subject(each, say), beneficiaries(each, say),
                    format_number(each.percent) + "%",
                    each.cap_vnd ? html{format_vnd(*each.cap_vnd)} : html{say("không giới hạn", "none")},
                    basis(each, say), period(each.valid_from, each.valid_to, say)});
    }
    return section.add(listed);
}

html table_of_contents(const wording& say)
{
    const auto entry = [](std::string_view target, std::string_view name) {
        return element("li", element("a", {{"href", target}}, name));
    };
    return element("nav", {{"aria-label", say("Trong trang này", "On this page")}},
                   element("ul", entry("#calls", say("Đợt đang mở", "Open calls")),
                           entry("#rates", say("Mức hỗ trợ", "Support rates")),
                           entry("#contents", say("Nội dung hỗ trợ", "Support contents"))));
}

page show_calls(const request& from, const wording& say)
{
    const auto offer = read_public_offer(from);
    html content = table_of_contents(say);
    content.add(calls_section(offer.calls, say));
    content.add(rates_section(offer.rates, say));
    content.add(contents_section(offer.contents, say));
    return content;
}

} // namespace

void declare_calls_page(plugin& plugin)
{
    plugin.page("/calls", "Tiếp nhận hồ sơ đề nghị hỗ trợ", "Applying for support", show_calls);
}

} // namespace programme
