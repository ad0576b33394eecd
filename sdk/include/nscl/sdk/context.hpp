#pragma once

#include <nscl/sdk/database.hpp>
#include <nscl/sdk/json.hpp>
#include <nscl/sdk/record.hpp>

#include <concepts>
#include <exception>
#include <optional>
#include <string_view>
#include <type_traits>

namespace nscl::sdk {

/// Whose rights a call applies. The plugin's own skip the caller's grants, and work on its own entities only.
enum class authority : std::int32_t { as_caller = NSCL_AS_CALLER, as_plugin = NSCL_AS_PLUGIN };
using enum authority;

class transaction;

/// Who asks.
class caller {
public:
    explicit caller(const detail::place& where) : where_{where} {}

    /// True when the caller holds the role, directly or through another.
    bool has_role(std::string_view role) const
    {
        std::uint8_t held = 0;
        where_.call(where_.host().entities(), &nscl_entities_v1::has_role, borrow(role), &held);
        return held != 0;
    }

    /// The user's id, or nothing when nobody is logged in or the system acts.
    std::optional<std::int64_t> id() const
    {
        std::int64_t user = 0;
        where_.call(where_.host().entities(), &nscl_entities_v1::user, &user);
        if (user == 0) return std::nullopt;
        return user;
    }

private:
    detail::place where_;
};

/// What a plugin can do while it serves somebody: records of every plugin, its tables, the audit trail. Valid for the
/// callback that received it, on that thread. Entities are named "programme.organization"; a plugin's own may be named
/// "course". Whatever the host refuses is thrown as `error`, which may simply pass.
class context : public server {
public:
    explicit context(const detail::place& where) : server{*where.in}, where_{where} {}

    caller who() const { return caller{where_}; }

    /// The records that a query of the HTTP API's list language finds: "filter[state]=open&sort=-id&limit=20".
    record_list list(std::string_view entity, std::string_view query = {}, authority rights = as_caller) const
    {
        const detail::known_entity& known = where_.entity(entity);
        nscl_handle handle = 0;
        where_.call(entities(), &nscl_entities_v1::list, static_cast<std::int32_t>(rights), known.number(),
                    borrow(query), &handle);
        return {where_, known, handle};
    }

    /// One record; throws NSCL_NOT_FOUND, also where the caller may not know of it.
    record read(std::string_view entity, std::int64_t id, authority rights = as_caller) const
    {
        const detail::known_entity& known = where_.entity(entity);
        nscl_handle handle = 0;
        where_.call(entities(), &nscl_entities_v1::read, static_cast<std::int32_t>(rights), known.number(), id,
                    &handle);
        return {where_, known, handle};
    }

    /// One record, or nothing.
    std::optional<record> find(std::string_view entity, std::int64_t id, authority rights = as_caller) const
    {
        try {
            return read(entity, id, rights);
        } catch (const error& why) {
            if (why.status() == NSCL_NOT_FOUND && why.code() != "no_such_entity") return std::nullopt;
            throw;
        }
    }

    /// A new record's id. Every rule applies, as through the API.
    std::int64_t create(std::string_view entity, const values& given, authority rights = as_caller) const
    {
        const detail::known_entity& known = where_.entity(entity);
        const std::vector<std::uint32_t> fields = numbers(known, given);
        const detail::borrowed_values raw{given};
        std::int64_t id = 0;
        where_.call(entities(), &nscl_entities_v1::create, static_cast<std::int32_t>(rights), known.number(),
                    fields.data(), raw.data(), raw.size(), &id);
        return id;
    }

    void update(std::string_view entity, std::int64_t id, const values& given, authority rights = as_caller) const
    {
        const detail::known_entity& known = where_.entity(entity);
        const std::vector<std::uint32_t> fields = numbers(known, given);
        const detail::borrowed_values raw{given};
        where_.call(entities(), &nscl_entities_v1::update, static_cast<std::int32_t>(rights), known.number(), id,
                    fields.data(), raw.data(), raw.size());
    }

    void remove(std::string_view entity, std::int64_t id, authority rights = as_caller) const
    {
        where_.call(entities(), &nscl_entities_v1::remove, static_cast<std::int32_t>(rights),
                    where_.entity(entity).number(), id);
    }

    /// Takes a record through a transition, with the values that go along.
    void transition(std::string_view entity, std::int64_t id, std::string_view name, const values& given = {},
                    authority rights = as_caller) const
    {
        const detail::known_entity& known = where_.entity(entity);
        const std::vector<std::uint32_t> fields = numbers(known, given);
        const detail::borrowed_values raw{given};
        where_.call(entities(), &nscl_entities_v1::transition, static_cast<std::int32_t>(rights), known.number(), id,
                    borrow(name), fields.data(), raw.data(), raw.size());
    }

    /// Rows of the plugin's tables ("<plugin>_<entity>"), in the SQL that every database here understands; `?` stands
    /// for a parameter.
    template <class... Columns>
    rows<Columns...> query(std::string_view sql, const value::list& parameters = {}) const
    {
        return {where_, sql, parameters};
    }

    /// Runs `work(const transaction&)` in a transaction, or in the one that is running already, and returns what it
    /// returns. The host may run it again after a conflict: no effects outside the database. An exception rolls back.
    template <class Work>
    auto transact(Work work) const -> std::invoke_result_t<Work&, const sdk::transaction&>;

    /// One entry of the journal that is no change of a record: audit("report_exported", json_object()...). What it is called there is
    /// declared by plugin.event().
    void audit(std::string_view action, const json& detail) const
    {
        where_.call(link().audit(), &nscl_audit_v1::write, borrow(action), borrow(detail.text()));
    }

protected:
    const detail::place& where() const { return where_; }
    const nscl_entities_v1* entities() const { return link().entities(); }

    static std::vector<std::uint32_t> numbers(const detail::known_entity& known, const values& given)
    {
        std::vector<std::uint32_t> result;
        result.reserve(given.size());
        for (const named_value& one : given) result.push_back(known.field(one.name));
        return result;
    }

private:
    detail::place where_;
};

/// A context whose changes stand or fall together.
class transaction : public context {
public:
    using context::context;

    /// Runs a statement on a table of the plugin's own that is no entity; how many rows it changed.
    std::int64_t execute(std::string_view sql, const value::list& parameters = {}) const
    {
        const detail::borrowed_values raw{parameters};
        std::int64_t affected = 0;
        where().call(link().database(), &nscl_database_v1::execute, borrow(sql), raw.data(), raw.size(), &affected);
        return affected;
    }

    /// Locks a record until the transaction ends and changes its version: an invariant over many rows lives on one row, changed under
    /// its lock. A record whose change this is part of is locked already, and keeps its version.
    void lock(std::string_view entity, std::int64_t id) const
    {
        where().call(entities(), &nscl_entities_v1::lock, where().entity(entity).number(), id);
    }
};

namespace detail {

/// Turns what plugin code throws into a status, at every edge. Returns `lost` over everything else.
template <class Work>
std::int32_t guarded(nscl_error* target, const fate* outcome, Work&& work) noexcept
{
    const auto failed = [&](std::int32_t status, const char* what) noexcept {
        if (target == nullptr || target->size < sizeof(nscl_error)) return status;
        target->status = status;
        target->code[0] = target->field[0] = '\0';
        target->parameters_size = 0;
        copy_text(target->detail, what);
        return status;
    };
    std::int32_t status = NSCL_OK;
    try {
        work();
    } catch (const lost_race&) {
        status = failed(NSCL_RETRY, "the transaction lost a race");
    } catch (const error& why) {
        status = why.status();
        try {
            fill(target, why);
        } catch (...) {
            status = failed(NSCL_FAILED, "out of memory while explaining an error");
        }
    } catch (const std::exception& why) {
        status = failed(NSCL_FAILED, why.what());
    } catch (...) {
        status = failed(NSCL_FAILED, "an exception that is no std::exception");
    }
    if (outcome != nullptr && outcome->lost && outcome->in_transaction && status != NSCL_RETRY)
        status = failed(NSCL_RETRY, "the transaction lost a race");
    return status;
}

/// The work of one transaction between the two trips through the host. Its exception stays on this side.
template <class Work, class Result>
struct transacted {
    Work& work;
    const place& outside;
    fate inside{};
    std::exception_ptr thrown{};
    std::optional<Result> result{};

    static std::int32_t run(void* data, nscl_handle context, nscl_error* target) noexcept
    {
        auto& self = *static_cast<transacted*>(data);
        self.inside = {true, false};
        self.thrown = nullptr;
        return guarded(target, &self.inside, [&] {
            try {
                const sdk::transaction now{place{self.outside.in, context, &self.inside}};
                self.result.emplace(self.work(now));
            } catch (const lost_race&) {
                throw;
            } catch (...) {
                self.thrown = std::current_exception();
                throw;
            }
        });
    }
};

} // namespace detail

template <class Work>
auto context::transact(Work work) const -> std::invoke_result_t<Work&, const sdk::transaction&>
{
    using result = std::invoke_result_t<Work&, const sdk::transaction&>;
    if constexpr (std::is_void_v<result>) {
        transact([&work](const sdk::transaction& now) {
            work(now);
            return true;
        });
    } else {
        detail::transacted<Work, result> state{work, where_};
        try {
            where_.call(link().database(), &nscl_database_v1::transaction, &detail::transacted<Work, result>::run,
                        static_cast<void*>(&state));
        } catch (const error&) {
            if (state.thrown) std::rethrow_exception(state.thrown);
            throw;
        }
        return *std::move(state.result);
    }
}

} // namespace nscl::sdk
