#pragma once

#include <string_view>

/// What the core's own routes take and answer, as JSON: media types, schemas, lists of parameters.
namespace nscl::describe::core_shapes {

inline constexpr std::string_view html_type = "text/html";
inline constexpr std::string_view text_type = "text/plain";
inline constexpr std::string_view css_type = "text/css";
inline constexpr std::string_view form_type = "application/x-www-form-urlencoded";

inline constexpr std::string_view login_session = R"({"$ref":"#/components/schemas/Session"})";
inline constexpr std::string_view any_type = "*/*";
inline constexpr std::string_view html_page = R"({"type":"string"})";
inline constexpr std::string_view any_text = html_page;
inline constexpr std::string_view binary = "{}";
inline constexpr std::string_view health =
    R"({"type":"object","required":["status"],"properties":{"status":{"type":"string","enum":["ok","ready"]}}})";
inline constexpr std::string_view log_in =
    R"({"type":"object","required":["username","password"],"additionalProperties":false,
"properties":{"username":{"type":"string","minLength":1},"password":{"type":"string","format":"password","minLength":1},
"new_password":{"type":"string","format":"password","minLength":1}}})";
inline constexpr std::string_view new_password =
    R"({"type":"object","required":["current_password","new_password"],"additionalProperties":false,
"properties":{"current_password":{"type":"string","format":"password","minLength":1},"new_password":{"type":"string","format":"password","minLength":1}}})";
inline constexpr std::string_view link =
    R"({"type":"object","required":["purpose"],"properties":{"purpose":{"type":"string","enum":["set_up","invitation","password_reset"]},
"username":{"type":"string"},"display_name":{"type":"string"}}})";
inline constexpr std::string_view link_use =
    R"({"type":"object","required":["password"],"additionalProperties":false,"properties":{"agency":{"type":"string"},
"username":{"type":"string"},"display_name":{"type":"string"},"password":{"type":"string","format":"password","minLength":1}}})";
inline constexpr std::string_view link_form =
    R"({"type":"object","required":["password","password_again"],"additionalProperties":false,"properties":{"agency":{"type":"string"},"username":{"type":"string"},
"display_name":{"type":"string"},"password":{"type":"string","format":"password"},"password_again":{"type":"string","format":"password"}}})";
inline constexpr std::string_view agency =
    R"({"type":"object","required":["name","href","demo","pages"],"properties":{"name":{"type":"string"},"href":{"type":"string","format":"uri-reference"},"demo":{"type":"boolean"},
"pages":{"type":"array","items":{"type":"object","required":["href","label"],"properties":{"href":{"type":"string"},
"label":{"type":"object","required":["vi","en"],"properties":{"vi":{"type":"string"},"en":{"type":"string"}}}}}}}})";
inline constexpr std::string_view plugin_states =
    R"({"type":"object","required":["data"],"properties":{"data":{"type":"array","items":{"type":"object","required":["id","version","state"],
"properties":{"id":{"type":"string"},"version":{"type":"string"},"label":{"type":"string"},"licence":{"type":"string"},"state":{"type":"string"},
"entities":{"type":"array","items":{"type":"object","required":["name","label"],"properties":{"name":{"type":"string"},"label":{"type":"string"}}}},"calls":{"type":"integer"},"failures":{"type":"integer"},"milliseconds":{"type":"integer"},
"settings":{"type":"array","items":{"type":"object","required":["name","type","label"],"properties":{"name":{"type":"string"},"type":{"type":"string"},
"label":{"type":"string"},"basis":{"type":["string","null"]},"value":{"type":["string","integer","boolean","null"]}}}}}}}}})";
inline constexpr std::string_view chain_verification =
    R"({"type":"object","required":["sealed","erased","unsealed","findings","head","listed"],"properties":{"sealed":{"type":"integer"},
"erased":{"type":"integer"},"unsealed":{"type":"integer"},"findings":{"type":"integer"},
"head":{"type":"object","required":["number","seal"],"properties":{"number":{"type":"integer"},"seal":{"type":"string"}}},
"listed":{"type":"array","items":{"type":"object","required":["kind","number","last","row","text"],"properties":{"kind":{"type":"string"},
"number":{"type":"integer"},"last":{"type":"integer"},"row":{"type":"integer"},"text":{"type":"string"}}}}}})";
inline constexpr std::string_view made_user =
    R"({"type":"object","required":["user"],"properties":{"user":{"type":"object","required":["id"],"properties":{"id":{"type":"integer","format":"int64"}}}}})";
inline constexpr std::string_view token_order =
    R"({"type":"object","required":["name","expires_at","limited_to"],"additionalProperties":false,"properties":{
"name":{"type":"string","minLength":1,"maxLength":120},"expires_at":{"type":"string","format":"date-time"},
"limited_to":{"type":"array","minItems":1,"items":{"type":"integer","format":"int64","minimum":1}}}})";
inline constexpr std::string_view made_token =
    R"({"type":"object","required":["id","secret"],"properties":{"id":{"type":"integer","format":"int64"},"secret":{"type":"string"}}})";
inline constexpr std::string_view user_order =
    R"({"type":"object","required":["user"],"additionalProperties":false,"properties":{"user":{"type":"integer","format":"int64","minimum":1}}})";
inline constexpr std::string_view made_link =
    R"({"type":"object","required":["path","expires_in"],"properties":{"path":{"type":"string"},"url":{"type":"string","format":"uri"},"expires_in":{"type":"integer"}}})";
inline constexpr std::string_view indicators =
    R"({"type":"object","required":["data"],"properties":{"data":{"type":"array","items":{"$ref":"#/components/schemas/Indicator"}}}})";
inline constexpr std::string_view dimension_parameters =
    R"([{"name":"name","in":"path","required":true,"schema":{"type":"string"}},{"$ref":"#/components/parameters/Search"},{"$ref":"#/components/parameters/Limit"},
{"$ref":"#/components/parameters/Cursor"},{"name":"filter[id][in]","in":"query","schema":{"type":"string"}}])";
inline constexpr std::string_view record_names =
    R"({"type":"object","required":["data","page"],"properties":{"page":{"$ref":"#/components/schemas/PageInfo"},"data":{"type":"array","items":{"type":"object",
"required":["id","label"],"properties":{"id":{"type":"integer","format":"int64"},"label":{"type":"string"}}}}}})";
inline constexpr std::string_view any_object = R"({"type":"object"})";
inline constexpr std::string_view attachment = R"({"$ref":"#/components/schemas/core.attachment"})";
inline constexpr std::string_view file_name =
    R"([{"name":"name","in":"query","required":true,"schema":{"type":"string","minLength":1,"maxLength":200}}])";
inline constexpr std::string_view own_file =
    R"([{"$ref":"#/components/parameters/Id"},{"$ref":"#/components/parameters/IfNoneMatch"}])";
inline constexpr std::string_view schema_parameters =
    R"([{"$ref":"#/components/parameters/IfNoneMatch"},{"name":"as","in":"query","schema":{"type":"integer","format":"int64","minimum":1}}])";
inline constexpr std::string_view if_none_match = R"([{"$ref":"#/components/parameters/IfNoneMatch"}])";

inline constexpr std::string_view journal_parameters =
    R"([{"$ref":"#/components/parameters/Limit"},{"$ref":"#/components/parameters/Cursor"},{"$ref":"#/components/parameters/Count"}])";
inline constexpr std::string_view journal_page =
    R"({"type":"object","required":["data","page"],"properties":{"page":{"$ref":"#/components/schemas/PageInfo"},
"data":{"type":"array","items":{"type":"object","required":["id","at","action","action_label","erased"],"properties":{"id":{"type":"integer","format":"int64"},
"at":{"type":"string","format":"date-time"},"action":{"type":["string","null"]},"action_label":{"type":["string","null"]},"transition":{"type":["string","null"]},
"transition_label":{"type":["string","null"]},"record":{"type":["integer","null"]},"record_label":{"type":["string","null"]},"erased":{"type":"boolean"}}}}}})";

} // namespace nscl::describe::core_shapes
