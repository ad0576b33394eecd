#include "core/entities/field_types/field_type.hpp"
#include "core/entities/model/model_builder.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

/// MariaDB's limit for a row, less room for what it keeps itself.
constexpr std::size_t most_row_bytes = 65'000;

bool has_state(const entity& of, const std::string& name)
{
    if (!of.workflow) return false;
    const auto& states = of.workflow->states;
    return std::any_of(states.begin(), states.end(), [&](const state& each) { return each.name == name; });
}

std::size_t row_bytes(const database::column_model& column)
{
    switch (column.storage) {
    case database::storage::short_text: return column.length * 4 + 2; // utf8mb4
    case database::storage::key_bytes: return column.length + 2;
    default: return 16;
    }
}

} // namespace

model_builder::way model_builder::follow(const entity& from, const scope& along)
{
    const entity* at = &from;
    std::string end;
    for (std::size_t i = 0; i < along.path.size(); ++i) {
        const bool last = i + 1 == along.path.size();
        if (along.path[i] == "id") return last ? way{at->full_name(), ""} : way{"", "\"id\" ends a path"};
        const auto found = at->find(along.path[i]);
        if (!found || !refers(at->fields[*found]))
            return {"", at->full_name() + " has no reference \"" + along.path[i] + "\""};
        end = at->fields[*found].to;
        at = at->fields[*found].target;
    }
    return {end, ""};
}

model_builder::problem model_builder::check_events(const declaration& of) const
{
    if (of.plugin == core_plugin) return std::nullopt;
    for (std::size_t i = 0; i < of.events.size(); ++i)
        if (model_->action_label(core_plugin, of.events[i].name))
            return error(of, item("/events", i) + "/name",
                         "what every plugin's journal entries call \"" + of.events[i].name + "\" is the core's to say");
    return std::nullopt;
}

model_builder::problem model_builder::check_entity(const declaration& from, const entity& of,
                                                   const std::string& pointer) const
{
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        const auto where = item(pointer + "/fields", i);
        if (auto wrong = check_roles(from, of.fields[i].read_by, where + "/read_by")) return wrong;
        if (auto wrong = check_roles(from, of.fields[i].written_by, where + "/written_by")) return wrong;
    }
    if (auto wrong = check_scopes(from, of, pointer)) return wrong;
    if (auto wrong = check_grants(from, of, pointer)) return wrong;
    if (auto wrong = check_states(from, of, pointer)) return wrong;
    return check_row_size(from, of, pointer);
}

model_builder::problem model_builder::check_scopes(const declaration& from, const entity& of,
                                                   const std::string& pointer) const
{
    for (std::size_t i = 0; i < of.scopes.size(); ++i) {
        const auto& each = of.scopes[i];
        const auto where = item(pointer + "/scopes", i);
        const auto* known = model_->find_dimension(each.dimension);
        if (!known)
            return error(from, where + "/dimension", "no loaded plugin declares the dimension " + each.dimension);
        const auto reached = follow(of, each);
        if (!reached.problem.empty()) return error(from, where + "/path", "the path leads nowhere: " + reached.problem);
        const std::string wanted = known->self ? "core.user" : known->entity;
        if (reached.end != wanted)
            return error(from, where + "/path",
                         "the path leads to " + reached.end + ", but the dimension " + each.dimension +
                             " lists ids of " + wanted);
    }
    return std::nullopt;
}

model_builder::problem model_builder::check_grants(const declaration& from, const entity& of,
                                                   const std::string& pointer) const
{
    for (std::size_t i = 0; i < of.permissions.size(); ++i) {
        const auto& each = of.permissions[i];
        const auto where = item(pointer + "/grants", i);
        if (!model_->has_role(each.role))
            return error(from, where + "/role", "no loaded plugin declares the role " + each.role);
        for (std::size_t j = 0; j < each.within.size(); ++j) {
            if (of.scope_of(each.within[j])) continue;
            return error(from, item(where + "/within", j),
                         of.full_name() + " has no scope for the dimension " + each.within[j] +
                             "; declare it under \"scopes\"");
        }
    }
    return std::nullopt;
}

model_builder::problem model_builder::check_states(const declaration& from, const entity& of,
                                                   const std::string& pointer) const
{
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        const auto& states = of.fields[i].required_in;
        for (std::size_t j = 0; j < states.size(); ++j)
            if (!has_state(of, states[j]))
                return error(from, item(item(pointer + "/fields", i) + "/required_in", j),
                             "there is no state " + states[j]);
    }
    if (!of.workflow) return std::nullopt;
    const auto where = pointer + "/workflow";
    if (of.workflow->field >= of.fields.size() || !of.fields[of.workflow->field].state)
        return error(from, where + "/field", "the workflow has no state field");
    if (!has_state(of, of.workflow->initial))
        return error(from, where + "/initial", "there is no state " + of.workflow->initial);
    for (std::size_t i = 0; i < of.workflow->transitions.size(); ++i) {
        const auto& each = of.workflow->transitions[i];
        const auto here = item(where + "/transitions", i);
        if (!has_state(of, each.to)) return error(from, here + "/to", "there is no state " + each.to);
        for (std::size_t j = 0; j < each.from.size(); ++j)
            if (!has_state(of, each.from[j]))
                return error(from, item(here + "/from", j), "there is no state " + each.from[j]);
        if (auto wrong = check_roles(from, each.by, here + "/by")) return wrong;
    }
    return std::nullopt;
}

model_builder::problem model_builder::check_row_size(const declaration& from, const entity& of,
                                                     const std::string& pointer) const
{
    std::size_t bytes = 64 + of.claims.size() * 1'022;
    for (const auto& each : of.fields) {
        if (const auto column = rules_of(each.type).column(each)) bytes += row_bytes(*column);
        if (each.sortable) bytes += 66;
    }
    if (bytes <= most_row_bytes) return std::nullopt;
    return error(from, pointer + "/fields",
                 "the fields of " + of.full_name() + " need " + std::to_string(bytes) + " bytes in a row and " +
                     std::to_string(most_row_bytes) + " fit; make some texts long_text, or split the entity");
}

} // namespace nscl::entities
