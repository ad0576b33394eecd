#include "core/describe/operation.hpp"

namespace nscl::describe {

namespace {

constexpr std::string_view any_object = R"({"type":"object"})";
constexpr std::string_view log_in = R"({"type":"object","required":["username","password"],"additionalProperties":false,
"properties":{"username":{"type":"string"},"password":{"type":"string"},"new_password":{"type":"string"}}})";
constexpr std::string_view status =
    R"({"type":"object","required":["status"],"properties":{"status":{"type":"string"}}})";

struct line {
    http::verb verb;
    std::string_view pattern;
    core_operation what;
};

constexpr line lines[] = {
    {http::verb::get, "/healthz", {"The process answers", "", status}},
    {http::verb::get, "/readyz", {"The database answers too", "", status}},
    {http::verb::get, "/api/v1/openapi.json", {"This description", "", any_object}},
    {http::verb::get, "/api/v1/schema", {"What this caller may see and do, for the console", "", any_object}},
    {http::verb::post, "/api/v1/session", {"Log in", log_in, any_object}},
    {http::verb::get, "/api/v1/session", {"Who is logged in", "", any_object}},
    {http::verb::delete_, "/api/v1/session", {"Log out", "", "", "", "", 204}},
    {http::verb::post, "/api/v1/session/password", {"Change one's own password", any_object, any_object}},
    {http::verb::post,
     "/api/v1/one-time-links/{token}",
     {"Use a set-up, invitation or reset link", any_object, any_object}},
    {http::verb::get, "/setup/{token}", {"The page of a one-time link", "", R"({"type":"string"})", "text/html"}},
    {http::verb::post,
     "/setup/{token}",
     {"Use a one-time link from its page", R"({"type":"object"})", R"({"type":"string"})", "text/html"}},
    {http::verb::post,
     "/api/v1/core/actions/attachments",
     {"Upload a file", R"({"type":"string","format":"binary"})", any_object, "application/json", "name", 201}},
    {http::verb::get,
     "/api/v1/core/actions/attachments/{id}",
     {"Download one's own upload", "", R"({"type":"string","format":"binary"})", "application/octet-stream"}},
    {http::verb::get,
     "/api/v1/core/journal",
     {"Who did what, when and from where, newest first", "", any_object, "application/json",
      "filter,limit,cursor,count"}},
    {http::verb::get, "/api/v1/indicators", {"The indicators that this caller may see", "", any_object}},
};

} // namespace

core_operation describe_core(http::verb which, std::string_view pattern)
{
    for (const auto& each : lines) {
        if (each.verb == which && each.pattern == pattern) return each.what;
    }
    // Routes that are not in the table change something with a JSON body, or answer a JSON object.
    const bool writes = which == http::verb::post || which == http::verb::put || which == http::verb::patch;
    return {"", writes ? any_object : "", any_object};
}

} // namespace nscl::describe
