#include "core/plugin_host/record_views.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/plugin_host/record_access.hpp"
#include "core/plugin_host/serve.hpp"

namespace nscl::plugin_host {

namespace {

/// A field that every record has besides the declared ones.
std::optional<nscl_value> own_value(const entities::record& of, std::uint32_t field)
{
    switch (field) {
    case NSCL_FIELD_ID: return whole(of.id);
    case NSCL_FIELD_VERSION: return whole(of.version);
    case NSCL_FIELD_CREATED_AT: return whole(of.created_at, NSCL_TIMESTAMP);
    case NSCL_FIELD_UPDATED_AT: return whole(of.updated_at, NSCL_TIMESTAMP);
    default: return std::nullopt;
    }
}

called<std::size_t> index_of(const call_context& context, const opened_record& record, std::uint32_t field)
{
    const auto index = context.about().plugin.services()->field_index(*record.type, field);
    if (!index || *index >= record.content->values.size()) {
        return call_status::misuse("field number " + std::to_string(field) + " is none of " + record.type->full_name());
    }
    return called<std::size_t>{boost::system::in_place_value, *index};
}

} // namespace

std::int32_t get_value(void* host, nscl_handle context, nscl_handle record, std::uint32_t field, nscl_value* value,
                       nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        if (!value) return call_status::misuse("a place for the value is needed");
        const auto opened = at.get<opened_record>(record);
        if (opened.has_error()) return opened.error();
        if (const auto own = own_value(*(*opened)->content, field)) {
            *value = *own;
            return {};
        }
        const auto index = index_of(at, **opened, field);
        if (index.has_error()) return index.error();
        const auto& declared = (*opened)->type->fields[*index];
        const auto* reader = (*opened)->reader;
        if (reader && !at.about().plugin.services()->store().access().may_read(*(*opened)->type, declared, *reader)) {
            return call_status::not_found("unknown_field", "the caller may not read " + declared.name);
        }
        // A draft's texts move when hooks set them, everything else stays where it is until the callback returns.
        *value = lend(declared, (*opened)->content->values[*index], at.memory(),
                      (*opened)->draft ? lending::copied : lending::in_place);
        return {};
    });
}

std::int32_t set_value(void* host, nscl_handle context, nscl_handle record, std::uint32_t field,
                       const nscl_value* value, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        if (!value) return call_status::misuse("a value is needed");
        const auto opened = at.get<opened_record>(record);
        if (opened.has_error()) return opened.error();
        if (!(*opened)->draft) return call_status::misuse("only the draft of a before callback can be changed");
        const auto index = index_of(at, **opened, field);
        if (index.has_error()) return index.error();
        const auto& declared = (*opened)->type->fields[*index];
        if (declared.state) return call_status::misuse("the state " + declared.name + " changes by transitions only");
        auto stored = stored_form(declared, *value);
        if (stored.has_error()) return stored.error();
        auto accepted = entities::accept_stored(declared, std::move(*stored));
        if (accepted.has_error()) {
            return refused(at, {.why = messages::reason::invalid,
                                .code = "invalid",
                                .parameters = {},
                                .errors = {{"/" + declared.name, accepted.error().code, accepted.error().parameters}}});
        }
        (*opened)->draft->values[*index] = std::move(*accepted);
        return {};
    });
}

std::int32_t value_changed(void* host, nscl_handle context, nscl_handle record, std::uint32_t field,
                           std::uint8_t* changed, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        if (!changed) return call_status::misuse("a place for the answer is needed");
        const auto opened = at.get<opened_record>(record);
        if (opened.has_error()) return opened.error();
        const auto index = index_of(at, **opened, field);
        if (index.has_error()) return index.error();
        const auto* change = at.about().change;
        *changed = 0;
        if (!change || (*opened)->content != change->after) return {};
        const auto& now = change->after->values[*index];
        *changed = change->before ? now != change->before->values[*index] : !entities::is_null(now);
        return {};
    });
}

std::int32_t read_record(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity, std::int64_t id,
                         nscl_handle* record, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        if (!record) return call_status::misuse("a place for the record is needed");
        const auto of = entity_of(at, entity);
        if (of.has_error()) return of.error();
        const auto as = acting_as(at, authority, **of);
        if (as.has_error()) return as.error();
        auto found = with_reader(at, [&](database::reader& from) {
            return at.about().plugin.services()->store().read(from, as->who, as->by, **of, id);
        });
        if (found.has_error()) return to_status(found.error());
        opened_record opened{.type = *of, .own = std::make_unique<const entities::record>(std::move(*found))};
        opened.content = opened.own.get();
        if (as->by == entities::authority::caller) opened.reader = &as->who;
        *record = at.open(std::move(opened));
        return {};
    });
}

} // namespace nscl::plugin_host
