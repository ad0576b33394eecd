#include "core/describe/list_parameters.hpp"

#include "core/describe/document_parts.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/entities/reading/list_query.hpp"

#include <boost/json/parse.hpp>

#include <utility>

namespace nscl::describe {

namespace json = boost::json;
using entities::field_type;

namespace {

struct operator_words {
    std::string_view name;
    words text;
};

constexpr operator_words operators[] = {
    {"ne", {"khác", "is not"}},
    {"lt", {"nhỏ hơn", "below"}},
    {"le", {"không quá", "at most"}},
    {"gt", {"lớn hơn", "above"}},
    {"ge", {"ít nhất", "at least"}},
    {"in", {"một trong các giá trị, cách nhau bằng dấu phẩy", "one of these, joined by commas"}},
    {"starts", {"bắt đầu bằng", "begins with"}},
    {"isnull", {"không có giá trị", "has no value"}},
};

std::string name_of(const entities::field* of)
{
    return of ? of->name : "id";
}

/// "programme.application.filter.due_on.ge"; without the operator for eq, which may be left out.
std::string component_name(const entities::entity& of, const entities::field* field, std::string_view how)
{
    auto name = of.full_name() + ".filter." + name_of(field);
    if (how != "eq") name += "." + std::string{how};
    return name;
}

json::object id_schema()
{
    return json::parse(R"({"type":"integer","format":"int64"})").as_object();
}

/// A single value to compare with. A text need only be one of its type; lengths and patterns do not matter.
json::object value_schema(const entities::field* of)
{
    if (!of) return id_schema();
    switch (of->type) {
    case field_type::integer:
    case field_type::money:
    case field_type::reference:
    case field_type::multi_reference:
    case field_type::attachment: return id_schema();
    case field_type::boolean:
    case field_type::date:
    case field_type::timestamp:
    case field_type::decimal:
    case field_type::enumeration: return json::parse(entities::rules_of(of->type).json_schema(*of)).as_object();
    case field_type::email: return json::parse(R"({"type":"string","format":"email"})").as_object();
    case field_type::url: return json::parse(R"({"type":"string","format":"uri"})").as_object();
    case field_type::phone: return json::parse(R"({"type":"string","examples":["0912345678"]})").as_object();
    default: return json::parse(R"({"type":"string"})").as_object();
    }
}

json::object sort_parameter(const entities::entity& of, messages::language language)
{
    json::array choices{"id", "-id"};
    for (const auto& each : of.fields) {
        if (!each.sortable) continue;
        choices.emplace_back(each.name);
        choices.emplace_back("-" + each.name);
    }
    auto made = json::parse(R"({"name":"sort","in":"query","schema":{"type":"string","default":"-id"}})").as_object();
    made["description"] =
        words{"Một trường; dấu trừ đứng trước: giảm dần.", "One field; a leading minus sorts downwards."}.in(language);
    made["schema"].as_object()["enum"] = std::move(choices);
    return made;
}

json::object fields_parameter(const entities::entity& of, messages::language language)
{
    json::array names;
    for (const auto& each : of.fields) names.emplace_back(each.name);
    auto made = json::parse(R"({"name":"fields","in":"query","style":"form","explode":false,
"schema":{"type":"array","minItems":1,"items":{"type":"string"}}})")
                    .as_object();
    made["description"] =
        words{"Chỉ trả lời các trường này, cách nhau bằng dấu phẩy.", "Answer these fields only, joined by commas."}.in(
            language);
    made["schema"].as_object()["items"].as_object()["enum"] = std::move(names);
    return made;
}

/// Calls `act` with each field and operator that a filter may have.
template <class Act>
void each_filter(const entities::entity& of, Act act)
{
    for (const auto how : entities::filter_operators(nullptr)) act(nullptr, how);
    for (const auto& each : of.fields) {
        for (const auto how : entities::filter_operators(&each)) act(&each, how);
    }
}

} // namespace

json::object filter_parameter(const entities::field* of, std::string_view how, messages::language language)
{
    json::object made;
    made["name"] = "filter[" + name_of(of) + "]" + (how == "eq" ? "" : "[" + std::string{how} + "]");
    made["in"] = "query";
    auto text = of ? of->label.in(language) : words{"Mã số", "Id"}.in(language);
    for (const auto& each : operators) {
        if (each.name == how) text += ": " + each.text.in(language);
    }
    made["description"] = text;
    if (how == "isnull") {
        made["schema"] = json::parse(R"({"type":"boolean"})");
    } else if (how == "in") {
        made["style"] = "form";
        made["explode"] = false;
        auto list = json::parse(R"({"type":"array","minItems":1,"maxItems":200})").as_object();
        list["items"] = value_schema(of);
        made["schema"] = std::move(list);
    } else {
        made["schema"] = value_schema(of);
    }
    return made;
}

void add_list_parameters(json::object& parameters, const entities::entity& of, messages::language language)
{
    each_filter(of, [&](const entities::field* field, std::string_view how) {
        parameters[component_name(of, field, how)] = filter_parameter(field, how, language);
    });
    parameters[of.full_name() + ".sort"] = sort_parameter(of, language);
    parameters[of.full_name() + ".fields"] = fields_parameter(of, language);
}

json::array list_parameters(const entities::entity& of, list_language part)
{
    json::array all;
    all.emplace_back(parameter_reference("Search"));
    all.emplace_back(parameter_reference(of.full_name() + ".sort"));
    all.emplace_back(parameter_reference(of.full_name() + ".fields"));
    if (part == list_language::whole) {
        for (const auto* name : {"Limit", "Cursor", "Count", "View"}) all.emplace_back(parameter_reference(name));
    }
    each_filter(of, [&](const entities::field* field, std::string_view how) {
        all.emplace_back(parameter_reference(component_name(of, field, how)));
    });
    return all;
}

} // namespace nscl::describe
