#include "core/entities/routes/dimension_records.hpp"

#include "core/entities/routes/permitted.hpp"
#include "core/http/query_parameters.hpp"
#include "core/platform/json_text.hpp"

namespace nscl::entities {

namespace {

using messages::outcome;
using messages::reason;

/// Whose records they are; null where there is no such dimension, or its values are the users themselves.
const entity* bound_entity(const model& in, std::string_view dimension)
{
    const auto* found = in.find_dimension(dimension);
    return found && !found->self ? in.find(found->entity) : nullptr;
}

std::string to_json(const entity& of, const page& found)
{
    std::string out = "{\"data\":[";
    for (const auto& each : found.records) {
        if (out.back() == '}') out += ',';
        out += "{\"id\":" + std::to_string(each.id) + ",\"label\":";
        platform::write_json_string(out, label_of(of, each));
        out += '}';
    }
    http::end_page(out, found.next);
    return out;
}

outcome<http::response> records(const route_context& at, const http::request& asked)
{
    const auto* of = bound_entity(at.store->model(), asked.path_parameter("name"));
    if (!of) return messages::refuse(reason::not_found, "not_found");
    const auto everybody = caller::system("");
    auto wanted = asked.query;
    wanted.emplace_back("view", "option");
    const auto query = parse_list_query(*of, at.store->access(), everybody, wanted);
    if (query.has_error()) return query.error();
    return at.database.read([&](database::reader& from) -> outcome<http::response> {
        auto found = at.lists.read(from, everybody, *of, *query);
        if (found.has_error()) return found.error();
        auto answer = http::json(to_json(*of, *found));
        if (!found->next.empty()) answer.with("Link", http::next_link(asked, found->next));
        return answer;
    });
}

} // namespace

http::route dimension_records_route(const route_context& context)
{
    http::route made;
    made.verb = http::verb::get;
    made.pattern = "/api/v1/core/dimensions/{name}/records";
    made.handler = permitted(context.callers, context.problems, "administrator",
                             [context](const http::request& asked, const auto&) { return records(context, asked); });
    made.owner = core_plugin;
    made.query = {"q", "limit", "cursor", "filter[id][in]"};
    made.produces = "application/json";
    return made;
}

} // namespace nscl::entities
