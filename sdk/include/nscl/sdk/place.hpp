#pragma once

#include <nscl/sdk/embedded.h>
#include <nscl/sdk/server.hpp>

#include <string>
#include <string_view>

namespace nscl::sdk::detail {

/// Whether the transaction that a callback runs in is lost: then nothing but "again" may be answered, whatever plugin
/// code made of the exception.
struct fate {
    bool in_transaction = false;
    bool lost = false;
};

/// Where plugin code runs: which instance, which context of the host. Cheap to copy; valid for one callback.
struct place {
    const instance* in;
    nscl_handle context;
    fate* outcome;

    const link& host() const { return in->host_link; }

    /// "course" is the plugin's own; "programme.organization" is anybody's.
    const known_entity& entity(std::string_view name) const
    {
        if (name.find('.') != std::string_view::npos) return in->entities.find(name);
        return in->entities.find(std::string{view(nscl_embedded_id)} + "." + std::string{name});
    }

    nscl_value get(nscl_handle record, std::uint32_t field) const
    {
        nscl_value raw{};
        call(host().entities(), &nscl_entities_v1::get, record, field, &raw);
        return raw;
    }

    /// As ask(), with the context as first argument, remembering a lost transaction.
    template <class Table, class Function, class... Arguments>
    std::int32_t call(const Table* table, Function Table::* slot, Arguments... arguments) const
    {
        try {
            return ask(host(), table, slot, context, arguments...);
        } catch (const lost_race&) {
            outcome->lost = true;
            throw;
        }
    }
};

} // namespace nscl::sdk::detail
