#include "core/plugin_host/host_services.hpp"

#include <nscl/abi/entities.h>

#include <utility>

namespace nscl::plugin_host {

host_services::host_services(database::database& to, std::shared_ptr<const entities::entity_store> store,
                             const platform::clock& clock, std::chrono::minutes utc_offset)
    : database_(to),
      store_(std::move(store)),
      clock_(clock),
      utc_offset_(utc_offset),
      entities_(store_->model().entities())
{
    names_.reserve(entities_.size());
    for (const auto* each : entities_) {
        names_.push_back(each->full_name());
        by_name_.emplace(names_.back(), static_cast<std::uint32_t>(names_.size()));
    }
}

std::optional<std::uint32_t> host_services::number_of(std::string_view full_name) const
{
    const auto found = by_name_.find(full_name);
    if (found == by_name_.end()) return std::nullopt;
    return found->second;
}

const entities::entity* host_services::entity(std::uint32_t number) const
{
    return number == 0 || number > entities_.size() ? nullptr : entities_[number - 1];
}

std::optional<std::uint32_t> host_services::field_number(std::uint32_t entity_number, std::string_view name) const
{
    static constexpr std::pair<std::string_view, std::uint32_t> own[] = {{"id", NSCL_FIELD_ID},
                                                                         {"version", NSCL_FIELD_VERSION},
                                                                         {"created_at", NSCL_FIELD_CREATED_AT},
                                                                         {"updated_at", NSCL_FIELD_UPDATED_AT}};
    const auto* of = entity(entity_number);
    if (!of) return std::nullopt;
    for (const auto& [known, number] : own) {
        if (known == name) return number;
    }
    const auto index = of->find(name);
    if (!index) return std::nullopt;
    return (entity_number << field_bits) | static_cast<std::uint32_t>(*index);
}

std::optional<std::size_t> host_services::field_index(const entities::entity& of, std::uint32_t number) const
{
    const std::size_t index = number & ((std::uint32_t{1} << field_bits) - 1);
    if (entity(number >> field_bits) != &of || index >= of.fields.size()) return std::nullopt;
    return index;
}

} // namespace nscl::plugin_host
