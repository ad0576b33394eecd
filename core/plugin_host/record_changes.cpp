#include "core/plugin_host/record_changes.hpp"

#include "core/entities/reading/stored_record.hpp"
#include "core/entities/store/record_rules.hpp"
#include "core/plugin_host/record_access.hpp"
#include "core/plugin_host/serve.hpp"

namespace nscl::plugin_host {

namespace {

/// What every change needs: the entity, and who acts.
struct target {
    const entities::entity& of;
    acting as;
    unsigned depth;
};

called<target> target_of(const call_context& context, std::int32_t authority, std::uint32_t entity)
{
    const auto of = entity_of(context, entity);
    if (of.has_error()) return of.error();
    const auto as = acting_as(context, authority, **of);
    if (as.has_error()) return as.error();
    const auto depth = depth_of(context);
    if (depth > entities::most_depth) {
        return call_status::misuse("changes made by hooks nest deeper than " + std::to_string(entities::most_depth) +
                                   "; does a hook set itself off?");
    }
    return target{**of, *as, depth};
}

const entities::entity_store& store_of(const call_context& context)
{
    return context.about().plugin.services()->store();
}

/// Runs `fn(transaction&, target)` on what is named, and turns its outcome into a status.
template <class F>
call_status change_record(call_context& context, std::int32_t authority, std::uint32_t entity, F fn)
{
    const auto what = target_of(context, authority, entity);
    if (what.has_error()) return what.error();
    const auto done = with_transaction(context, [&](database::transaction& in) { return fn(in, *what); });
    return done.has_error() ? refused(context, done.error()) : call_status{};
}

/// A lock changes the record's version: of other plugins' records only where the caller could change them.
bool may_lock(const call_context& context, const entities::entity& of, std::int64_t id)
{
    const auto& about = context.about();
    if (of.plugin == about.plugin.id()) return true;
    return about.who && entities::exists(*context.transaction(), of, id,
                                         store_of(context).access().rows(of, entities::action::update, *about.who));
}

} // namespace

std::int32_t create_record(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity,
                           const std::uint32_t* fields, const nscl_value* values, std::uint32_t count, std::int64_t* id,
                           nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        if (!id) return call_status::misuse("a place for the id is needed");
        const auto what = target_of(at, authority, entity);
        if (what.has_error()) return what.error();
        const auto given = values_of(at, what->of, fields, values, count);
        if (given.has_error()) return given.error();
        return change_record(at, authority, entity, [&](database::transaction& in, const target& on) {
            auto made = store_of(at).create(in, on.as.who, on.as.by, on.of, *given, on.depth);
            if (made.has_value()) *id = made->id;
            return made;
        });
    });
}

std::int32_t update_record(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity,
                           std::int64_t id, const std::uint32_t* fields, const nscl_value* values, std::uint32_t count,
                           nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        const auto what = target_of(at, authority, entity);
        if (what.has_error()) return what.error();
        const auto given = values_of(at, what->of, fields, values, count);
        if (given.has_error()) return given.error();
        return change_record(at, authority, entity, [&](database::transaction& in, const target& on) {
            return store_of(at).update(in, on.as.who, on.as.by, on.of, id, 0, *given, on.depth);
        });
    });
}

std::int32_t remove_record(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity,
                           std::int64_t id, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        return change_record(at, authority, entity, [&](database::transaction& in, const target& on) {
            return store_of(at).remove(in, on.as.who, on.as.by, on.of, id, 0, on.depth);
        });
    });
}

std::int32_t transition_record(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity,
                               std::int64_t id, nscl_text name, const std::uint32_t* fields, const nscl_value* values,
                               std::uint32_t count, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        const auto taken = view(name);
        if (!taken) return call_status::misuse("a transition's name is needed");
        const auto what = target_of(at, authority, entity);
        if (what.has_error()) return what.error();
        const auto given = values_of(at, what->of, fields, values, count);
        if (given.has_error()) return given.error();
        return change_record(at, authority, entity, [&](database::transaction& in, const target& on) {
            return store_of(at).transition(in, on.as.who, on.as.by, on.of, id, 0, *taken, *given, on.depth);
        });
    });
}

std::int32_t lock_record(void* host, nscl_handle context, std::uint32_t entity, std::int64_t id, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        if (!at.transaction()) return call_status::misuse("a lock needs a transaction");
        const auto of = entity_of(at, entity);
        if (of.has_error()) return of.error();
        if (at.is_changing(**of, id)) return call_status{};
        if (!may_lock(at, **of, id)) return to_status(entities::no_such_record());
        const auto locked = store_of(at).lock(*at.transaction(), **of, id);
        return locked.has_error() ? to_status(locked.error()) : call_status{};
    });
}

} // namespace nscl::plugin_host
