#include "core/describe/console_entity.hpp"

#include "core/describe/core_actions.hpp"
#include "core/entities/field_types/field_type.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <iterator>
#include <string>

namespace nscl::describe {

namespace json = boost::json;
using entities::action;

namespace {

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

/// Draws what one caller sees of entities, in one language.
class entity_writer {
public:
    entity_writer(const entities::model& model, const entities::access& rights, const entities::caller& who,
                  messages::language language)
        : model_(model), rights_(rights), who_(who), language_(language)
    {
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

private:
    json::string text(const messages::text& of) const { return json::string{of.in(language_)}; }

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

bool is_searched(const entities::entity& of)
{
    return std::ranges::any_of(of.fields, [](const auto& each) { return each.searchable && each.read_by.empty(); });
}

json::object console_entity(const entities::model& model, const entities::access& rights, const entities::caller& who,
                            messages::language language, const entities::entity& of)
{
    return entity_writer{model, rights, who, language}.entity(of);
}

} // namespace nscl::describe
