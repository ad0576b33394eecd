#include <nscl/plugin.hpp>

#include <cstdint>
#include <string_view>

namespace {

using namespace nscl::sdk;

void body_says_more(const change& suggestion, problems& found)
{
    if (suggestion.get<std::string_view>("body") == suggestion.get<std::string_view>("title"))
        found.at("body", "body_repeats_title");
}

answer count_suggestions(const request& from)
{
    const auto [count] = *from.query<std::int64_t>(R"(SELECT COUNT(*) FROM "suggestion_box_suggestion")").first();
    return answer::json(json_object().set("count", count));
}

} // namespace

NSCL_PLUGIN(plugin)
{
    plugin.role("suggestion_reader", "Người đọc góp ý", "Suggestion reader");
    plugin.message("body_repeats_title", "Nội dung chỉ lặp lại tiêu đề", "The body only repeats the title");

    auto& suggestion = plugin.entity("suggestion", "suggestions", "Góp ý", "Suggestion");
    suggestion.text("title", "Tiêu đề", "Title").required().at_most(200).searchable().is_title().listed();
    suggestion.long_text("body", "Nội dung", "Body").required();
    suggestion.long_text("reply", "Trả lời", "Reply").readonly();
    suggestion.check(body_says_more);
    auto& states = suggestion.workflow("state");
    states.state("new", "Mới", "New").tone(tone::info);
    states.state("answered", "Đã trả lời", "Answered").tone(tone::success).terminal();
    states.transition("answer", "Trả lời", "Answer")
        .from("new")
        .to("answered")
        .by("suggestion_reader")
        .requires_fields("reply");
    suggestion.allow("suggestion_reader", all_actions);

    plugin.get("/count", anyone, count_suggestions).label("Đếm góp ý", "Count the suggestions");
}
