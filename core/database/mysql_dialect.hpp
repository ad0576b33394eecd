#pragma once

#include "core/database/dialect.hpp"

namespace nscl::database {

/// MariaDB is what the tests run on. MySQL 8 has no IF [NOT] EXISTS for columns and indexes (the connection takes
/// "is there already" for success instead) and another bytewise, unpadded collation.
enum class mysql_flavour { mariadb, mysql };

const dialect& mysql_dialect(mysql_flavour flavour);

/// Bytewise and without padding: "a" and "a " differ, as on SQLite.
std::string_view mysql_collation(mysql_flavour flavour);

} // namespace nscl::database
