#pragma once

#include "core/plugin_host/manifest.hpp"

#include <span>
#include <string>
#include <vector>

namespace nscl::plugin_host {

/// A plugin that cannot take part, and why.
struct refused_plugin {
    std::string id; ///< as far as it is known, else the file's name
    std::filesystem::path file;
    std::string reason;
};

struct resolution {
    std::vector<manifest> order; ///< every plugin after those that it depends on; otherwise by id
    std::vector<refused_plugin> refused;
};

/// Orders the plugins that are wanted. `found`: all manifests; `enabled`: ids, empty means all of them. Refuses duplicates (naming both
/// files), ids that were not found, missing, disabled or unsuitable dependencies, cycles (naming them), and whatever needs a refused
/// one. Plugins that are not enabled are left out silently.
resolution resolve(std::vector<manifest> found, std::span<const std::string> enabled);

} // namespace nscl::plugin_host
