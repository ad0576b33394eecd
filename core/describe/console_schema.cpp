#include "core/describe/console_schema.hpp"

#include "core/audit/journal_routes.hpp"
#include "core/describe/core_actions.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/platform/digits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdlib>

namespace nscl::describe {

namespace json = boost::json;
using entities::action;

namespace {

constexpr std::string_view core = "core";

std::string_view operator_name(entities::comparison_rule::op how)
{
    static constexpr std::string_view names[] = {"eq", "ne", "lt", "le", "gt", "ge"};
    return names[static_cast<std::size_t>(how)];
}

/// Whether a list is narrowed down by values of this field: those that one chooses, and the numbers that the list is about.
bool is_filter(const entities::field& of)
{
    using enum entities::field_type;
    static constexpr entities::field_type chosen[] = {enumeration, reference, multi_reference, boolean, date};
    static constexpr entities::field_type numbers[] = {integer, decimal, money};
    const auto is_one_of = [&](const auto& types) { return std::ranges::find(types, of.type) != std::end(types); };
    return is_one_of(chosen) || (is_one_of(numbers) && (of.in_list || of.sortable));
}

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
            if (rights_.may(*each, action::read, who_)) entities[each->full_name()] = entity(*each);
        }
        return {{"system", shown(system)},         {"plugins", std::move(plugins)},
                {"entities", std::move(entities)}, {"dashboards", std::move(dashboards)},
                {"dimensions", dimensions()},      {"events", events()}};
    }

private:
    /// The words of fields that only some may read are in no index.
    static bool is_searched(const entities::entity& of)
    {
        return std::ranges::any_of(of.fields, [](const auto& each) { return each.searchable && each.read_by.empty(); });
    }

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

    json::object entity(const entities::entity& of) const
    {
        json::array can;
        for (const auto what : {action::read, action::create, action::update, action::delete_, action::import,
                                action::export_, action::history}) {
            if (rights_.may(of, what, who_)) can.push_back(json::string{entities::name(what)});
        }
        json::array fields;
        json::array columns;
        json::array filters;
        json::array sort{"id"};
        for (const auto& each : of.fields) {
            if (!rights_.may_read(of, each, who_)) continue;
            fields.push_back(field(of, each));
            if (each.in_list || each.state) columns.push_back(json::string{each.name});
            if (is_filter(each)) filters.push_back(json::string{each.name});
            if (each.sortable) sort.push_back(json::string{each.name});
        }
        const auto& title = of.fields[of.title_field()];
        json::object result{
            {"path", "/api/v1" + of.path()},
            {"icon", of.icon},
            {"label", {{"one", text(of.label)}, {"many", text(of.label_many)}}},
            {"title", nullptr},
            {"search", is_searched(of)},
            {"can", std::move(can)},
            {"list", {{"columns", std::move(columns)}, {"filters", std::move(filters)}, {"sort", std::move(sort)}}},
            {"fields", std::move(fields)},
            {"rules", rules(of)}};
        if (rights_.may_read(of, title, who_)) result["title"] = title.name;
        if (of.workflow) result["workflow"] = workflow(of);
        if (auto offered = actions(of); !offered.empty()) result["actions"] = std::move(offered);
        return result;
    }

    /// Routes that are offered beside the records.
    json::array actions(const entities::entity& of) const
    {
        auto shown = core_actions(of.full_name(), who_, language_);
        for (const auto& declared : model_.declarations()) {
            if (declared.plugin != of.plugin) continue;
            for (const auto& each : declared.routes) {
                if (each.entity != of.name || !who_.has_permission(each.permission)) continue;
                const bool of_one = each.pattern.find("{id}") != std::string::npos;
                shown.push_back({{"name", each.pattern},
                                 {"label", text(each.label)},
                                 {"on", of_one ? "record" : "list"},
                                 {"method", "POST"},
                                 {"href", entities::path_of(declared.plugin, each)},
                                 {"body", each.body == "json" ? json::value(json::object{}) : json::value(nullptr)},
                                 {"fields", json::array{}},
                                 {"result", {{"kind", "none"}}}});
            }
        }
        return shown;
    }

    json::object field(const entities::entity& of, const entities::field& each) const
    {
        json::object result{{"name", each.name},
                            {"type", json::string{entities::rules_of(each.type).name()}},
                            {"label", text(each.label)},
                            {"required", each.required},
                            {"readonly", !entities::is_given(each) || !rights_.may_write(of, each, who_)},
                            {"immutable", each.immutable},
                            {"sortable", each.sortable}};
        const auto add_text = [&](const char* name, const std::optional<messages::text>& optional) {
            if (optional) result[name] = text(*optional);
        };
        add_text("help", each.help);
        add_text("group", each.group);
        add_text("unit", each.unit);
        add_text("patternText", each.pattern_text);
        if (!each.contributed_type.empty()) result["contributed"] = each.contributed_type;
        if (!each.pattern.empty()) result["pattern"] = each.pattern;
        if (each.type == entities::field_type::text || each.type == entities::field_type::long_text)
            result["maxLength"] = each.max_length;
        if (each.min_length > 0) result["minLength"] = each.min_length;
        if (each.default_value && !each.state) result["default"] = default_of(each);
        if (each.type == entities::field_type::decimal) result["scale"] = each.scale;
        if (each.year) result["year"] = true;
        if (each.min) result["min"] = entities::rules_of(each.type).write_text(each, *each.min);
        if (each.max) result["max"] = entities::rules_of(each.type).write_text(each, *each.max);
        if (each.target) result["ref"] = each.target->full_name();
        if (!each.required_in.empty())
            result["requiredIn"] = json::array(each.required_in.begin(), each.required_in.end());
        if (!each.options.empty()) {
            json::array options;
            for (const auto& option : each.options)
                options.push_back({{"value", option.value}, {"label", text(option.label)}, {"tone", option.tone}});
            result["options"] = std::move(options);
        }
        return result;
    }

    static json::value default_of(const entities::field& of)
    {
        std::string written;
        entities::rules_of(of.type).write_json(written, of, *of.default_value);
        return json::parse(written);
    }

    json::array rules(const entities::entity& of) const
    {
        json::array result;
        for (const auto& each : of.rules) {
            if (!rights_.may_read(of, of.fields[each.field], who_) ||
                !rights_.may_read(of, of.fields[each.other], who_))
                continue;
            result.push_back({{"field", of.fields[each.field].name},
                              {"op", json::string{operator_name(each.how)}},
                              {"other", of.fields[each.other].name}});
        }
        return result;
    }

    json::object workflow(const entities::entity& of) const
    {
        json::array transitions;
        for (const auto& each : of.workflow->transitions) {
            if (std::none_of(each.by.begin(), each.by.end(), [&](const auto& role) { return who_.has_role(role); }))
                continue;
            json::array fields;
            for (const auto index : each.required)
                fields.push_back({{"name", of.fields[index].name}, {"required", true}});
            for (const auto index : each.fields)
                if (std::ranges::find(each.required, index) == each.required.end())
                    fields.push_back({{"name", of.fields[index].name}, {"required", false}});
            json::object transition{{"name", each.name},
                                    {"label", text(each.label)},
                                    {"from", json::array(each.from.begin(), each.from.end())},
                                    {"to", each.to},
                                    {"icon", each.icon},
                                    {"tone", each.tone},
                                    {"unprompted", each.unprompted},
                                    {"fields", std::move(fields)}};
            if (each.confirm) transition["confirm"] = text(*each.confirm);
            transitions.push_back(std::move(transition));
        }
        json::array states;
        for (const auto& each : of.workflow->states) {
            states.push_back(
                {{"name", each.name}, {"label", text(each.label)}, {"tone", each.tone}, {"terminal", each.terminal}});
        }
        json::object result{{"field", of.fields[of.workflow->field].name},
                            {"initial", of.workflow->initial},
                            {"states", std::move(states)},
                            {"transitions", std::move(transitions)}};
        const auto due = of.workflow->due;
        if (due && rights_.may_read(of, of.fields[*due], who_)) result["due"] = of.fields[*due].name;
        return result;
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
