#pragma once

#include "core/database/connection.hpp"
#include "core/database/table_model.hpp"

#include <string>
#include <vector>

namespace nscl::backup {

/// How the columns of a table are read.
std::vector<database::column> types_of(const database::table_model& table);

/// `"a", "b"`: the columns' names in their order.
std::string columns_of(const database::table_model& table);

/// Visits all rows in the order of the primary key, a page at a time, since MariaDB's client holds what it is answered in memory. `from`
/// is in a transaction whose snapshot all pages belong to.
void each_row(database::connection& from, const database::table_model& table, const database::visitor& visit);

} // namespace nscl::backup
