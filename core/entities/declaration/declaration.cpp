#include "core/entities/declaration/declaration.hpp"

#include "core/entities/declaration/declaration_reader.hpp"

#include <boost/json/stream_parser.hpp>
#include <boost/throw_exception.hpp>

#include <algorithm>
#include <stdexcept>

namespace nscl::entities {

std::string path_of(std::string_view plugin, const route_declaration& route)
{
    if (route.space == route_space::site) return route.pattern;
    const auto space =
        route.space == route_space::public_pages ? "/p" + path_of(plugin) : "/api/v1" + path_of(plugin) + "/actions";
    return space + (route.pattern == "/" ? "" : route.pattern);
}

bool declaration::has_site() const
{
    return std::ranges::any_of(routes, [](const auto& each) { return each.space == route_space::site; });
}

namespace {

constexpr std::int64_t known_format = 1;

/// What a part is called, for "occurs twice".
template <class Part>
const std::string& identity(const Part& part)
{
    if constexpr (requires { part.code; })
        return part.code;
    else
        return part.name;
}

/// Reads the items of an array, whose names must differ.
template <class Part, class Read>
std::vector<Part> read_named(json_members& from, std::string_view member, std::string_view what, Read read)
{
    std::vector<Part> result;
    std::vector<std::string> taken;
    for (const auto& each : from.items(member)) {
        result.push_back(read(each));
        if (each.fault().found()) return result;
        parsing::claim_name(taken, identity(result.back()), each, what);
    }
    return result;
}

declaration read_members(json_members& from, const parsing::context& with)
{
    declaration result;
    result.plugin = with.plugin;
    from.required("declaration").integer(known_format, known_format);
    result.icon = from.text("icon");
    // Types before the fields that are of them, entities before what names them.
    for (const auto& each : from.items("field_types")) {
        auto type = parsing::read_type(each, with);
        if (!each.fault().found()) with.types.push_back(std::move(type));
    }
    result.entities = read_named<entity>(from, "entities", "entity",
                                         [&](const auto& each) { return parsing::read_entity(each, with); });
    result.roles = read_named<role>(from, "roles", "role", parsing::read_role);
    result.dimensions = read_named<dimension>(from, "dimensions", "dimension", parsing::read_dimension);
    for (const auto& each : from.items("routes")) result.routes.push_back(parsing::read_route(each, result));
    result.messages = read_named<message_declaration>(from, "messages", "message", parsing::read_message);
    result.events = read_named<event_declaration>(from, "events", "event", parsing::read_event);
    result.settings = read_named<setting_declaration>(from, "settings", "setting", parsing::read_setting);
    result.indicators = read_named<indicator_declaration>(from, "indicators", "indicator", parsing::read_indicator);
    result.dashboards = read_named<dashboard_declaration>(
        from, "dashboards", "dashboard", [&](const auto& each) { return parsing::read_dashboard(each, result); });
    for (const auto& each : from.items("seeds")) result.seeds.push_back(parsing::read_seed(each, result));
    for (const auto& each : from.items("menu")) result.menu.push_back(parsing::read_menu(each, result));
    if (const auto demo = from.optional("demo")) result.demo = parsing::callback(*demo);
    if (const auto schema = from.optional("schema"); schema && !schema->fault().found())
        parsing::read_schema(*schema, result); // it names entities and fields
    from.finish();
    return result;
}

} // namespace

boost::system::result<declaration, declaration_error> read_declaration(std::string_view plugin,
                                                                       std::string_view document,
                                                                       callback_binder& callbacks,
                                                                       std::vector<contributed_type>& types)
{
    boost::json::stream_parser parser;
    boost::json::error_code malformed;
    const auto read = parser.write_some(document.data(), document.size(), malformed);
    if (!malformed && read < document.size()) malformed = boost::json::error::extra_data;
    if (!malformed) parser.finish(malformed);
    if (malformed)
        return declaration_error{"", "malformed JSON at byte " + std::to_string(read) + ": " + malformed.message()};

    const auto root = parser.release();
    const std::string name(plugin);
    const auto types_before = types.size();
    document_fault fault;
    auto members = json_reader(root, "", fault).members();
    auto result = read_members(members, {name, callbacks, types});
    if (!fault.found()) return result;
    types.resize(types_before);
    return declaration_error{fault.pointer(), fault.problem()};
}

void set_version(declaration& of, const std::string& version)
{
    of.version = version;
    for (auto& each : of.entities) each.plugin_version = version;
}

void throw_exception_from_error(const declaration_error& error, const boost::source_location& where)
{
    boost::throw_exception(std::logic_error("declaration, " + error.pointer + ": " + error.problem), where);
}

} // namespace nscl::entities
