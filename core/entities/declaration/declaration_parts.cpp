#include "core/entities/declaration/declaration_reader.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/http/own_segments.hpp"
#include "core/http/target.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <map>

namespace nscl::entities::parsing {

namespace {

template <class Part>
bool contains(const std::vector<Part>& parts, std::string_view name)
{
    return std::any_of(parts.begin(), parts.end(), [&](const Part& each) { return each.name == name; });
}

http::verb read_verb(const json_reader& from)
{
    static const std::map<std::string, http::verb> verbs{{"GET", http::verb::get},
                                                         {"POST", http::verb::post},
                                                         {"PUT", http::verb::put},
                                                         {"PATCH", http::verb::patch},
                                                         {"DELETE", http::verb::delete_}};
    const auto found = verbs.find(from.text());
    if (found != verbs.end()) return found->second;
    from.fail("is not one of GET, POST, PUT, PATCH, DELETE (HEAD and OPTIONS are answered without being declared)");
    return http::verb::get;
}

/// "anyone" where `open` says so, "authenticated" or a role's name.
enum class audience { open, logged_in };
std::string read_permission(const json_reader& from, audience widest)
{
    auto written = name(from);
    if (written == anyone && widest == audience::logged_in) from.fail("is \"authenticated\" or a role");
    return written;
}

/// What the router makes of its braces, it says itself.
bool is_pattern(std::string_view text)
{
    if (text.ends_with("...}")) text.remove_suffix(4);
    return text.starts_with('/') && text.find("//") == std::string_view::npos &&
           text.find("..") == std::string_view::npos && text.find_first_of(" ?#%\\") == std::string_view::npos;
}

route_space space_named(std::string_view written)
{
    if (written == "site") return route_space::site;
    return written == "public" ? route_space::public_pages : route_space::actions;
}

/// A site is read by whoever comes along, before anybody is known.
void check_site_route(json_members& from, const route_declaration& route)
{
    if (route.verb != http::verb::get) from.required("verb").fail("a site answers GET only");
    if (route.permission != anyone) from.required("permission").fail("a site is for \"anyone\"");
    if (route.body != "none") from.required("body").fail("a site reads no body");
    if (!route.query.empty()) from.required("query").fail("a site takes any query: it is for the page's script");
    if (http::is_own(http::split_path(route.pattern)))
        from.required("pattern").fail("begins as the server's own paths do, where a site answers nothing");
}

} // namespace

role read_role(const json_reader& from)
{
    auto members = from.members();
    role result;
    const auto named = members.required("name");
    result.name = name(named);
    if (result.name == anyone || result.name == authenticated)
        named.fail("\"" + result.name + "\" is no role but a permission of routes");
    result.label = texts(members.required("label"));
    result.includes = names(members, "includes");
    members.finish();
    return result;
}

dimension read_dimension(const json_reader& from)
{
    auto members = from.members();
    dimension result;
    result.name = name(members.required("name"));
    result.label = texts(members.required("label"));
    result.self = members.flag("self");
    if (const auto target = members.optional("entity")) result.entity = full_name(*target);
    if (result.self == !result.entity.empty()) from.fail("a dimension has either \"entity\" or \"self\": true");
    members.finish();
    return result;
}

route_declaration read_route(const json_reader& from, const declaration& so_far)
{
    auto members = from.members();
    route_declaration result;
    result.verb = read_verb(members.required("verb"));
    const auto pattern = members.required("pattern");
    result.pattern = pattern.text();
    if (!is_pattern(result.pattern)) pattern.fail("is no pattern such as \"/certificates/{code}\"");
    members.required("space");
    result.space = space_named(word(members, "space", {"actions", "public", "site"}));
    result.permission = read_permission(members.required("permission"), audience::open);
    result.callback = callback(members.required("callback"));
    result.label = texts(members.required("label"));
    for (const auto& each : members.items("query")) result.query.push_back(each.text());
    result.body = word(members, "body", {"none", "json", "any"});
    result.expensive = members.flag("expensive");
    result.non_blocking = members.flag("non_blocking");
    if (const auto target = members.optional("entity")) {
        result.entity = target->text();
        if (!contains(so_far.entities, result.entity))
            target->fail("there is no entity \"" + result.entity + "\" in this plugin");
        else if (result.verb != http::verb::post || result.space != route_space::actions || result.body == "any")
            target->fail("what is offered beside an entity is an action by POST without a body of its own form");
    }
    if (result.non_blocking && result.expensive) from.fail("a route that does not block is not expensive");
    if (result.non_blocking && (result.permission != anyone || result.body != "none"))
        from.fail("a route that does not block is for \"anyone\" and reads no body: finding out who asks may wait");
    if (const auto answer = members.optional("answer")) {
        auto inside = answer->members();
        if (const auto type = inside.optional("content_type")) result.content_type = type->text();
        if (const auto schema = inside.optional("schema")) {
            schema->members();
            result.answer_schema = boost::json::serialize(schema->value());
        }
        inside.finish();
    }
    if (result.space == route_space::site) check_site_route(members, result);
    members.finish();
    return result;
}

message_declaration read_message(const json_reader& from)
{
    auto members = from.members();
    message_declaration result;
    result.code = name(members.required("code"));
    result.pattern = {members.required("vi").text(), members.required("en").text()};
    if (result.pattern.vi.empty() || result.pattern.en.empty()) from.fail("both texts are needed");
    members.finish();
    return result;
}

event_declaration read_event(const json_reader& from)
{
    auto members = from.members();
    event_declaration result;
    result.name = name(members.required("name"));
    result.label = texts(members.required("label"));
    members.finish();
    return result;
}

setting_declaration read_setting(const json_reader& from)
{
    auto members = from.members();
    setting_declaration result;
    result.name = name(members.required("name"));
    members.required("type");
    result.type = word(members, "type", {"text", "integer", "boolean", "decimal"});
    const auto value = members.required("default");
    field of;
    of.type = field_type_named(result.type).value_or(field_type::text);
    if (of.type == field_type::decimal && value.value().is_string()) {
        const auto written = value.text();
        const auto point = written.find('.');
        result.scale = point == std::string::npos
                           ? 0
                           : static_cast<unsigned>(std::min<std::size_t>(written.size() - point - 1, 9));
        of.scale = result.scale;
    }
    auto parsed = rules_of(of.type).parse_json(of, value.value());
    if (parsed.has_error())
        value.fail("is no value of the type " + result.type + " (" + parsed.error().code + ")");
    else
        result.default_value = *parsed;
    result.label = texts(members.required("label"));
    result.basis = optional_texts(members, "basis");
    members.finish();
    return result;
}

contributed_type read_type(const json_reader& from, const context& with)
{
    auto members = from.members();
    contributed_type result;
    const auto named = members.required("name");
    result.name = with.plugin + "." + name(named);
    const auto base = members.required("base");
    const auto type = field_type_named(base.text());
    constexpr std::array allowed{field_type::text,  field_type::long_text, field_type::integer, field_type::money,
                                 field_type::date,  field_type::timestamp, field_type::json,    field_type::email,
                                 field_type::phone, field_type::url};
    if (!type || std::find(allowed.begin(), allowed.end(), *type) == allowed.end())
        base.fail("is not one of text, long_text, integer, money, date, timestamp, json, email, phone, url");
    else
        result.base = *type;
    if (result.base == field_type::long_text) result.max_length = 20'000;
    if (result.base == field_type::url) result.max_length = 2'000;
    if (const auto most = members.optional("max_length"))
        result.max_length = static_cast<std::size_t>(most->integer(1, 20'000));
    result.label = texts(members.required("label"));
    result.rule = with.callbacks.value(callback(members.required("callback")));
    members.finish();
    if (std::any_of(with.types.begin(), with.types.end(), [&](const auto& each) { return each.name == result.name; }))
        named.fail("the field type \"" + result.name + "\" occurs twice");
    return result;
}

indicator_declaration read_indicator(const json_reader& from)
{
    auto members = from.members();
    indicator_declaration result;
    result.name = name(members.required("name"));
    result.label = texts(members.required("label"));
    result.unit = optional_texts(members, "unit");
    result.money = members.flag("money");
    result.over_time = members.flag("over_time");
    result.callback = callback(members.required("callback"));
    result.permission = read_permission(members.required("permission"), audience::logged_in);
    result.chart = word(members, "chart", {"bar", "line", "none"});
    members.finish();
    return result;
}

dashboard_declaration read_dashboard(const json_reader& from, const declaration& so_far)
{
    auto members = from.members();
    dashboard_declaration result;
    result.name = name(members.required("name"));
    result.label = texts(members.required("label"));
    const auto tiles = members.required("tiles");
    for (const auto& each : tiles.items()) {
        const auto tile = name(each);
        claim_name(result.tiles, tile, each, "indicator");
        if (!contains(so_far.indicators, tile)) each.fail("there is no indicator \"" + tile + "\"");
    }
    members.finish();
    return result;
}

seed_declaration read_seed(const json_reader& from, const declaration& so_far)
{
    auto members = from.members();
    seed_declaration result;
    const auto target = members.required("entity");
    result.entity = name(target);
    const auto found = std::find_if(so_far.entities.begin(), so_far.entities.end(),
                                    [&](const entity& e) { return e.name == result.entity; });
    if (found == so_far.entities.end()) target.fail("there is no entity \"" + result.entity + "\" in this plugin");
    const auto key = members.required("key");
    result.key = name(key);
    if (found != so_far.entities.end()) {
        const auto at = found->find(result.key);
        if (!at)
            key.fail("there is no field \"" + result.key + "\"");
        else if (!found->fields[*at].unique)
            key.fail("the key of seeds must be unique");
    }
    result.csv = members.required("csv").text();
    members.finish();
    return result;
}

menu_declaration read_menu(const json_reader& from, const declaration& so_far)
{
    auto members = from.members();
    menu_declaration result;
    result.entity = members.text("entity");
    result.dashboard = members.text("dashboard");
    members.finish();
    if (result.entity.empty() == result.dashboard.empty())
        from.fail("a menu entry has either \"entity\" or \"dashboard\"");
    else if (!result.entity.empty() && !contains(so_far.entities, result.entity))
        from.fail("there is no entity \"" + result.entity + "\" in this plugin");
    else if (!result.dashboard.empty() && !contains(so_far.dashboards, result.dashboard))
        from.fail("there is no dashboard \"" + result.dashboard + "\"");
    else if (std::ranges::any_of(so_far.menu, [&](const auto& each) {
                 return each.entity == result.entity && each.dashboard == result.dashboard;
             }))
        from.fail("the entry \"" + result.entity + result.dashboard + "\" occurs twice");
    return result;
}

} // namespace nscl::entities::parsing
