#pragma once

#include "core/database/connection.hpp"
#include "core/database/database_url.hpp"

#include <chrono>
#include <memory>
#include <string>

/// Connections through SOCI, which only the files soci_* include, this one excepted.
namespace nscl::database {

enum class access : std::uint8_t {
    read_write,
    read_only, ///< as a server reads beside its writer
    inspect    ///< as somebody else reads: there has to be a file, and it stays as it is, write-ahead log included
};

/// Not connected before its first begin() or reconnect(). `patience` is how long a lock of another process is waited
/// for.
std::unique_ptr<connection> sqlite_connection(const sqlite_location& where, access allowed,
                                              std::chrono::milliseconds patience);

/// Moves the write-ahead log into the file and removes it, which only somebody who is alone on the file can: false when others have it
/// open. True for a file that is no database, or a broken one, too. Throws `error` where it cannot be written.
bool end_write_ahead_log(const sqlite_location& where);

/// The same as sqlite_connection for MariaDB and MySQL. `patience` also limits connecting.
std::unique_ptr<connection> mysql_connection(const mysql_location& where, std::string password,
                                             std::chrono::milliseconds patience);

} // namespace nscl::database
