#pragma once

#include "core/entities/store/entity_store.hpp"
#include "core/messages/refusal.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace nscl::accounts {

/// Texts as typed, accepted by the fields that they are for; otherwise all that is wrong with them, required ones left empty included.
messages::outcome<entities::field_values>
typed_values(const entities::entity& of, std::initializer_list<std::pair<std::string_view, std::string>> typed);

} // namespace nscl::accounts
