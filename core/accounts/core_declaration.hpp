#pragma once

#include <string_view>

namespace nscl::accounts {

/// The pseudo-plugin whose entities the server itself brings: users, roles, grants, API tokens, attachments, jobs.
constexpr std::string_view core_plugin = "core";

/// Its declaration, in the form that every plugin uses (docs/declaration.md). Callback numbers are core_rules' own.
std::string_view core_document();

} // namespace nscl::accounts
