#pragma once

#include "core/plugin_host/dependency_order.hpp"
#include "core/settings/settings.hpp"

#include <vector>

namespace nscl::plugin_host {

/// The plugin files of the folders, without running any of their code.
struct discovery {
    std::vector<manifest> found;         ///< sound manifests, by path
    std::vector<refused_plugin> refused; ///< files that are none
};

/// Looks at every *.so of the folders. A folder that is not there is logged, and otherwise empty.
discovery discover(const settings::plugin_settings& from);

/// Is the plugin wanted? An empty list means every one.
bool is_enabled(const settings::plugin_settings& in, const std::string& id);

/// discover, restricted to enabled plugins, checked against this host and put in order. Settings for plugins that do not exist are refused too.
resolution resolve_enabled(const settings::plugin_settings& from);

} // namespace nscl::plugin_host
