#pragma once

#include "core/plugin_host/dependency_order.hpp"
#include "core/plugin_host/loaded_plugin.hpp"

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace nscl::plugin_host {

/// What there is to say about one plugin file; for `nscl plugin list` and `show`.
struct plugin_report {
    std::string id; ///< as far as it is known, else the file's name without ".so"
    std::filesystem::path file;
    std::optional<manifest> about; ///< none when it cannot be read
    bool enabled = true;
    plugin_state state = plugin_state::discovered;
    std::string reason; ///< of `failed`: what is wrong and what to do
};

/// Enabled plugins cannot be used; what() lists every one with its reason, one per line.
class plugins_refused : public std::runtime_error {
public:
    explicit plugins_refused(std::vector<refused_plugin> refused);
    const std::vector<refused_plugin>& refused() const { return refused_; }

private:
    std::vector<refused_plugin> refused_;
};

} // namespace nscl::plugin_host
