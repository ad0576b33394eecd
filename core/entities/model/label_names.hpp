#pragma once

#include "core/entities/model/model.hpp"
#include "core/messages/catalogue.hpp"

#include <string>
#include <string_view>

/// What people call the parts of entities, for messages: parameters carry full names, the catalogue knows their labels.
namespace nscl::entities::label_names {

std::string field(const entity& of, std::string_view name);      ///< "programme.call.closes_on"
std::string state(const entity& of, std::string_view name);      ///< "programme.call.state.open"
std::string transition(const entity& of, std::string_view name); ///< "programme.call.transition.close"

/// Adds the labels of every entity, field, state and transition.
void add_to(messages::catalogue& texts, const model& all);

} // namespace nscl::entities::label_names
