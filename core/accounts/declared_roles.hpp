#pragma once

#include "core/accounts/account_context.hpp"

namespace nscl::accounts {

/// Brings core.role up to the roles that the loaded plugins declare: new ones are made, changed names and includes follow,
/// roles of plugins that are not loaded stay for the grants that hold them. Throws std::runtime_error when a role cannot be
/// stored, and where an administrator has made a role of that code, whose users would silently get other rights.
void synchronise_roles(database::transaction& in, const account_context& at);

} // namespace nscl::accounts
