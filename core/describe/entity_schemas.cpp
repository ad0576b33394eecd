#include "core/describe/entity_schemas.hpp"

#include "core/entities/field_types/field_type.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace nscl::describe {

namespace json = boost::json;
using entities::field_type;

json::object reference_to(const std::string& schema)
{
    return {{"$ref", "#/components/schemas/" + schema}};
}

namespace {

json::value written_schema(const entities::field& of)
{
    return json::parse(entities::rules_of(of.type).json_schema(of));
}

/// References are answered with their labels.
json::value answered_schema(const entities::field& of)
{
    if (of.type == field_type::reference || of.type == field_type::attachment) return reference_to("Reference");
    if (of.type == field_type::multi_reference)
        return json::object{{"type", "array"}, {"items", reference_to("Reference")}};
    return written_schema(of);
}

json::object or_null(json::value schema)
{
    return {{"anyOf", json::array{std::move(schema), json::object{{"type", "null"}}}}};
}

json::object described(json::value schema, const entities::field& of)
{
    // A sentence beside a $ref is allowed since 3.1, but not every tool reads it: wrap.
    json::object result;
    if (schema.is_object() && !schema.as_object().contains("$ref"))
        result = std::move(schema.as_object());
    else
        result["allOf"] = json::array{std::move(schema)};
    result["description"] = of.label.vi + " / " + of.label.en;
    return result;
}

json::object answered(const entities::entity& of)
{
    json::object properties{{"id", {{"type", "integer"}, {"format", "int64"}}},
                            {"version", {{"type", "integer"}, {"format", "int64"}}},
                            {"created_at", {{"type", "string"}, {"format", "date-time"}}},
                            {"updated_at", {{"type", "string"}, {"format", "date-time"}}},
                            {"meta", reference_to("RecordMeta")}};
    for (const auto& each : of.fields) properties[each.name] = described(or_null(answered_schema(each)), each);
    return {{"type", "object"}, {"properties", std::move(properties)}, {"required", json::array{"id", "version"}}};
}

json::object written(const entities::entity& of)
{
    json::object properties;
    for (const auto& each : of.fields) {
        if (each.state || each.readonly || !each.number.empty()) continue;
        properties[each.name] =
            described(each.required ? written_schema(each) : json::value{or_null(written_schema(each))}, each);
    }
    return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

} // namespace

void add_schemas(json::object& schemas, const entities::entity& of)
{
    const auto name = of.full_name();
    schemas[name] = answered(of);
    schemas[name + ".Input"] = written(of);
    schemas[name + ".Page"] = json::object{
        {"type", "object"},
        {"required", json::array{"data", "page"}},
        {"properties", {{"data", {{"type", "array"}, {"items", reference_to(name)}}}, {"page", reference_to("Page")}}},
    };
}

} // namespace nscl::describe
