#pragma once

#include "core/database/connection.hpp"
#include "core/database/database.hpp"
#include "core/platform/random.hpp"
#include "core/settings/settings.hpp"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace nscl::database {

/// The table that stands in a database as long as a backup is restored into it. open() refuses such a database, because what it holds
/// is no whole.
inline constexpr std::string_view restore_mark = "core_restore";

enum class use : std::uint8_t {
    reading, ///< a SQLite file has to be there
    filling  ///< it and its folder are made
};

/// One connection to the database of `settings.url`, for a command that works by itself; connected by its first begin() or
/// reconnect(). Throws `error`.
std::unique_ptr<connection> connect(const settings::database_settings& settings, use what);

/// The names of all tables in the database that `on` is in a transaction of.
std::set<std::string> tables_of(connection& on);

/// Connects to the database of `settings.url` and creates core_sequence where it is missing; a SQLite file and its
/// folder too. `random` is used once, for the prefix of write ids. Throws `error` with what is wrong: the address, the
/// file, the server, the password.
std::unique_ptr<database> open(const settings::database_settings& settings, platform::random& random);

/// Connects for reading only, beside servers or to a copy: makes no file, folder or table, and leaves a SQLite file as it is. Throws `error`
/// as open() does, also where there is no such file.
std::unique_ptr<database> open_read_only(const settings::database_settings& settings);

} // namespace nscl::database
