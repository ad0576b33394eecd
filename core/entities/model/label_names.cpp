#include "core/entities/model/label_names.hpp"

namespace nscl::entities::label_names {

namespace {

std::string part_of(const entity& of, std::string_view kind, std::string_view name)
{
    return of.full_name() + "." + std::string{kind} + std::string{name};
}

} // namespace

std::string field(const entity& of, std::string_view name)
{
    return part_of(of, "", name);
}

std::string state(const entity& of, std::string_view name)
{
    return part_of(of, "state.", name);
}

std::string transition(const entity& of, std::string_view name)
{
    return part_of(of, "transition.", name);
}

void add_to(messages::catalogue& texts, const model& all)
{
    for (const auto* each : all.entities()) {
        texts.label(each->full_name(), each->label);
        for (const auto& one : each->fields) texts.label(field(*each, one.name), one.label);
        if (!each->workflow) continue;
        for (const auto& one : each->workflow->states) texts.label(state(*each, one.name), one.label);
        for (const auto& one : each->workflow->transitions) texts.label(transition(*each, one.name), one.label);
    }
}

} // namespace nscl::entities::label_names
