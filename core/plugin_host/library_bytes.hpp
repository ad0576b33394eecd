#pragma once

#include "core/plugin_host/defect.hpp"

#include <filesystem>
#include <string>

namespace nscl::plugin_host {

/// A library's file as it is, at most 1 GiB.
checked<std::string> library_bytes(const std::filesystem::path& file);

} // namespace nscl::plugin_host
