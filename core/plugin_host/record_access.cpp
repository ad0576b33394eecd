#include "core/plugin_host/record_access.hpp"

#include "core/entities/field_types/field_type.hpp"

namespace nscl::plugin_host {

called<const host_services*> services_of(const hosted_plugin& plugin)
{
    if (const auto* services = plugin.services()) return services;
    return call_status::misuse("the server's data cannot be reached before create and after stop");
}

called<acting> acting_as(const call_context& context, std::int32_t authority, const entities::entity& of)
{
    const auto& about = context.about();
    if (!about.who) return call_status::misuse("nobody asks here: this callback works on the value it is given");
    switch (authority) {
    case NSCL_AS_CALLER: return acting{*about.who, entities::authority::caller};
    case NSCL_AS_PLUGIN:
        if (of.plugin != about.plugin.id()) {
            return call_status::misuse("NSCL_AS_PLUGIN is for a plugin's own entities; " + of.full_name() +
                                       " is another's");
        }
        return acting{*about.who, entities::authority::plugin};
    default: return call_status::misuse("there is no authority " + std::to_string(authority));
    }
}

called<const entities::entity*> entity_of(const call_context& context, std::uint32_t number)
{
    const auto services = services_of(context.about().plugin);
    if (services.has_error()) return services.error();
    if (const auto* found = (*services)->entity(number)) return found;
    return call_status::not_found("unknown_entity", "no entity has number " + std::to_string(number));
}

called<entities::field_values> values_of(call_context& context, const entities::entity& of, const std::uint32_t* fields,
                                         const nscl_value* values, std::uint32_t count)
{
    if (count > 0 && (!fields || !values)) return call_status::misuse("there is a count of values, but no array");
    entities::field_values result;
    messages::refusal broken{.why = messages::reason::invalid, .code = "invalid", .parameters = {}, .errors = {}};
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto index = context.about().plugin.services()->field_index(of, fields[i]);
        if (!index)
            return call_status::misuse("field number " + std::to_string(fields[i]) + " is none of " + of.full_name());
        const auto& field = of.fields[*index];
        auto stored = stored_form(field, values[i]);
        if (stored.has_error()) return stored.error();
        auto accepted = entities::accept_stored(field, std::move(*stored));
        if (accepted.has_error()) {
            broken.errors.push_back({"/" + field.name, accepted.error().code, accepted.error().parameters});
            continue;
        }
        if (!result.emplace(*index, std::move(*accepted)).second)
            return call_status::misuse("field " + field.name + " is given twice");
    }
    if (!broken.errors.empty()) return refused(context, broken);
    return result;
}

call_status refused(call_context& context, const messages::refusal& why)
{
    auto* sink = context.about().problems;
    if (sink && why.why == messages::reason::invalid) sink->insert(sink->end(), why.errors.begin(), why.errors.end());
    return to_status(why);
}

unsigned depth_of(const call_context& context)
{
    const auto* change = context.about().change;
    return change ? change->depth + 1 : 0;
}

} // namespace nscl::plugin_host
