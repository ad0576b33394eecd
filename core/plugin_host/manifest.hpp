#pragma once

#include "core/messages/catalogue.hpp"
#include "core/plugin_host/defect.hpp"
#include "core/plugin_host/version.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::plugin_host {

/// Another plugin that must be there.
struct dependency {
    std::string id;
    version_range range;
};

/// What a library says of itself before any of its code runs (sdk/include/nscl/abi/manifest.h).
struct manifest {
    std::string id;
    plugin_host::version version;
    messages::text label;
    std::uint32_t abi_major = 0;
    std::uint32_t abi_minor = 0; ///< the lowest host minor that it can live with
    std::vector<dependency> depends;
    std::string licence; ///< SPDX
    std::filesystem::path file;
};

/// Reads the manifest out of a library's bytes; defects say which member is wrong.
checked<manifest> parse_manifest(std::string_view library);

/// The same for plugin.json itself.
checked<manifest> parse_manifest_document(std::string_view document);

/// The same for a file, whose name must be <id>.so. Runs none of its code. Outages of the disk are defects of this file.
checked<manifest> read_manifest(const std::filesystem::path& file);

/// Whether this host can run the plugin: equal major, and a host minor not below the plugin's. Names both numbers.
checked<> check_abi(std::uint32_t plugin_major, std::uint32_t plugin_minor);

} // namespace nscl::plugin_host
