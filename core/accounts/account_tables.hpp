#pragma once

#include "core/database/table_model.hpp"

#include <string>
#include <vector>

namespace nscl::accounts {

/// Tables of secrets and sessions: no entities, so that no list, history or export can ever show them. Secrets are stored
/// hashed only. Their `user` is no foreign key; core_rules removes a user's rows with the user.
std::vector<database::table_model> account_tables();

/// Those of them whose rows let somebody in for a while: logins, and links that work once. A backup leaves the rows out, because restored
/// they would bring back what has ended since.
std::vector<std::string> passing_tables();

} // namespace nscl::accounts
