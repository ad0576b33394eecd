#include "core/audit/journal_fields.hpp"

#include "core/entities/reading/list_query.hpp"

namespace nscl::audit {

namespace {

entities::entity columns_as_fields()
{
    using entities::field_type;
    entities::entity journal;
    journal.plugin = "core";
    journal.name = "journal";
    const auto add = [&](const char* name, field_type type, const char* vi, const char* en) {
        entities::field made;
        made.name = name;
        made.type = type;
        made.label = {vi, en};
        journal.fields.push_back(std::move(made));
    };
    add("at", field_type::timestamp, "Lúc", "When");
    add("user", field_type::integer, "Người dùng", "User");
    add("origin", field_type::text, "Từ đâu", "Origin");
    add("plugin", field_type::text, "Phân hệ", "Plugin");
    add("entity", field_type::text, "Loại bản ghi", "Entity");
    add("record", field_type::integer, "Bản ghi", "Record");
    add("action", field_type::text, "Việc", "Action");
    add("transition", field_type::text, "Bước chuyển", "Transition");
    return journal;
}

} // namespace

const entities::entity& journal_fields()
{
    static const entities::entity fields = columns_as_fields();
    return fields;
}

std::vector<std::string_view> journal_operators(const entities::field& of)
{
    auto fitting = entities::filter_operators(&of);
    std::erase_if(fitting,
                  [&](std::string_view how) { return how == "starts" || (of.name == "plugin" && how != "eq"); });
    return fitting;
}

} // namespace nscl::audit
