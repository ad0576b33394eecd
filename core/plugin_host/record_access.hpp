#pragma once

#include "core/plugin_host/call_context.hpp"

#include <nscl/abi/entities.h>

#include <cstdint>
#include <utility>

/// What the functions of nscl.entities/1 have in common.
namespace nscl::plugin_host {

/// Who acts, and with whose rights.
struct acting {
    const entities::caller& who;
    entities::authority by;
};

/// NSCL_AS_PLUGIN is for the plugin's own entities; NSCL_AS_CALLER needs somebody who asks.
called<acting> acting_as(const call_context& context, std::int32_t authority, const entities::entity& of);

/// The services; misuse before they are there.
called<const host_services*> services_of(const hosted_plugin& plugin);

/// The entity of a number.
called<const entities::entity*> entity_of(const call_context& context, std::uint32_t number);

/// A plugin's values by field index, converted and accepted by their fields. Values that break declared limits are reported to the
/// context's sink, all of them, and make it NSCL_REFUSED.
called<entities::field_values> values_of(call_context& context, const entities::entity& of, const std::uint32_t* fields,
                                         const nscl_value* values, std::uint32_t count);

/// A refusal's status. Errors of fields go to the context's sink; a conflict is the plugin's to answer, which may try something else.
call_status refused(call_context& context, const messages::refusal& why);

/// Runs `fn(reader&)` where the context reads: in its transaction, else on a connection of its own.
template <class F>
auto with_reader(const call_context& context, F&& fn) -> std::invoke_result_t<F, database::reader&>
{
    if (auto* within = context.transaction()) return fn(*within);
    return context.about().plugin.services()->database().read(std::forward<F>(fn));
}

/// Runs `fn(transaction&)`, which returns an outcome, as one step of the context's transaction, or as one of its own. A refused step leaves
/// nothing behind.
template <class F>
auto with_transaction(const call_context& context, F&& fn) -> std::invoke_result_t<F, database::transaction&>
{
    auto* within = context.transaction();
    if (!within) return context.about().plugin.services()->database().write(std::forward<F>(fn));
    std::optional<std::invoke_result_t<F, database::transaction&>> result;
    within->attempt([&] {
        result.emplace(fn(*within));
        return !result->has_error();
    });
    return std::move(*result);
}

/// Nesting of a change that the context makes: one deeper than the change that its callback is about.
unsigned depth_of(const call_context& context);

} // namespace nscl::plugin_host
