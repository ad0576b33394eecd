#pragma once

#include "core/entities/model/model.hpp"

namespace nscl::fuzz {

/// One entity, p.thing, with a field of every type that needs no file; made once.
const entities::model& small_model();
const entities::entity& thing();

} // namespace nscl::fuzz
