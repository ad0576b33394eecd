#include "core/plugin_host/entity_lists.hpp"
#include "core/plugin_host/host_functions.hpp"
#include "core/plugin_host/record_access.hpp"
#include "core/plugin_host/record_changes.hpp"
#include "core/plugin_host/record_views.hpp"
#include "core/plugin_host/serve.hpp"

/// The table of nscl.entities/1: names, the callback's own words, and who asks. Records: record_views, lists: entity_lists, changes:
/// record_changes.
namespace nscl::plugin_host {

namespace {

std::int32_t entity(void* host, nscl_text name, std::uint32_t* number, nscl_error* error)
{
    return serve_anywhere(host, error, [&](const hosted_plugin& plugin) -> call_status {
        const auto wanted = view(name);
        if (!wanted || !number) return call_status::misuse("a name and a place for the number are needed");
        const auto services = services_of(plugin);
        if (services.has_error()) return services.error();
        const auto found = (*services)->number_of(*wanted);
        if (!found) return call_status::not_found("unknown_entity", "there is no entity " + std::string{*wanted});
        *number = *found;
        return {};
    });
}

std::int32_t field(void* host, std::uint32_t of, nscl_text name, std::uint32_t* number, nscl_error* error)
{
    return serve_anywhere(host, error, [&](const hosted_plugin& plugin) -> call_status {
        const auto wanted = view(name);
        if (!wanted || !number) return call_status::misuse("a name and a place for the number are needed");
        const auto services = services_of(plugin);
        if (services.has_error()) return services.error();
        const auto found = (*services)->field_number(of, *wanted);
        if (!found) return call_status::not_found("unknown_field", "there is no field " + std::string{*wanted});
        *number = *found;
        return {};
    });
}

/// Pairs of name and value for a message.
called<messages::parameters> parameters_of(const nscl_value* given)
{
    messages::parameters pairs;
    if (!given || given->tag == NSCL_NULL) return pairs;
    if (given->tag != NSCL_LIST || given->length % 2 != 0 || (given->length > 0 && !given->as.list)) {
        return call_status::misuse("a message's parameters are a list of name, value, name, value, ...");
    }
    for (std::uint32_t i = 0; i < given->length; i += 2) {
        auto name = words_of(given->as.list[i]);
        auto value = words_of(given->as.list[i + 1]);
        if (name.has_error()) return name.error();
        if (value.has_error()) return value.error();
        pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return pairs;
}

std::int32_t report(void* host, nscl_handle context, nscl_text field_name, nscl_text code, const nscl_value* parameters,
                    nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        const auto name = view(field_name);
        const auto said = view(code);
        if (!name || !said || said->empty() || said->size() > 64)
            return call_status::misuse("a report needs a code of at most 64 characters");
        auto& about = at.about();
        if (!about.problems) return call_status::misuse("nothing can be reported here");
        const auto* type = about.change ? about.change->type : nullptr;
        if (type && !name->empty() && !type->find(*name)) {
            return call_status::misuse("a report names the field " + std::string{*name} + ", which " +
                                       type->full_name() + " does not have");
        }
        auto pairs = parameters_of(parameters);
        if (pairs.has_error()) return pairs.error();
        about.problems->push_back(
            {name->empty() ? std::string{} : "/" + std::string{*name}, std::string{*said}, std::move(*pairs)});
        return {};
    });
}

std::int32_t result(void* host, nscl_handle context, const nscl_value* value, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        if (!value) return call_status::misuse("a result needs a value");
        if (!at.about().wants_result) return call_status::misuse("this kind of callback has no result");
        auto kept = keep(*value);
        if (kept.has_error()) return kept.error();
        at.about().result = std::move(*kept);
        return {};
    });
}

std::int32_t has_role(void* host, nscl_handle context, nscl_text role, std::uint8_t* held, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        const auto name = view(role);
        if (!name || !held) return call_status::misuse("a role and a place for the answer are needed");
        *held = at.about().who && at.about().who->has_role(*name) ? 1 : 0;
        return {};
    });
}

std::int32_t user(void* host, nscl_handle context, std::int64_t* id, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        if (!id) return call_status::misuse("a place for the user is needed");
        const auto* who = at.about().who;
        *id = who && who->what == entities::caller::kind::user ? who->user : 0;
        return {};
    });
}

} // namespace

const nscl_entities_v1& entities_functions()
{
    static constexpr nscl_entities_v1 table{
        .size = sizeof(nscl_entities_v1),
        .reserved = 0,
        .entity = entity,
        .field = field,
        .get = get_value,
        .set = set_value,
        .changed = value_changed,
        .report = report,
        .result = result,
        .read = read_record,
        .list = open_list,
        .next = next_record,
        .create = create_record,
        .update = update_record,
        .remove = remove_record,
        .transition = transition_record,
        .lock = lock_record,
        .has_role = has_role,
        .user = user,
    };
    return table;
}

} // namespace nscl::plugin_host
