#pragma once

#include "core/database/database.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/platform/clock.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace nscl::plugin_host {

/// What plugins can reach through the host, the same for all of one generation. Database and clock outlive it.
class host_services {
public:
    host_services(database::database& to, std::shared_ptr<const entities::entity_store> store,
                  const platform::clock& clock, std::chrono::minutes utc_offset);

    database::database& database() const { return database_; }
    const entities::entity_store& store() const { return *store_; }
    platform::instant now() const { return clock_.now(); }
    /// "YYYY-MM-DD"
    std::string today() const { return platform::local_date(clock_.now(), utc_offset_); }

    /// Entities as the contract numbers them, from 1.
    std::optional<std::uint32_t> number_of(std::string_view full_name) const;
    /// Null when there is none of that number.
    const entities::entity* entity(std::uint32_t number) const;

    /// Fields as the contract numbers them: the entity's number is part of it, so that one entity's field is never taken for another's.
    static constexpr unsigned field_bits = 12;
    std::optional<std::uint32_t> field_number(std::uint32_t entity, std::string_view name) const;
    /// Index into of.fields; nothing when the number is another entity's, or none.
    std::optional<std::size_t> field_index(const entities::entity& of, std::uint32_t number) const;

private:
    database::database& database_;
    std::shared_ptr<const entities::entity_store> store_;
    const platform::clock& clock_;
    std::chrono::minutes utc_offset_;
    std::vector<const entities::entity*> entities_;
    std::map<std::string_view, std::uint32_t> by_name_;
    std::vector<std::string> names_;
};

} // namespace nscl::plugin_host
