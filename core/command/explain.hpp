#pragma once

#include "core/messages/refusal.hpp"

namespace nscl::command {

/// Says on standard error everything that is wrong with what was given, a line each.
void explain(const messages::refusal& refused);

} // namespace nscl::command
