#pragma once

#include "core/database/table_model.hpp"

#include <vector>

namespace nscl::accounts {

/// Tables of secrets and sessions: no entities, so that no list, history or export can ever show them. Secrets are stored
/// hashed only. Their `user` is no foreign key; core_rules removes a user's rows with the user.
std::vector<database::table_model> account_tables();

} // namespace nscl::accounts
