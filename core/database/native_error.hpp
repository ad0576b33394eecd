#pragma once

#include "core/database/error.hpp"

#include <string_view>

/// From a database's own codes to ours. Pure.
namespace nscl::database {

/// `code` is an extended result code. The constraint of a unique violation is left as SQLite says it ("table.column,
/// table.column"), for the connection to look up.
error sqlite_error(int code, std::string_view message);

/// `code` is a server's or the client library's. Server messages that may repeat values are not taken over.
error mysql_error(unsigned code, std::string_view message);

} // namespace nscl::database
