#pragma once

#include <nscl/abi/database.h>
#include <nscl/abi/entities.h>
#include <nscl/abi/http.h>
#include <nscl/abi/plugin.h>
#include <nscl/abi/services.h>

namespace nscl::plugin_host {

class hosted_plugin;

/// The table that a plugin gets at create; `plugin` outlives its use.
nscl_host host_table(hosted_plugin& plugin);

/// The extensions' tables; static lifetime.
const nscl_entities_v1& entities_functions();
const nscl_http_v1& http_functions();
const nscl_database_v1& database_functions();
const nscl_settings_v1& settings_functions();
const nscl_audit_v1& audit_functions();
const nscl_clock_v1& clock_functions();

} // namespace nscl::plugin_host
