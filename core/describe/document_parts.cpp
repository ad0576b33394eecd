#include "core/describe/document_parts.hpp"

namespace nscl::describe {

namespace json = boost::json;

json::object reference(std::string_view kind, std::string_view name)
{
    json::object made;
    made["$ref"] = "#/components/" + std::string{kind} + "/" + std::string{name};
    return made;
}

json::object schema_reference(std::string_view name)
{
    return reference("schemas", name);
}

json::object parameter_reference(std::string_view name)
{
    return reference("parameters", name);
}

json::object content(std::string_view type, json::value schema)
{
    json::object form;
    form["schema"] = std::move(schema);
    json::object forms;
    forms[type] = std::move(form);
    json::object made;
    made["content"] = std::move(forms);
    return made;
}

json::object answer(const std::string& description, json::object content, const std::vector<std::string_view>& headers)
{
    json::object made;
    made["description"] = description;
    if (!headers.empty()) {
        json::object fields;
        for (const auto name : headers) fields[name] = reference("headers", name);
        made["headers"] = std::move(fields);
    }
    made.insert(content.begin(), content.end());
    return made;
}

void add_problems(json::object& responses, std::initializer_list<unsigned> statuses)
{
    for (const auto status : statuses) {
        const auto text = std::to_string(status);
        responses[text] = reference("responses", status == 304 ? "NotModified" : "Problem" + text);
    }
    responses["default"] = reference("responses", "Problem");
}

json::array security(proof asked, http::verb which)
{
    json::array ways;
    if (asked == proof::none || asked == proof::optional) ways.emplace_back(json::object{});
    if (asked == proof::none) return ways;

    json::object session;
    session["session"] = json::array{};
    if (which != http::verb::get) session["csrf"] = json::array{};
    ways.emplace_back(std::move(session));

    if (asked == proof::password_login) return ways;
    json::object token;
    token["token"] = json::array{};
    ways.emplace_back(std::move(token));
    return ways;
}

} // namespace nscl::describe
