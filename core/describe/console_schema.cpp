#include "core/describe/console_schema.hpp"

#include "core/audit/journal_routes.hpp"
#include "core/describe/console_entity.hpp"
#include "core/platform/digits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <vector>

namespace nscl::describe {

namespace json = boost::json;
using entities::action;

namespace {

constexpr std::string_view core = "core";

/// "+07:00"
std::string offset_text(std::chrono::minutes east)
{
    const auto minutes = std::abs(east.count());
    std::string written{east.count() < 0 ? "-" : "+"};
    platform::append_digits(written, minutes / 60, 2);
    written += ':';
    platform::append_digits(written, minutes % 60, 2);
    return written;
}

json::object shown(const system_facts& of)
{
    json::array extensions;
    for (const auto each : of.extensions) extensions.push_back(json::string{each});
    return {{"today", of.today},
            {"utc_offset", offset_text(of.utc_offset)},
            {"upload", {{"max_bytes", of.upload_bytes}, {"extensions", std::move(extensions)}}},
            {"password", {{"min_length", of.password_length}}}};
}

/// Draws one caller's schema in one language.
class schema_writer {
public:
    schema_writer(const entities::model& model, const entities::access& rights, const entities::caller& who,
                  messages::language language)
        : model_(model), rights_(rights), who_(who), language_(language)
    {
    }

    json::object whole(const system_facts& system) const
    {
        json::array plugins;
        json::object dashboards;
        for (const auto& each : model_.declarations()) {
            for (const auto& board : each.dashboards) {
                auto shown = tiles(each, board);
                if (shown.empty()) continue;
                dashboards[full_name(each, board.name)] = {{"label", text(board.label)}, {"tiles", std::move(shown)}};
            }
            if (each.plugin != core) add_part(plugins, each, menu(each, dashboards));
        }
        for (const auto& each : model_.declarations()) {
            if (each.plugin == core) add_part(plugins, each, administration(each));
        }
        json::object entities;
        for (const auto* each : model_.entities()) {
            if (rights_.may(*each, action::read, who_))
                entities[each->full_name()] = console_entity(model_, rights_, who_, language_, *each);
        }
        return {{"system", shown(system)},
                {"plugins", std::move(plugins)},
                {"entities", std::move(entities)},
                {"dashboards", std::move(dashboards)},
                {"dimensions", dimensions()},
                {"events", events()},
                {"bound", bound()}};
    }

private:
    json::string text(const messages::text& of) const { return json::string{of.in(language_)}; }

    static std::string full_name(const entities::declaration& of, std::string_view name)
    {
        return of.plugin + "." + std::string{name};
    }

    /// An empty value would be null; `json::value{x}` an array of one.
    json::value text_or_null(const std::optional<messages::text>& of) const
    {
        json::value shown;
        if (of) shown = text(*of);
        return shown;
    }

    void add_part(json::array& plugins, const entities::declaration& of, json::array entries) const
    {
        if (entries.empty()) return;
        plugins.push_back({{"id", of.plugin},
                           {"version", of.version},
                           {"label", text(of.label)},
                           {"icon", of.icon},
                           {"menu", std::move(entries)}});
    }

    /// What a grant may be bound to; for those who give them.
    json::array dimensions() const
    {
        json::array shown;
        if (!who_.has_role("administrator")) return shown;
        for (const auto& of : model_.declarations()) {
            for (const auto& each : of.dimensions) {
                json::object dimension{{"name", each.name}, {"label", text(each.label)}};
                if (each.self)
                    dimension["self"] = true;
                else
                    dimension["records"] = bound_to(each);
                shown.push_back(std::move(dimension));
            }
        }
        return shown;
    }

    /// Where its records are chosen from, whether or not the caller may read them.
    json::object bound_to(const entities::dimension& of) const
    {
        return {{"href", "/api/v1/core/dimensions/" + of.name + "/records"},
                {"search", is_searched(*model_.find(of.entity))}};
    }

    /// What the grants of the caller are bound to, each once: values by dimension.
    json::array bound() const
    {
        std::set<std::map<std::string, std::vector<entities::record_id>, std::less<>>> told;
        for (const auto& each : who_.grants)
            if (!each.values.empty()) told.insert(each.values);
        json::array shown;
        for (const auto& values : told) {
            json::object one;
            for (const auto& [dimension, ids] : values) one[dimension] = json::array(ids.begin(), ids.end());
            shown.push_back(std::move(one));
        }
        return shown;
    }

    /// What the journal tells of, for who may read it.
    json::array events() const
    {
        json::array shown;
        if (!audit::may_read_journal(who_)) return shown;
        for (const auto& declared : model_.declarations()) {
            for (const auto& each : declared.events)
                shown.push_back({{"plugin", declared.plugin}, {"name", each.name}, {"label", text(each.label)}});
        }
        return shown;
    }

    /// The core's own menu: its entities, of which others see only their own records, and the screens that a console brings along.
    json::array administration(const entities::declaration& of) const
    {
        const bool administers = who_.has_role("administrator");
        auto items = administers ? menu(of, {}) : json::array{};
        if (audit::may_read_journal(who_)) items.push_back(json::object{{"page", "journal"}});
        if (administers) items.push_back(json::object{{"page", "plugins"}});
        return items;
    }

    /// As declared; a plugin that declares none has its dashboards and entities there.
    json::array menu(const entities::declaration& of, const json::object& dashboards) const
    {
        json::array items;
        if (of.menu.empty()) {
            for (const auto& each : of.dashboards) {
                if (dashboards.contains(full_name(of, each.name)))
                    items.push_back(json::object{{"dashboard", full_name(of, each.name)}});
            }
            for (const auto* each : model_.entities()) {
                if (each->plugin == of.plugin && rights_.may(*each, action::read, who_))
                    items.push_back(json::object{{"entity", each->full_name()}});
            }
        }
        for (const auto& each : of.menu) {
            if (!each.dashboard.empty() && dashboards.contains(full_name(of, each.dashboard)))
                items.push_back(json::object{{"dashboard", full_name(of, each.dashboard)}});
            const auto* shown = each.entity.empty() ? nullptr : model_.find(full_name(of, each.entity));
            if (shown && rights_.may(*shown, action::read, who_))
                items.push_back(json::object{{"entity", shown->full_name()}});
        }
        return items;
    }

    json::array tiles(const entities::declaration& of, const entities::dashboard_declaration& board) const
    {
        json::array shown;
        for (const auto& name : board.tiles) {
            const auto found = std::find_if(of.indicators.begin(), of.indicators.end(),
                                            [&](const auto& each) { return each.name == name; });
            if (found == of.indicators.end() || !who_.has_permission(found->permission)) continue;
            shown.push_back({{"indicator", full_name(of, name)},
                             {"href", "/api/v1" + entities::path_of(of.plugin) + "/indicators/" + name},
                             {"label", text(found->label)},
                             {"chart", found->chart},
                             {"unit", text_or_null(found->unit)},
                             {"money", found->money},
                             {"over_time", found->over_time}});
        }
        return shown;
    }

    const entities::model& model_;
    const entities::access& rights_;
    const entities::caller& who_;
    messages::language language_;
};

} // namespace

std::string console_schema(const entities::model& model, const entities::access& rights, const entities::caller& who,
                           messages::language language, const system_facts& system)
{
    return json::serialize(schema_writer{model, rights, who, language}.whole(system));
}

} // namespace nscl::describe
