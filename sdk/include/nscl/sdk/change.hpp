#pragma once

#include <nscl/sdk/context.hpp>
#include <nscl/sdk/problems.hpp>

#include <optional>
#include <string_view>

namespace nscl::sdk {

/// A record on its way from what it was to what it will be: what checks, claims, guards and hooks look at. Runs inside the
/// change's transaction (after_commit: after it).
class change : public transaction {
public:
    change(const detail::place& where, const detail::known_entity& entity, const nscl_call& call)
        : transaction{where}, entity_{&entity}, call_{&call}
    {
    }

    /// "create", "update", "delete" or "transition".
    std::string_view action() const { return view(call_->action); }
    /// The transition's name; empty when it is none.
    std::string_view transition_name() const
    {
        return action() == "transition" ? view(call_->name) : std::string_view{};
    }
    bool creates() const { return action() == "create"; }

    /// The content as it will be (of a removed record: as it was), or nothing when it is null.
    template <class T>
    std::optional<T> get(std::string_view field) const
    {
        const nscl_handle record = call_->record != 0 ? call_->record : call_->before;
        return value_view{where().get(record, entity_->field(field))}.template as<T>();
    }

    /// The content as it was, or nothing when it was null or there was no record.
    template <class T>
    std::optional<T> before(std::string_view field) const
    {
        if (call_->before == 0) return std::nullopt;
        return value_view{where().get(call_->before, entity_->field(field))}.template as<T>();
    }

    /// True when this change gives the field another value.
    bool changed(std::string_view field) const
    {
        if (call_->record == 0) return false;
        std::uint8_t differs = 0;
        where().call(entities(), &nscl_entities_v1::changed, call_->record, entity_->field(field), &differs);
        return differs != 0;
    }

    std::int64_t id() const { return get<std::int64_t>("id").value_or(0); }

protected:
    const detail::known_entity& entity() const { return *entity_; }
    nscl_handle draft_handle() const { return call_->record; }

private:
    const detail::known_entity* entity_;
    const nscl_call* call_;
};

/// A change that a `before` hook may still alter; what it sets is validated like the client's own values.
class draft : public change {
public:
    using change::change;

    void set(std::string_view field, const value& is)
    {
        const detail::borrowed_values raw{is};
        where().call(entities(), &nscl_entities_v1::set, draft_handle(), entity().field(field), raw.data());
    }
};

} // namespace nscl::sdk
