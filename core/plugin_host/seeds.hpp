#pragma once

#include "core/entities/declaration/declaration.hpp"
#include "core/plugin_host/defect.hpp"
#include "core/plugin_host/host_services.hpp"

namespace nscl::plugin_host {

/// Brings the rows that a plugin ships into its tables, by their stable codes: missing rows are created, and rows that differ are changed
/// where the journal knows of nobody but the system having touched them. All rules apply; the plugin must be running.
///
/// The CSV's header names fields; "province.code" names the record that a reference means by that field of its own. A defect says entity,
/// row and field. Throws database::error.
checked<> sow(const host_services& services, const entities::declaration& declared);

} // namespace nscl::plugin_host
