#include "core/accounts/account_context.hpp"

#include "core/accounts/core_declaration.hpp"

#include <stdexcept>
#include <string>

namespace nscl::accounts {

const entities::entity& account_context::entity(std::string_view name) const
{
    const std::string full = std::string{core_plugin} + "." + std::string{name};
    const auto* found = store->model().find(full);
    if (!found) throw std::logic_error("the model lacks " + full + ": core's own declaration was not part of it");
    return *found;
}

entities::field_values named_values(const entities::entity& of,
                                    std::initializer_list<std::pair<std::string_view, entities::field_value>> values)
{
    entities::field_values result;
    for (const auto& [name, value] : values) {
        const auto index = of.find(name);
        if (!index) throw std::logic_error(of.full_name() + " has no field " + std::string{name});
        result.emplace(*index, value);
    }
    return result;
}

} // namespace nscl::accounts
