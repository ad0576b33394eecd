#include "core/describe/openapi.hpp"

#include "core/describe/document_parts.hpp"
#include "core/describe/entity_schemas.hpp"
#include "core/describe/list_parameters.hpp"
#include "core/describe/operation.hpp"
#include "core/describe/shared_components.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <set>

namespace nscl::describe {

namespace json = boost::json;

namespace {

constexpr words about{
    "Hỗ trợ năng suất, chất lượng: máy chủ và các phân hệ đã nạp.\n\n"
    "Trường không đủ quyền xem thì không có trong câu trả lời. filter[x] là filter[x][eq]. Tham số "
    "và thành viên lạ bị từ "
    "chối. Số thập phân là chuỗi, tiền là số nguyên đồng, thời điểm theo UTC. Mọi GET cũng trả lời "
    "HEAD. Mỗi câu trả lời có "
    "X-Request-Id; câu chữ theo Accept-Language; câu trả lời lớn được nén bằng gzip khi Accept-Encoding nhận.",
    "Productivity and quality support: the server and its loaded plugins.\n\n"
    "Fields that a caller may not read are not in his answers. filter[x] is filter[x][eq]. Unknown "
    "parameters and members are "
    "refused. Decimals are texts, money is an integer of dong, instants are UTC. Every GET answers "
    "HEAD as well. Each answer "
    "has an X-Request-Id; texts follow Accept-Language; large answers are compressed by gzip where Accept-Encoding "
    "takes it."};

json::object info(messages::language language)
{
    auto made = json::parse(R"({"title":"nscl","license":{"name":"Apache-2.0","identifier":"Apache-2.0"},
"contact":{"name":"nscl"}})")
                    .as_object();
    made["version"] = NSCL_VERSION;
    made["description"] = about.in(language);
    return made;
}

json::array servers(messages::language language)
{
    json::object here;
    here["url"] = "/";
    here["description"] = words{"Máy chủ này", "This server"}.in(language);
    json::array all;
    all.emplace_back(std::move(here));
    return all;
}

/// One per plugin that has a route.
json::array tags(const entities::model& model, const std::vector<http::route>& routes, messages::language language)
{
    std::set<std::string_view> used;
    for (const auto& each : routes) used.insert(each.owner);
    json::array all;
    for (const auto& each : model.declarations()) {
        if (!used.contains(each.plugin)) continue;
        const auto label = each.label.in(language).empty() ? each.plugin : each.label.in(language);
        json::object made;
        made["name"] = each.plugin;
        made["description"] = label;
        made["x-displayName"] = label;
        all.emplace_back(std::move(made));
    }
    return all;
}

/// Headers that every route of the API takes.
json::object new_path(std::string_view path)
{
    json::object made;
    if (path.starts_with("/api/")) {
        json::array every;
        every.emplace_back(parameter_reference("AcceptLanguage"));
        made["parameters"] = std::move(every);
    }
    return made;
}

/// Patterns may differ where their ids do not; the later one gives way.
void make_unique(json::object& operation, std::set<std::string>& taken)
{
    std::string id{operation["operationId"].as_string()};
    while (!taken.insert(id).second) id += "_2";
    operation["operationId"] = id;
}

json::object paths(const entities::model& model, const std::vector<http::route>& routes, messages::language language)
{
    json::object all;
    std::set<std::string> taken;
    for (const auto& each : routes) {
        const auto path = template_of(each.pattern);
        auto& place = all[path];
        if (!place.is_object()) place = new_path(path);
        auto made = operation(model, each, language);
        make_unique(made, taken);
        place.as_object()[verb_key(each.verb)] = std::move(made);
    }
    return all;
}

json::object components(const entities::model& model, messages::language language)
{
    auto all = shared_components(language);
    auto& schemas = all["schemas"].as_object();
    auto& parameters = all["parameters"].as_object();
    for (const auto* each : model.entities()) {
        add_schemas(schemas, *each, language);
        add_list_parameters(parameters, *each, language);
    }
    return all;
}

} // namespace

std::string openapi(const entities::model& model, const std::vector<http::route>& routes, messages::language language)
{
    json::object document;
    document["openapi"] = "3.1.0";
    document["info"] = info(language);
    document["servers"] = servers(language);
    document["tags"] = tags(model, routes, language);
    document["paths"] = paths(model, routes, language);
    document["components"] = components(model, language);
    return json::serialize(document);
}

} // namespace nscl::describe
