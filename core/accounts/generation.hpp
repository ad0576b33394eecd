#pragma once

#include "core/database/database.hpp"

#include <cstdint>
#include <string_view>

/// Counters in the database that tell every server process that something it keeps in memory is old.
namespace nscl::accounts::generation {

/// What compiled callers are made of: users, roles, grants.
constexpr std::string_view access = "access";
/// Serialises the making of the first administrator.
constexpr std::string_view set_up = "set_up";

/// Makes the counters exist. At start, before anything else here.
void prepare(database::transaction& in);

/// Counts up, and holds the counter's row until the end of the transaction.
void bump(database::transaction& in, std::string_view topic);

} // namespace nscl::accounts::generation
