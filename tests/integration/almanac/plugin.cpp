#include <nscl/plugin.hpp>

#include <cstdlib>
#include <string_view>

// A plugin in three versions, for tests of what becomes of its records. ALMANAC_REVISION chooses: 1 is the first; 2 adds fields that no
// record may be without, lengthens a text and makes one unique; 3 renames a field, which nothing before it can live with.
NSCL_PLUGIN(plugin)
{
    using namespace nscl::sdk;
    const char* const chosen = std::getenv("ALMANAC_REVISION");
    const int revision = chosen == nullptr ? 1 : std::atoi(chosen);

    plugin.role("almanac_keeper", "Người giữ niên giám", "Almanac keeper");
    auto& note = plugin.entity("note", "notes", "Ghi chú", "Note");
    auto& title = note.text(revision < 3 ? "title" : "heading", "Tiêu đề", "Title");
    title.required().at_most(200).is_title().listed();
    note.text("remark", "Ghi chú", "Remark").at_most(revision < 2 ? 200 : 2000);
    note.allow("almanac_keeper", all_actions);
    if (revision < 2) return;
    title.unique();
    note.enumeration("urgency", "Độ khẩn", "Urgency")
        .required()
        .default_value("normal")
        .option("normal", "Thường", "Normal")
        .option("high", "Cao", "High");
    note.integer("copies", "Số bản", "Copies").required().default_value(1).at_least(1);
    plugin.schema(2).lengthened("note", "remark");
    if (revision < 3) return;
    plugin.schema(3).compatible_from(3).renamed("note", "title", "heading");
}
