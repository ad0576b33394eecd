#include "core/plugin_host/state_routes.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/entities/routes/permitted.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <utility>

namespace nscl::plugin_host {

namespace json = boost::json;

namespace {

/// A setting's value as text; the settings of plugins are whole numbers, decimals, truth values and texts.
json::value shown(const nscl_value* value)
{
    if (!value) return nullptr;
    switch (value->tag) {
    case NSCL_BOOLEAN: return value->as.integer != 0;
    case NSCL_INTEGER: return value->as.integer;
    case NSCL_DECIMAL: return json::value(entities::decimal_text(value->as.integer, value->scale));
    case NSCL_TEXT: return json::string{std::string_view{value->as.text, value->length}};
    default: return nullptr;
    }
}

json::array settings_of(const declared_plugin& of, messages::language language)
{
    json::array all;
    for (const auto& each : of.declared->settings) {
        json::object setting{{"name", each.name}, {"type", each.type}, {"label", each.label.in(language)}};
        setting["basis"] = each.basis ? json::value(each.basis->in(language)) : json::value(nullptr);
        setting["value"] = shown(of.plugin->settings().find(each.name));
        all.push_back(std::move(setting));
    }
    return all;
}

json::object state_of(const declared_plugin& of, const entities::model& model, messages::language language)
{
    const auto& about = of.plugin->code().about();
    const auto calls = of.plugin->callbacks();
    json::array entities;
    for (const auto* each : model.entities()) {
        if (each->plugin != about.id) continue;
        entities.push_back({{"name", each->full_name()}, {"label", each->label_many.in(language)}});
    }
    return {{"id", about.id},
            {"version", to_text(about.version)},
            {"label", about.label.in(language)},
            {"licence", about.licence},
            {"state", json::string{name(of.plugin->code().state())}},
            {"entities", std::move(entities)},
            {"settings", settings_of(of, language)},
            {"calls", calls.called},
            {"failures", calls.failed},
            {"milliseconds", std::chrono::duration_cast<std::chrono::milliseconds>(calls.took).count()}};
}

} // namespace

http::route state_route(std::vector<declared_plugin> plugins, std::shared_ptr<const entities::model> model,
                        const route_services& services)
{
    http::route made;
    made.pattern = "/api/v1/core/plugins";
    made.owner = "core";
    made.query.emplace();
    made.produces = "application/json";
    made.handler = entities::permitted(
        services.callers, services.problems, "administrator",
        [plugins = std::move(plugins), model = std::move(model)](const http::request& asked, const auto&) {
            const auto language = messages::preferred(asked.header("accept-language"));
            json::array all;
            for (const auto& each : plugins) all.push_back(state_of(each, *model, language));
            return messages::outcome<http::response>{
                http::json(json::serialize(json::object{{"data", std::move(all)}})).with("Cache-Control", "no-store")};
        });
    return made;
}

} // namespace nscl::plugin_host
