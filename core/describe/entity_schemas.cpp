#include "core/describe/entity_schemas.hpp"

#include "core/describe/document_parts.hpp"
#include "core/entities/field_types/field_type.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>

namespace nscl::describe {

namespace json = boost::json;
using entities::field_type;

namespace {

json::object parsed(std::string_view text)
{
    return json::parse(text).as_object();
}

/// References are answered with their labels.
json::object answered_schema(const entities::field& of)
{
    if (of.type == field_type::reference || of.type == field_type::attachment) return schema_reference("Reference");
    if (of.type != field_type::multi_reference) return written_schema(of);
    json::object list;
    list["type"] = "array";
    list["items"] = schema_reference("Reference");
    return list;
}

json::object or_null(json::object schema)
{
    if (schema.empty()) return schema; // anything, null as well
    if (auto* type = schema.if_contains("type"); type && !schema.contains("enum")) {
        *type = json::array{type->as_string(), "null"};
        return schema;
    }
    json::array either;
    either.emplace_back(std::move(schema));
    either.emplace_back(parsed(R"({"type":"null"})"));
    json::object made;
    made["anyOf"] = std::move(either);
    return made;
}

/// Label, help and unit, as a form would show them.
std::string description_of(const entities::field& of, messages::language language)
{
    std::string text = of.label.in(language);
    if (of.unit) text += " (" + of.unit->in(language) + ")";
    if (of.help) text += ". " + of.help->in(language);
    if (of.pattern_text) text += ". " + of.pattern_text->in(language);
    if (of.immutable) text += words{". Không đổi được về sau", ". Cannot be changed later"}.in(language);
    if (!of.contributed_type.empty()) text += " [" + of.contributed_type + "]";
    return text;
}

json::object described(json::object schema, const entities::field& of, messages::language language)
{
    schema["description"] = description_of(of, language);
    return schema;
}

json::object row(const entities::entity& of, messages::language language)
{
    auto made = parsed(R"({"type":"object","required":["id","version","created_at","updated_at"],"properties":{
"id":{"type":"integer","format":"int64","minimum":1},"version":{"type":"integer","format":"int64","minimum":1},
"created_at":{"type":"string","format":"date-time"},"updated_at":{"type":"string","format":"date-time"}}})");
    made["description"] = of.label.in(language);
    auto& properties = made["properties"].as_object();
    for (const auto& each : of.fields) {
        auto schema = answered_schema(each);
        const bool always = each.state || each.type == field_type::multi_reference;
        properties[each.name] = described(always ? std::move(schema) : or_null(std::move(schema)), each, language);
    }
    return made;
}

json::object record(const entities::entity& of, messages::language language)
{
    auto with_meta = parsed(R"({"type":"object","required":["meta"],"properties":{}})");
    with_meta["properties"].as_object()["meta"] = schema_reference("RecordMeta");
    json::object made;
    made["description"] = of.label.in(language);
    made["allOf"].emplace_array();
    made["allOf"].as_array().emplace_back(schema_reference(of.full_name() + ".Row"));
    made["allOf"].as_array().emplace_back(std::move(with_meta));
    return made;
}

json::object page(const entities::entity& of, messages::language language)
{
    auto made = parsed(R"({"type":"object","required":["data","page"],"properties":{"data":{"type":"array"}}})");
    made["description"] = of.label_many.in(language);
    auto& properties = made["properties"].as_object();
    properties["data"].as_object()["items"] = schema_reference(of.full_name() + ".Row");
    properties["page"] = schema_reference("PageInfo");
    return made;
}

json::object members(const entities::entity& of, const std::vector<std::size_t>& fields, messages::language language)
{
    json::object properties;
    for (const auto index : fields) {
        const auto& each = of.fields[index];
        auto schema = written_schema(each);
        properties[each.name] =
            described(each.required ? std::move(schema) : or_null(std::move(schema)), each, language);
    }
    json::object made;
    made["type"] = "object";
    made["properties"] = std::move(properties);
    made["additionalProperties"] = false;
    return made;
}

json::object change(const entities::entity& of, messages::language language)
{
    std::vector<std::size_t> fields;
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        if (entities::is_given(of.fields[i])) fields.push_back(i);
    }
    auto made = members(of, fields, language);
    made["description"] = of.label.in(language);
    return made;
}

/// A change that leaves nothing out that is required; with nothing required, nothing but a change.
json::object create(const entities::entity& of, messages::language language)
{
    json::array required;
    for (const auto& each : of.fields) {
        if (entities::is_given(each) && each.required && !each.default_value) required.emplace_back(each.name);
    }
    json::object made;
    made["description"] = of.label.in(language);
    made["allOf"].emplace_array();
    made["allOf"].as_array().emplace_back(schema_reference(of.full_name() + ".Change"));
    if (!required.empty()) made["required"] = std::move(required);
    return made;
}

} // namespace

json::object written_schema(const entities::field& of)
{
    return parsed(entities::rules_of(of.type).json_schema(of));
}

void add_schemas(json::object& schemas, const entities::entity& of, messages::language language)
{
    const auto name = of.full_name();
    schemas[name] = record(of, language);
    schemas[name + ".Row"] = row(of, language);
    schemas[name + ".Page"] = page(of, language);
    schemas[name + ".Change"] = change(of, language);
    schemas[name + ".Create"] = create(of, language);
}

json::object transition_body(const entities::entity& of, messages::language language)
{
    std::set<std::size_t> taken;
    if (of.workflow) {
        for (const auto& each : of.workflow->transitions) {
            if (each.by.empty()) continue;
            taken.insert(each.fields.begin(), each.fields.end());
            taken.insert(each.required.begin(), each.required.end());
        }
    }
    return members(of, {taken.begin(), taken.end()}, language);
}

} // namespace nscl::describe
