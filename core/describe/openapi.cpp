#include "core/describe/openapi.hpp"

#include "core/describe/entity_schemas.hpp"
#include "core/describe/operation.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <set>

namespace nscl::describe {

namespace json = boost::json;

namespace {

constexpr std::string_view shared_schemas = R"json({
"Reference": {"type": "object", "required": ["id", "label"], "properties": {"id": {"type": "integer", "format": "int64"}, "label": {"type": ["string", "null"]}}},
"Page": {"type": "object", "required": ["next"], "properties": {"next": {"type": ["string", "null"]}, "count": {"type": "integer"}}},
"RecordMeta": {"type": "object", "required": ["can", "transitions"], "properties": {
  "can": {"type": "array", "items": {"type": "string"}},
  "transitions": {"type": "array", "items": {"type": "object", "required": ["name", "label"], "properties": {"name": {"type": "string"}, "label": {"type": "string"}}}}}},
"Problem": {"type": "object", "required": ["type", "title", "status", "code"], "properties": {
  "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}, "instance": {"type": "string"},
  "code": {"type": "string"},
  "errors": {"type": "array", "items": {"type": "object", "required": ["pointer", "code"], "properties": {"pointer": {"type": "string"}, "code": {"type": "string"}, "detail": {"type": "string"}}}}}}
})json";

constexpr std::string_view security_schemes = R"json({
"session": {"type": "apiKey", "in": "cookie", "name": "nscl_session", "description": "POST /api/v1/session; writes also need the X-CSRF-Token header"},
"token": {"type": "http", "scheme": "bearer", "description": "An API token"}
})json";

std::string lower(std::string_view verb)
{
    std::string result{verb};
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return result;
}

json::array tags(const entities::model& model)
{
    json::array result;
    for (const auto& each : model.declarations())
        result.push_back({{"name", each.plugin}, {"description", "Routes of " + each.plugin}});
    return result;
}

} // namespace

std::string openapi(const entities::model& model, const std::vector<http::route>& routes)
{
    json::object schemas = json::parse(shared_schemas).as_object();
    for (const auto* each : model.entities()) add_schemas(schemas, *each);

    json::object paths;
    for (const auto& each : routes) {
        auto& path = paths[template_of(each.pattern)];
        if (!path.is_object()) path = json::object{};
        path.as_object()[lower(http::name(each.verb))] = operation(model, each);
    }
    const json::object problem{{"description", "What is wrong (RFC 9457)"},
                               {"content", {{"application/problem+json", {{"schema", reference_to("Problem")}}}}}};
    const json::object document{
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "nscl"},
          {"version", NSCL_VERSION},
          {"description", "Productivity and quality support: the server and its loaded plugins"},
          {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
        {"servers", json::array{json::object{{"url", "/"}}}},
        {"security", json::array{json::object{{"session", json::array{}}}, json::object{{"token", json::array{}}}}},
        {"tags", tags(model)},
        {"paths", std::move(paths)},
        {"components",
         {{"schemas", std::move(schemas)},
          {"responses", {{"Problem", problem}}},
          {"securitySchemes", json::parse(security_schemes)}}},
    };
    return json::serialize(document);
}

} // namespace nscl::describe
