#pragma once

#include "core/database/database.hpp"
#include "core/platform/random.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace nscl::accounts {

/// The table of shared secrets, for the schema applier.
std::vector<database::table_model> secret_tables();

/// 32 random bytes under a name, the same for every server process on this database; made by the first who asks.
std::string shared_secret(database::database& where, platform::random& random, std::string_view name);

} // namespace nscl::accounts
