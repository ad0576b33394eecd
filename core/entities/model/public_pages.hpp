#pragma once

#include "core/entities/model/model.hpp"

#include <string>
#include <vector>

namespace nscl::entities {

/// A page for everybody that a link can lead to: its path holds nothing that would have to be filled in.
struct public_page {
    std::string path;
    messages::text label;
};

/// Those of all plugins, in the order of the declarations.
std::vector<public_page> public_pages(const model& of);

} // namespace nscl::entities
