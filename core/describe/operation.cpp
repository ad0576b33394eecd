#include "core/describe/operation.hpp"

#include "core/describe/document_parts.hpp"
#include "core/describe/entity_operation.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <optional>

namespace nscl::describe {

namespace json = boost::json;

namespace {

constexpr std::string_view api = "/api/v1";

/// The entity with the longest path that begins the pattern; null for none.
const entities::entity* entity_of(const entities::model& model, std::string_view pattern)
{
    const entities::entity* owner = nullptr;
    for (const auto* each : model.entities()) {
        const auto path = std::string{api} + each->path();
        const bool begins = pattern == path || pattern.starts_with(path + "/");
        if (begins && (!owner || each->path().size() > owner->path().size())) owner = each;
    }
    return owner;
}

std::optional<json::object> declared_operation(const entities::declaration& plugin, const http::route& described,
                                               messages::language language)
{
    for (const auto& each : plugin.routes) {
        if (each.verb == described.verb && entities::path_of(plugin.plugin, each) == described.pattern)
            return plugin_operation(each, language);
    }
    for (const auto& each : plugin.indicators) {
        if (described.pattern.ends_with("/indicators/" + each.name)) return indicator_operation(each, language);
    }
    return std::nullopt;
}

json::object found_operation(const entities::model& model, const http::route& described, messages::language language)
{
    if (const auto* of = entity_of(model, described.pattern)) {
        const auto below = std::string_view{described.pattern}.substr(api.size() + of->path().size());
        return entity_operation(*of, described.verb, below, language);
    }
    for (const auto& plugin : model.declarations()) {
        if (plugin.plugin != described.owner) continue;
        if (auto found = declared_operation(plugin, described, language)) return std::move(*found);
    }
    return core_operation(described, language);
}

/// "get_session" of GET /api/v1/session.
std::string operation_id(const http::route& described)
{
    std::string_view path = described.pattern;
    if (path.starts_with(api)) path.remove_prefix(api.size());
    auto id = verb_key(described.verb) + "_";
    for (const char c : path) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (kept || id.back() != '_') id += kept ? c : '_';
    }
    while (id.back() == '_') id.pop_back();
    return id;
}

bool describes(const json::array& parameters, std::string_view name)
{
    return std::any_of(parameters.begin(), parameters.end(), [&](const json::value& each) {
        if (const auto* shared = each.as_object().if_contains("$ref"))
            return name == "id" && shared->as_string() == "#/components/parameters/Id";
        return each.at("in").as_string() == "path" && each.at("name").as_string() == name;
    });
}

void add_path_parameters(json::array& parameters, std::string_view path)
{
    for (auto at = path.find('{'); at != std::string_view::npos; at = path.find('{', at + 1)) {
        const auto name = path.substr(at + 1, path.find('}', at) - at - 1);
        if (describes(parameters, name)) continue;
        auto made = json::parse(R"({"in":"path","required":true,"schema":{"type":"string"}})").as_object();
        made["name"] = name;
        parameters.emplace_back(std::move(made));
    }
}

} // namespace

std::string verb_key(http::verb which)
{
    std::string key;
    for (const char c : http::name(which)) key += static_cast<char>(c - 'A' + 'a');
    return key;
}

std::string template_of(std::string_view pattern)
{
    std::string result{pattern};
    if (const auto dots = result.find("...}"); dots != std::string::npos) result.erase(dots, 3);
    return result;
}

json::object operation(const entities::model& model, const http::route& described, messages::language language)
{
    auto made = found_operation(model, described, language);
    if (!made.contains("operationId")) made["operationId"] = operation_id(described);
    if (!made.contains("security")) made["security"] = security(proof::needed, described.verb);
    made["tags"] = json::array{described.owner};
    auto& responses = made["responses"].as_object();
    if (described.query) add_problems(responses, {400});
    if (!described.produces.empty()) add_problems(responses, {406});
    if (!made.contains("parameters")) made["parameters"].emplace_array();
    auto& parameters = made["parameters"].as_array();
    add_path_parameters(parameters, template_of(described.pattern));
    if (parameters.empty()) made.erase("parameters");
    return made;
}

} // namespace nscl::describe
