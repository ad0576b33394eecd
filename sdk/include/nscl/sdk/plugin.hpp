#pragma once

#include <nscl/sdk/dashboard.hpp>
#include <nscl/sdk/entity.hpp>
#include <nscl/sdk/field_type.hpp>
#include <nscl/sdk/page.hpp>
#include <nscl/sdk/role.hpp>
#include <nscl/sdk/route.hpp>
#include <nscl/sdk/schema.hpp>
#include <nscl/sdk/server.hpp>
#include <nscl/sdk/setting.hpp>

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::sdk {

/// What a plugin adds to the server. Filled once by the body of NSCL_PLUGIN, which has no side effects.
class plugin {
public:
    plugin() = default;
    plugin(const plugin&) = delete;
    plugin& operator=(const plugin&) = delete;

    sdk::entity& entity(std::string_view name, std::string_view plural, std::string_view vi, std::string_view en)
    {
        entity_names_.add(name, "entities");
        return entities_.emplace_back(name, plural, both(vi, en), callbacks_);
    }

    sdk::role& role(std::string_view name, std::string_view vi, std::string_view en)
    {
        role_names_.add(name, "roles");
        return roles_.emplace_back(name, both(vi, en));
    }
    sdk::dimension& dimension(std::string_view name, std::string_view vi, std::string_view en)
    {
        dimension_names_.add(name, "dimensions");
        return dimensions_.emplace_back(name, both(vi, en));
    }

    /// A text that checks and refusals name by its code; `{limit}` stands for a parameter.
    plugin& message(std::string_view code, std::string_view vi, std::string_view en)
    {
        detail::require_name(code, "message");
        message_codes_.add(code, "messages");
        messages_.add(json_object{}.set("code", code).set("vi", vi).set("en", en));
        return *this;
    }
    /// What this plugin writes into the journal by audit(), and what it is called there.
    plugin& event(std::string_view name, std::string_view vi, std::string_view en)
    {
        detail::require_name(name, "event");
        event_names_.add(name, "events");
        events_.add(json_object{}.set("name", name).set("label", both(vi, en)));
        return *this;
    }
    sdk::setting& setting(std::string_view name, const value& standard, std::string_view vi, std::string_view en)
    {
        setting_names_.add(name, "settings");
        return settings_.emplace_back(name, standard, both(vi, en));
    }

    /// `base`: "text", "integer", ... `fn`: value(std::string_view, problems&) for texts, or value(value_view, problems&):
    /// the form to store. What it reports is shown at the field.
    template <field_function F>
    sdk::field_type& field_type(std::string_view name, std::string_view base, std::string_view vi, std::string_view en,
                                F fn)
    {
        field_type_names_.add(name, "field types");
        return field_types_.emplace_back(name, base, both(vi, en), callbacks_.field(std::move(fn)));
    }

    /// `fn`: std::vector<series>(const context&).
    template <indicator_function F>
    sdk::indicator& indicator(std::string_view name, std::string_view vi, std::string_view en, F fn)
    {
        indicator_names_.add(name, "indicators");
        return indicators_.emplace_back(name, both(vi, en), callbacks_.indicator(std::move(fn)));
    }
    sdk::dashboard& dashboard(std::string_view name, std::string_view vi, std::string_view en)
    {
        dashboard_names_.add(name, "dashboards");
        return dashboards_.emplace_back(name, both(vi, en));
    }

    /// Rows that every installation has: created once by their `key`, changed later while nobody else did.
    plugin& seed(std::string_view entity, std::string_view key, std::string_view csv)
    {
        seeds_.add(json_object{}.set("entity", entity).set("key", key).set("csv", csv));
        return *this;
    }
    /// Fills a fresh demonstration database with invented records. `fn`: void(const context&).
    template <demo_function F>
    plugin& demo(F fn)
    {
        demo_ = callbacks_.demo(std::move(fn));
        return *this;
    }
    sdk::menu& menu() { return menu_; }
    /// Of the plugin's part of the menu: a name of the Lucide set.
    plugin& icon(std::string_view name)
    {
        icon_ = name;
        return *this;
    }

    /// A revision of the tables whose change of existing data has to be said; one call per revision, the older ones first, kept as long as
    /// databases of older revisions may come: `plugin.schema(2).compatible_from(2).renamed("course", "name", "title")`. The first revision, 1,
    /// needs no call, and new entities and fields need no revision.
    schema_revision& schema(std::int64_t revision)
    {
        const std::int64_t last = revisions_.empty() ? 1 : revisions_.back().number();
        if (revision <= last)
            throw declaration_error{"schema " + std::to_string(revision) + " comes after " + std::to_string(last)};
        return revisions_.emplace_back(revision);
    }

    // Routes: answer(const request&). The permission is anyone, authenticated, or a role.
    template <route_function F>
    sdk::route& get(std::string_view pattern, std::string_view permission, F fn)
    {
        return route("GET", pattern, permission, std::move(fn));
    }
    template <route_function F>
    sdk::route& post(std::string_view pattern, std::string_view permission, F fn)
    {
        return route("POST", pattern, permission, std::move(fn));
    }
    template <route_function F>
    sdk::route& put(std::string_view pattern, std::string_view permission, F fn)
    {
        return route("PUT", pattern, permission, std::move(fn));
    }
    template <route_function F>
    sdk::route& patch(std::string_view pattern, std::string_view permission, F fn)
    {
        return route("PATCH", pattern, permission, std::move(fn));
    }
    template <route_function F>
    sdk::route& delete_(std::string_view pattern, std::string_view permission, F fn)
    {
        return route("DELETE", pattern, permission, std::move(fn));
    }

    /// A page for people at /p/<plugin><pattern>, for everybody, in Vietnamese and, with `?lang=en`, in English. `fn`:
    /// page(const request&, const wording&); where it throws not_found, the visitor gets a page that says so. `query`: parameters that
    /// it reads besides. Pages without a parameter in their pattern are named by GET /api/v1/agency, so that consoles lead to them.
    template <page_function F>
    plugin& page(std::string_view pattern, std::string_view vi, std::string_view en, F fn,
                 const std::vector<std::string>& query = {})
    {
        sdk::route& made = get(pattern, anyone, detail::page_handler(both(vi, en), std::move(fn), query));
        made.public_page().label(vi, en).answers("text/html").query("lang");
        for (const std::string& name : query) made.query(name);
        return *this;
    }

    // The plugin's life, each at most once per instance: tables exist; no new requests come; nothing runs any more.
    plugin& on_start(std::function<void(const server&)> fn)
    {
        on_start_ = std::move(fn);
        return *this;
    }
    plugin& on_drain(std::function<void(const server&)> fn)
    {
        on_drain_ = std::move(fn);
        return *this;
    }
    plugin& on_stop(std::function<void(const server&)> fn)
    {
        on_stop_ = std::move(fn);
        return *this;
    }

    /// The declaration document of docs/declaration.md. Throws declaration_error.
    std::string document() const;

    const detail::callbacks& callbacks() const { return callbacks_; }
    const std::function<void(const server&)>& starting() const { return on_start_; }
    const std::function<void(const server&)>& draining() const { return on_drain_; }
    const std::function<void(const server&)>& stopping() const { return on_stop_; }

private:
    template <class F>
    sdk::route& route(std::string_view verb, std::string_view pattern, std::string_view permission, F fn)
    {
        return routes_.emplace_back(verb, pattern, permission, callbacks_.route(std::move(fn)));
    }
    template <class Parts>
    static void write(json_object& document, std::string_view name, const Parts& parts)
    {
        if (parts.empty()) return;
        json_array written;
        for (const auto& one : parts) written.add(one.object());
        document.set(name, written);
    }
    static void write(json_object& document, std::string_view name, const json_array& written)
    {
        if (!written.empty()) document.set(name, written);
    }

    detail::callbacks callbacks_;
    std::deque<sdk::entity> entities_;
    std::deque<sdk::role> roles_;
    std::deque<sdk::dimension> dimensions_;
    std::deque<sdk::route> routes_;
    std::deque<sdk::setting> settings_;
    std::deque<sdk::field_type> field_types_;
    std::deque<sdk::indicator> indicators_;
    std::deque<sdk::dashboard> dashboards_;
    std::deque<schema_revision> revisions_;
    json_array messages_;
    json_array events_;
    json_array seeds_;
    sdk::menu menu_;
    std::string icon_;
    std::uint32_t demo_ = 0; ///< callback; 0: none
    std::function<void(const server&)> on_start_;
    std::function<void(const server&)> on_drain_;
    std::function<void(const server&)> on_stop_;
    detail::unique_names entity_names_, role_names_, dimension_names_, message_codes_, event_names_, setting_names_,
        field_type_names_, indicator_names_, dashboard_names_;
};

inline std::string plugin::document() const
{
    json_array entities;
    for (const sdk::entity& one : entities_) entities.add(one.object());
    json_object written;
    written.set("declaration", 1);
    if (!icon_.empty()) written.set("icon", icon_);
    written.set("entities", entities);
    write(written, "roles", roles_);
    write(written, "dimensions", dimensions_);
    write(written, "routes", routes_);
    write(written, "messages", messages_);
    write(written, "events", events_);
    write(written, "settings", settings_);
    write(written, "field_types", field_types_);
    write(written, "indicators", indicators_);
    write(written, "dashboards", dashboards_);
    write(written, "seeds", seeds_);
    write(written, "menu", menu_.items());
    if (!revisions_.empty()) written.set("schema", detail::schema_object(revisions_));
    if (demo_ != 0) written.set("demo", static_cast<std::int64_t>(demo_));
    return written.text();
}

} // namespace nscl::sdk
