#include "core/describe/document_parts.hpp"
#include "core/describe/operation.hpp"

#include <boost/json/parse.hpp>

namespace nscl::describe {

namespace json = boost::json;

namespace {

std::string who_may(std::string_view permission, messages::language language)
{
    if (permission == entities::anyone) return words{"Ai cũng gọi được.", "For anyone."}.in(language);
    if (permission == entities::authenticated)
        return words{"Cho người đã đăng nhập.", "For whoever is logged in."}.in(language);
    return words{"Vai trò: ", "Roles: "}.in(language) + "`" + std::string{permission} + "`.";
}

json::array query_parameters(const std::vector<std::string>& names)
{
    json::array all;
    for (const auto& each : names) {
        auto made = json::parse(R"({"in":"query","schema":{"type":"string"}})").as_object();
        made["name"] = each;
        all.emplace_back(std::move(made));
    }
    return all;
}

/// A body may be left out where the plugin says "json" or "any"; what it needs of it only its code knows.
std::optional<json::object> body_of(std::string_view declared)
{
    if (declared == "json") return content("application/json", json::object{});
    if (declared == "any") return content("*/*", json::object{});
    return std::nullopt;
}

} // namespace

json::object plugin_operation(const entities::route_declaration& declared, messages::language language)
{
    json::object made;
    made["summary"] = declared.label.in(language);
    made["description"] = who_may(declared.permission, language);
    made["parameters"] = query_parameters(declared.query);
    if (auto body = body_of(declared.body)) made["requestBody"] = std::move(*body);
    const bool open = declared.permission == entities::anyone;
    made["security"] = security(open ? proof::optional : proof::needed, declared.verb);

    json::value schema = json::object{};
    if (!declared.answer_schema.empty()) schema = json::parse(declared.answer_schema);
    json::object responses;
    responses["200"] = answer(declared.label.in(language), content(declared.content_type, std::move(schema)));
    add_problems(responses, {400, 401, 403, 404, 409, 422, 503});
    if (declared.expensive) add_problems(responses, {429});
    if (declared.body != "none") add_problems(responses, {413, 415});
    made["responses"] = std::move(responses);
    return made;
}

json::object indicator_operation(const entities::indicator_declaration& declared, messages::language language)
{
    json::object made;
    made["summary"] = words{"Chỉ tiêu: ", "Indicator: "}.in(language) + declared.label.in(language);
    made["description"] = who_may(declared.permission, language);
    json::object responses;
    responses["200"] = answer(declared.label.in(language), content("application/json", schema_reference("Indicator")));
    add_problems(responses, {400, 401, 403, 503});
    made["responses"] = std::move(responses);
    return made;
}

} // namespace nscl::describe
