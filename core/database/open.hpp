#pragma once

#include "core/database/database.hpp"
#include "core/platform/random.hpp"
#include "core/settings/settings.hpp"

#include <memory>

namespace nscl::database {

/// Connects to the database of `settings.url` and creates core_sequence where it is missing; a SQLite file and its
/// folder too. `random` is used once, for the prefix of write ids. Throws `error` with what is wrong: the address, the
/// file, the server, the password.
std::unique_ptr<database> open(const settings::database_settings& settings, platform::random& random);

/// Connects for reading only, beside servers or to a copy: makes no file, folder or table, and leaves a SQLite file as it is. Throws `error`
/// as open() does, also where there is no such file.
std::unique_ptr<database> open_read_only(const settings::database_settings& settings);

} // namespace nscl::database
