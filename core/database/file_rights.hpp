#pragma once

#include "core/database/soci_connection.hpp"

#include <filesystem>
#include <string>

namespace nscl::database {

/// What keeps this process from using the SQLite database `file` as `wanted` says, and what to do about it; "" where nothing does that can be
/// seen. It only asks: a descriptor of the file that is closed takes the locks of all the process's connections with it.
std::string missing_rights(const std::filesystem::path& file, access wanted);

/// Of the user as whom this process works: his name, or his number where he has none.
std::string this_user();

} // namespace nscl::database
