#include "core/describe/operation.hpp"

#include "core/describe/entity_schemas.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace nscl::describe {

namespace json = boost::json;
using http::verb;

namespace {

json::object content(std::string_view type, json::value schema)
{
    return {{"content", {{type, {{"schema", std::move(schema)}}}}}};
}

json::object answer(std::string_view description, json::object content)
{
    content["description"] = description;
    return content;
}

json::object query_parameter(std::string_view name, std::string_view description)
{
    return {{"name", name}, {"in", "query"}, {"description", description}, {"schema", {{"type", "string"}}}};
}

json::array list_parameters()
{
    json::array all;
    all.push_back(
        {{"name", "filter"},
         {"in", "query"},
         {"style", "deepObject"},
         {"explode", true},
         {"description", "filter[field]=value, filter[field][op]=value with eq ne lt le gt ge in starts isnull"},
         {"schema", {{"type", "object"}}}});
    all.push_back(query_parameter("sort", "One sortable field; a leading minus sorts downwards"));
    all.push_back(query_parameter("fields", "Fields to answer, joined by commas"));
    all.push_back(query_parameter("q", "Words to look for, without regard to accents"));
    all.push_back({{"name", "limit"},
                   {"in", "query"},
                   {"schema", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}, {"default", 20}}}});
    all.push_back(query_parameter("cursor", "Where the previous page ended"));
    all.push_back(
        {{"name", "count"}, {"in", "query"}, {"schema", {{"type", "string"}, {"enum", json::array{"none", "exact"}}}}});
    all.push_back(
        {{"name", "view"}, {"in", "query"}, {"schema", {{"type", "string"}, {"enum", json::array{"option"}}}}});
    return all;
}

/// As lists describe it, where they know it.
json::value query_parameter_named(std::string_view name)
{
    for (const auto& each : list_parameters()) {
        if (each.at("name").as_string() == name) return each;
    }
    return query_parameter(name, name);
}

json::object if_match()
{
    return {{"name", "If-Match"}, {"in", "header"}, {"required", true}, {"schema", {{"type", "string"}}}};
}

/// Builds the operation of one entity's route from what follows the entity's path.
class entity_operation {
public:
    entity_operation(const entities::entity& of, verb which, std::string_view below)
        : of_(of), verb_(which), below_(below)
    {
    }

    json::object build() const
    {
        const auto one = of_.label.en;
        const auto many = of_.label_many.en;
        if (below_.empty() && verb_ == verb::get)
            return read("List: " + many, list_parameters(), "application/json",
                        reference_to(of_.full_name() + ".Page"));
        if (below_.empty()) return write("Create: " + one, {}, reference_to(of_.full_name() + ".Input"), "201");
        if (below_ == "/{id}" && verb_ == verb::get)
            return read("Read: " + one, {}, "application/json", reference_to(of_.full_name()));
        if (below_ == "/{id}" && verb_ == verb::patch)
            return write("Change: " + one, {if_match()}, reference_to(of_.full_name() + ".Input"), "200");
        if (below_ == "/{id}")
            return {{"summary", "Delete: " + one},
                    {"parameters", json::array{if_match()}},
                    {"responses", {{"204", {{"description", "Deleted"}}}}}};
        if (below_ == "/{id}/transitions/{name}")
            return write("Transition: " + one, {if_match()}, json::object{{"type", "object"}}, "200");
        if (below_ == "/{id}/history")
            return read("History: " + one, {query_parameter("cursor", "Where the previous page ended")},
                        "application/json", json::object{{"type", "object"}});
        if (below_ == "/import" && verb_ == verb::post) return import();
        if (below_ == "/import")
            return read("An empty CSV to fill in: " + many, {}, "text/csv", json::object{{"type", "string"}});
        if (below_ == "/export")
            return read("Export as CSV: " + many, list_parameters(), "text/csv", json::object{{"type", "string"}});
        return read("Download a file: " + one, {}, "application/octet-stream", json::object{{"type", "string"}});
    }

private:
    static json::object read(const std::string& summary, json::array parameters, std::string_view type,
                             json::value schema)
    {
        return {{"summary", summary},
                {"parameters", std::move(parameters)},
                {"responses", {{"200", answer("Found", content(type, std::move(schema)))}}}};
    }

    json::object write(const std::string& summary, json::array parameters, json::value body,
                       std::string_view status) const
    {
        auto taken = content("application/json", std::move(body));
        if (below_ != "/{id}/transitions/{name}") taken["required"] = true;
        return {
            {"summary", summary},
            {"parameters", std::move(parameters)},
            {"requestBody", std::move(taken)},
            {"responses", {{status, answer("Stored", content("application/json", reference_to(of_.full_name())))}}}};
    }

    json::object import() const
    {
        json::object mode{{"name", "mode"},
                          {"in", "query"},
                          {"schema", {{"type", "string"}, {"enum", json::array{"rollback", "proceed"}}}}};
        auto taken = content("text/csv", json::object{{"type", "string"}});
        taken["required"] = true;
        return {{"summary", "Import from CSV: " + of_.label_many.en},
                {"parameters", json::array{std::move(mode)}},
                {"requestBody", std::move(taken)},
                {"responses",
                 {{"202", answer("A job imports it", content("application/json", json::object{{"type", "object"}}))}}}};
    }

    const entities::entity& of_;
    verb verb_;
    std::string_view below_;
};

json::object plugin_operation(const entities::route_declaration& declared)
{
    json::array parameters;
    for (const auto& name : declared.query) parameters.push_back(query_parameter(name, name));
    const json::value schema =
        declared.answer_schema.empty() ? json::value{json::object{}} : json::parse(declared.answer_schema);
    json::object result{{"summary", declared.label.en},
                        {"parameters", std::move(parameters)},
                        {"responses", {{"200", answer("Done", content(declared.content_type, schema))}}}};
    if (declared.body == "json") result["requestBody"] = content("application/json", json::object{{"type", "object"}});
    if (declared.body == "any")
        result["requestBody"] =
            content("application/octet-stream", json::object{{"type", "string"}, {"format", "binary"}});
    if (declared.permission == "anyone") result["security"] = json::array{json::object{}};
    return result;
}

json::object core_route(const http::route& described)
{
    const auto known = describe_core(described.verb, described.pattern);
    const auto summary = known.summary.empty() ? std::string{http::name(described.verb)} + " " + described.pattern
                                               : std::string{known.summary};
    json::object response{{"description", "Done"}};
    if (!known.answer.empty()) response = answer("Done", content(known.content_type, json::parse(known.answer)));
    json::object result{{"summary", summary},
                        {"parameters", json::array{}},
                        {"responses", {{std::to_string(known.status), std::move(response)}}}};
    auto& parameters = result["parameters"].as_array();
    for (auto names = known.query; !names.empty();) {
        const auto name = names.substr(0, names.find(','));
        names.remove_prefix(std::min(name.size() + 1, names.size()));
        parameters.push_back(query_parameter_named(name));
    }
    if (!known.body.empty()) {
        const bool file = known.body.find("binary") != std::string_view::npos;
        const bool form = described.pattern.starts_with("/setup/");
        result["requestBody"] = content(file   ? "application/octet-stream"
                                        : form ? "application/x-www-form-urlencoded"
                                               : "application/json",
                                        json::parse(known.body));
    }
    return result;
}

bool ends_with_pattern(std::string_view whole, const entities::route_declaration& declared)
{
    return whole.ends_with(declared.pattern) &&
           (declared.public_space ? whole.starts_with("/p/") : whole.find("/actions/") != std::string_view::npos);
}

json::object summary_of(const entities::model& model, const http::route& described)
{
    // The longest entity path that begins the pattern.
    const entities::entity* owner = nullptr;
    for (const auto* each : model.entities()) {
        const auto path = "/api/v1" + each->path();
        const bool begins = described.pattern == path || described.pattern.starts_with(path + "/");
        if (begins && (!owner || path.size() > owner->path().size() + 7)) owner = each;
    }
    if (owner)
        return entity_operation{*owner, described.verb,
                                std::string_view{described.pattern}.substr(7 + owner->path().size())}
            .build();
    for (const auto& plugin : model.declarations()) {
        if (plugin.plugin != described.owner) continue;
        for (const auto& each : plugin.routes) {
            if (each.verb == described.verb && ends_with_pattern(described.pattern, each))
                return plugin_operation(each);
        }
    }
    return core_route(described);
}

std::string operation_id(const http::route& described)
{
    std::string id{http::name(described.verb)};
    for (const char c : described.pattern) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (kept)
            id += c;
        else if (id.back() != '_')
            id += '_';
    }
    while (id.back() == '_') id.pop_back();
    return id;
}

} // namespace

std::string template_of(std::string_view pattern)
{
    std::string result{pattern};
    if (const auto dots = result.find("...}"); dots != std::string::npos) result.erase(dots, 3);
    return result;
}

json::object operation(const entities::model& model, const http::route& described)
{
    auto result = summary_of(model, described);
    result["operationId"] = operation_id(described);
    result["tags"] = json::array{described.owner};
    auto& parameters = result["parameters"].as_array();
    const auto path = template_of(described.pattern);
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
        const auto name = path.substr(at + 1, path.find('}', at) - at - 1);
        parameters.push_back({{"name", name},
                              {"in", "path"},
                              {"required", true},
                              {"schema", {{"type", name == "id" ? "integer" : "string"}}}});
    }
    auto& responses = result["responses"].as_object();
    responses["4XX"] = json::object{{"$ref", "#/components/responses/Problem"}};
    responses["5XX"] = json::object{{"$ref", "#/components/responses/Problem"}};
    return result;
}

} // namespace nscl::describe
