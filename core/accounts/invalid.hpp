#pragma once

#include "core/messages/refusal.hpp"

#include <vector>

namespace nscl::accounts {

/// One `invalid` refusal of these problems.
messages::refusal invalid(std::vector<messages::field_error> problems);

} // namespace nscl::accounts
