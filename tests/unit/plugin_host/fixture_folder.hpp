#pragma once

#include <filesystem>

namespace nscl::plugin_host {

/// Where the build puts the libraries of fixtures/.
inline const std::filesystem::path fixtures = NSCL_FIXTURES;

} // namespace nscl::plugin_host
