#pragma once

#include <nscl/abi/database.h>
#include <nscl/abi/entities.h>
#include <nscl/abi/http.h>
#include <nscl/abi/plugin.h>
#include <nscl/abi/services.h>
#include <nscl/sdk/error.hpp>
#include <nscl/sdk/text.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>

namespace nscl::sdk::detail {

/// The host's function tables, looked up once. Read by every thread.
class link {
public:
    explicit link(const nscl_host* host)
        : host_{host},
          entities_{extension<nscl_entities_v1>(NSCL_ENTITIES_V1)},
          http_{extension<nscl_http_v1>(NSCL_HTTP_V1)},
          database_{extension<nscl_database_v1>(NSCL_DATABASE_V1)},
          settings_{extension<nscl_settings_v1>(NSCL_SETTINGS_V1)},
          audit_{extension<nscl_audit_v1>(NSCL_AUDIT_V1)},
          clock_{extension<nscl_clock_v1>(NSCL_CLOCK_V1)}
    {
    }

    void* self() const { return host_->self; }
    const nscl_host& host() const { return *host_; }
    const nscl_entities_v1* entities() const { return entities_; }
    const nscl_http_v1* http() const { return http_; }
    const nscl_database_v1* database() const { return database_; }
    const nscl_settings_v1* settings() const { return settings_; }
    const nscl_audit_v1* audit() const { return audit_; }
    const nscl_clock_v1* clock() const { return clock_; }

private:
    template <class Table>
    const Table* extension(const char* id) const
    {
        if (!NSCL_HAS(host_, nscl_host, get_extension)) return nullptr;
        return static_cast<const Table*>(host_->get_extension(host_->self, borrow(id)));
    }

    const nscl_host* host_;
    const nscl_entities_v1* entities_;
    const nscl_http_v1* http_;
    const nscl_database_v1* database_;
    const nscl_settings_v1* settings_;
    const nscl_audit_v1* audit_;
    const nscl_clock_v1* clock_;
};

/// An entity's number and those of its fields, each asked for once.
class known_entity {
public:
    known_entity(const link& to, std::string name, std::uint32_t number)
        : link_{to}, name_{std::move(name)}, number_{number}
    {
    }

    const std::string& name() const { return name_; }
    std::uint32_t number() const { return number_; }

    /// Throws NSCL_NOT_FOUND, naming the field, when the entity has none of that name.
    std::uint32_t field(std::string_view name) const
    {
        if (name == "id") return NSCL_FIELD_ID;
        if (name == "version") return NSCL_FIELD_VERSION;
        if (name == "created_at") return NSCL_FIELD_CREATED_AT;
        if (name == "updated_at") return NSCL_FIELD_UPDATED_AT;
        {
            const std::shared_lock reading{guard_};
            if (const auto known = fields_.find(name); known != fields_.end()) return known->second;
        }
        std::uint32_t number = 0;
        error_slot problem;
        const std::int32_t status =
            link_.entities()->field(link_.self(), number_, borrow(name), &number, problem.get());
        if (status != NSCL_OK) throw error{status, "no_such_field", {}, name_ + " has no field " + std::string{name}};
        const std::unique_lock writing{guard_};
        fields_.emplace(name, number);
        return number;
    }

private:
    const link& link_;
    std::string name_;
    std::uint32_t number_;
    mutable std::shared_mutex guard_;
    mutable std::map<std::string, std::uint32_t, std::less<>> fields_;
};

/// Entities by full name, each asked for once. Addresses stay valid as long as this object.
class known_entities {
public:
    explicit known_entities(const link& to) : link_{to} {}

    /// Throws NSCL_NOT_FOUND, naming the entity, when it is not loaded.
    const known_entity& find(std::string_view name) const
    {
        {
            const std::shared_lock reading{guard_};
            if (const auto known = entities_.find(name); known != entities_.end()) return known->second;
        }
        if (!NSCL_HAS(link_.entities(), nscl_entities_v1, entity))
            throw error{NSCL_UNAVAILABLE, "extension_missing", {}, "the host has no " NSCL_ENTITIES_V1};
        std::uint32_t number = 0;
        error_slot problem;
        const std::int32_t status = link_.entities()->entity(link_.self(), borrow(name), &number, problem.get());
        if (status != NSCL_OK) throw error{status, "no_such_entity", {}, "there is no entity " + std::string{name}};
        const std::unique_lock writing{guard_};
        return entities_.try_emplace(std::string{name}, link_, std::string{name}, number).first->second;
    }

private:
    const link& link_;
    mutable std::shared_mutex guard_;
    mutable std::map<std::string, known_entity, std::less<>> entities_;
};

/// Runs one function of a host table and turns its status into success, lost_race or an error. A missing function is an
/// error as well: an older host, or a smaller one.
template <class Table, class Function, class... Arguments>
std::int32_t ask(const link& to, const Table* table, Function Table::* slot, Arguments... arguments)
{
    const auto reaches = [&] {
        const auto* const end = reinterpret_cast<const char*>(&(table->*slot) + 1);
        return table->size >= static_cast<std::size_t>(end - reinterpret_cast<const char*>(table));
    };
    if (table == nullptr || !reaches() || table->*slot == nullptr)
        throw error{NSCL_UNAVAILABLE, "extension_missing", {}, "the host lacks a function that the plugin needs"};
    error_slot problem;
    const std::int32_t status = (table->*slot)(to.self(), arguments..., problem.get());
    if (status == NSCL_OK || status == NSCL_END) return status;
    if (status == NSCL_RETRY) throw lost_race{};
    problem.raise(status);
}

} // namespace nscl::sdk::detail
