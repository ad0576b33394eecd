#include "core/describe/core_actions.hpp"

#include <boost/json/parse.hpp>

namespace nscl::describe {

namespace json = boost::json;

namespace {

struct core_action {
    std::string_view entity;
    std::string_view permission;
    messages::text label;
    /// Beside the label; "{id}" stands for the record's id.
    std::string_view rest;
    /// What is asked for before, in the form of an entity's fields, in either language. `choices` filters the list that a reference is
    /// chosen from; "{caller}" stands for the caller's id.
    messages::text fields;
};

constexpr std::string_view no_fields = "[]";

std::vector<core_action> all_actions()
{
    return {
        {"core.user",
         "administrator",
         {"Mời sử dụng", "Invite"},
         R"({"name":"invite","icon":"mail","on":"record","method":"POST","href":"/api/v1/core/actions/invite","body":{"user":"{id}"},
             "result":{"kind":"link","member":"path"}})",
         {std::string{no_fields}, std::string{no_fields}}},
        {"core.user",
         "administrator",
         {"Đặt lại mật khẩu", "Reset password"},
         R"({"name":"reset_password","icon":"key","on":"record","method":"POST","href":"/api/v1/core/actions/reset-password",
             "body":{"user":"{id}"},"result":{"kind":"link","member":"path"}})",
         {std::string{no_fields}, std::string{no_fields}}},
        {"core.user",
         "administrator",
         {"Xem quyền của người dùng", "See what this user may do"},
         R"({"name":"see_as","icon":"eye","on":"record","method":"GET","href":"/api/v1/schema?as={id}","body":null,"result":{"kind":"schema"}})",
         {std::string{no_fields}, std::string{no_fields}}},
        {"core.api_token",
         "session_holder",
         {"Cấp mã truy cập", "Issue a token"},
         R"({"name":"issue","icon":"plus","on":"list","method":"POST","href":"/api/v1/core/actions/api-tokens","body":{},
             "result":{"kind":"secret","member":"secret"}})",
         {R"([{"name":"name","type":"text","label":"Tên","required":true,"maxLength":120},
              {"name":"expires_at","type":"timestamp","label":"Hết hạn","required":true},
              {"name":"limited_to","type":"multi_reference","label":"Giới hạn trong các quyền","required":true,"ref":"core.grant","choices":{"user":"{caller}"}}])",
          R"([{"name":"name","type":"text","label":"Name","required":true,"maxLength":120},
              {"name":"expires_at","type":"timestamp","label":"Expires","required":true},
              {"name":"limited_to","type":"multi_reference","label":"Limited to the grants","required":true,"ref":"core.grant","choices":{"user":"{caller}"}}])"}}};
}

std::string with_caller(std::string fields, entities::record_id caller)
{
    constexpr std::string_view mark = "{caller}";
    for (auto at = fields.find(mark); at != std::string::npos; at = fields.find(mark, at))
        fields.replace(at, mark.size(), std::to_string(caller));
    return fields;
}

} // namespace

json::array core_actions(std::string_view entity, const entities::caller& who, messages::language language)
{
    static const auto all = all_actions();
    json::array shown;
    for (const auto& each : all) {
        if (each.entity != entity || !who.has_permission(each.permission)) continue;
        auto action = json::parse(each.rest).as_object();
        action["label"] = each.label.in(language);
        action["fields"] = json::parse(with_caller(each.fields.in(language), who.user));
        shown.push_back(std::move(action));
    }
    return shown;
}

} // namespace nscl::describe
