#pragma once

#include "core/entities/model/model.hpp"

#include <string>
#include <vector>

namespace nscl::entities {

/// A page for everybody that a link can lead to: its path holds nothing that would have to be filled in.
struct entrance {
    std::string path;
    messages::text label;
};

/// Those of all plugins, in the order of the declarations.
std::vector<entrance> entrances(const model& of);

} // namespace nscl::entities
