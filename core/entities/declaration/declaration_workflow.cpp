#include "core/entities/declaration/declaration_reader.hpp"

#include <algorithm>

namespace nscl::entities::parsing {

namespace {

const std::vector<std::string_view> tones{"neutral", "info", "success", "warning", "danger"};

bool has_state(const workflow& of, std::string_view name)
{
    return std::any_of(of.states.begin(), of.states.end(), [&](const state& each) { return each.name == name; });
}

std::string state_named(const json_reader& from, const workflow& of)
{
    auto name = from.text();
    if (!has_state(of, name)) from.fail("there is no state \"" + name + "\"");
    return name;
}

void read_states(json_members& from, workflow& into)
{
    const auto list = from.required("states");
    std::vector<std::string> taken;
    for (const auto& each : list.items()) {
        auto members = each.members();
        state read;
        const auto named = members.required("name");
        read.name = name(named);
        claim_name(taken, read.name, named, "state");
        read.label = texts(members.required("label"));
        read.tone = word(members, "tone", tones);
        read.terminal = members.flag("terminal");
        members.finish();
        into.states.push_back(std::move(read));
    }
    if (into.states.empty()) list.fail("has no state");
}

std::vector<std::size_t> fields_named(json_members& from, std::string_view member, const entity& of)
{
    std::vector<std::size_t> result;
    for (const auto& each : from.items(member)) {
        const auto at = field_named(each, of);
        if (std::ranges::find(result, at) != result.end()) each.fail("the field occurs twice");
        result.push_back(at);
        if (!each.fault().found() && of.fields[at].state) each.fail("the state itself is set by the transition");
    }
    return result;
}

transition read_transition(const json_reader& from, const context& with, const entity& of, const workflow& within)
{
    auto members = from.members();
    transition result;
    result.name = name(members.required("name"));
    result.label = texts(members.required("label"));
    const auto sources = members.required("from");
    for (const auto& each : sources.items()) {
        const auto source = state_named(each, within);
        claim_name(result.from, source, each, "state");
        const auto found =
            std::find_if(within.states.begin(), within.states.end(), [&](const state& s) { return s.name == source; });
        if (found != within.states.end() && found->terminal)
            each.fail("nothing leads out of the terminal state \"" + source + "\"");
    }
    if (result.from.empty()) sources.fail("has no state");
    result.to = state_named(members.required("to"), within);
    members.required("by");
    result.by = names(members, "by");
    result.fields = fields_named(members, "fields", of);
    result.required = fields_named(members, "requires", of);
    for (const auto& each : members.items("guards")) result.guards.push_back(with.callbacks.check(callback(each)));
    result.not_by_actor_of = names(members, "not_by_actor_of");
    result.confirm = optional_texts(members, "confirm");
    result.tone = word(members, "tone", tones);
    result.icon = members.text("icon");
    result.unprompted = members.flag("unprompted");
    members.finish();
    return result;
}

/// The field that holds the state: an enumeration of the states, changed by transitions only.
field state_field(const std::string& name, const workflow& of)
{
    field result;
    result.name = name;
    result.type = field_type::enumeration;
    result.label = {"Trạng thái", "State"};
    for (const auto& each : of.states) result.options.push_back({each.name, each.label, each.tone});
    result.sortable = true;
    result.readonly = true;
    result.state = true;
    result.in_list = true;
    result.default_value = field_value{of.initial};
    return result;
}

void check_actors(const json_reader& transitions, const workflow& of)
{
    for (std::size_t i = 0; i < of.transitions.size(); ++i) {
        const auto& earlier = of.transitions[i].not_by_actor_of;
        for (std::size_t j = 0; j < earlier.size(); ++j) {
            if (earlier[j] == "create" || of.find(earlier[j])) continue;
            transitions.fault().report(transitions.pointer() + "/" + std::to_string(i) + "/not_by_actor_of/" +
                                           std::to_string(j),
                                       "there is no transition \"" + earlier[j] + "\"");
        }
    }
}

} // namespace

void read_workflow(const json_reader& from, const context& with, entity& into)
{
    auto members = from.members();
    workflow result;
    const auto named = members.required("field");
    const auto field_name = name(named);
    if (into.find(field_name)) named.fail("the workflow makes its field itself; it is not declared under \"fields\"");
    const auto initial = members.required("initial");
    read_states(members, result);
    result.initial = state_named(initial, result);
    result.field = into.fields.size();
    into.fields.push_back(state_field(field_name, result));

    const auto list = members.required("transitions");
    std::vector<std::string> taken;
    for (const auto& each : list.items()) {
        result.transitions.push_back(read_transition(each, with, into, result));
        claim_name(taken, result.transitions.back().name, each, "transition");
    }
    check_actors(list, result);
    if (const auto due = members.optional("due")) {
        result.due = field_named(*due, into);
        if (!due->fault().found() && into.fields[*result.due].type != field_type::date)
            due->fail("the field that holds the deadline is a date");
    }
    members.finish();
    into.workflow = std::move(result);
}

} // namespace nscl::entities::parsing
