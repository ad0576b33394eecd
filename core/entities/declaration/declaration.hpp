#pragma once

#include "core/entities/model/entity.hpp"
#include "core/entities/schema/schema_change.hpp"
#include "core/http/request.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::entities {

struct role {
    std::string name;
    messages::text label;
    std::vector<std::string> includes;
};

struct dimension {
    std::string name;
    messages::text label;
    std::string entity; ///< whose ids a grant lists; "" when `self`
    bool self = false;  ///< the value is the caller's own user id
};

/// The pseudo-plugin whose entities the server itself brings: users, roles, grants, API tokens and what other rooms add.
constexpr std::string_view core_plugin = "core";

/// Below which path a plugin's route lies.
enum class route_space {
    actions,      ///< /api/v1/<plugin>/actions/...
    public_pages, ///< /p/<plugin>/...
    site          ///< the server's root, as far as the server's own paths leave it free; one plugin at most has a site
};

struct route_declaration {
    http::verb verb = http::verb::get;
    std::string pattern; ///< as declared, below its space
    route_space space = route_space::actions;
    std::string permission; ///< "anyone", "authenticated" or a role
    unsigned callback = 0;
    messages::text label;
    std::vector<std::string> query;
    std::string body = "none"; ///< none, json, any
    bool expensive = false;    ///< counts against limits.expensive_per_minute
    bool non_blocking = false; ///< runs on an I/O thread, and calls no host function that may wait
    std::string content_type = "application/json";
    std::string answer_schema; ///< a JSON Schema, or ""
    std::string entity;        ///< of the same plugin, beside whose records a console offers it; or ""
};

/// Where the router finds a plugin's route: "/api/v1/<plugin>/actions/...", "/p/<plugin>/..." or, of a site, as it was declared.
std::string path_of(std::string_view plugin, const route_declaration& route);

struct message_declaration {
    std::string code;
    messages::text pattern;
};

/// An action of journal entries, and its label.
struct event_declaration {
    std::string name; ///< as entries have it
    messages::text label;
};

struct setting_declaration {
    std::string name;
    std::string type; ///< integer, text, boolean, decimal
    field_value default_value;
    unsigned scale = 0;
    messages::text label;
    std::optional<messages::text> basis;
};

struct indicator_declaration {
    std::string name;
    messages::text label;
    std::optional<messages::text> unit;
    bool money = false;     ///< sums in VND
    bool over_time = false; ///< its categories are periods
    unsigned callback = 0;
    std::string permission;
    std::string chart; ///< bar, line or none
};

struct dashboard_declaration {
    std::string name;
    messages::text label;
    std::vector<std::string> tiles; ///< indicator names
};

struct seed_declaration {
    std::string entity; ///< of the same plugin
    std::string key;    ///< the field with the stable code
    std::string csv;
};

struct menu_declaration {
    std::string entity;
    std::string dashboard;
};

/// Everything that one plugin declares.
struct declaration {
    std::string plugin;
    messages::text label; ///< the plugin's name for people; set by whoever loaded the plugin
    std::string icon;     ///< of its part of the menu, or ""
    std::string version;  ///< likewise, by set_version()
    std::vector<entity> entities;
    std::vector<role> roles;
    std::vector<dimension> dimensions;
    std::vector<route_declaration> routes;
    std::vector<message_declaration> messages;
    std::vector<event_declaration> events;
    std::vector<setting_declaration> settings;
    std::vector<indicator_declaration> indicators;
    std::vector<dashboard_declaration> dashboards;
    std::vector<seed_declaration> seeds;
    std::vector<menu_declaration> menu;
    std::optional<unsigned> demo; ///< callback that fills a demonstration database
    schema_declaration schema;

    bool has_site() const;
};

/// Of the plugin and with it of its entities, for the journal.
void set_version(declaration& of, const std::string& version);

/// Turns callback numbers into something that can be called.
class callback_binder {
public:
    virtual ~callback_binder() = default;
    virtual hook check(unsigned number) = 0;
    virtual hook before(unsigned number) = 0;
    virtual hook after_commit(unsigned number) = 0;
    virtual claim_text claim(unsigned number) = 0;
    virtual value_rule value(unsigned number) = 0;
};

/// A contributed field type, known to declarations read after its own.
struct contributed_type {
    std::string name; ///< "programme.tax_code"
    field_type base = field_type::text;
    std::size_t max_length = 255;
    messages::text label;
    value_rule rule;
};

/// What is wrong with a declaration, and where.
struct declaration_error {
    std::string pointer;
    std::string problem; ///< English, for whoever wrote the plugin
};
[[noreturn]] void throw_exception_from_error(const declaration_error& error, const boost::source_location& where);

/// Reads the document of docs/declaration.md. `types` holds the contributed types of plugins read before; those of this one
/// are appended. References to other plugins are not resolved here (model.hpp).
boost::system::result<declaration, declaration_error> read_declaration(std::string_view plugin,
                                                                       std::string_view document,
                                                                       callback_binder& callbacks,
                                                                       std::vector<contributed_type>& types);

} // namespace nscl::entities
