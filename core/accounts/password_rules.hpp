#pragma once

#include "core/messages/refusal.hpp"
#include "core/settings/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace nscl::accounts {

/// Longer passwords are refused unread, so that nobody makes the server hash megabytes.
constexpr std::size_t most_password_bytes = 1024;

/// What a new password must be (SEC-01): long enough, four character classes (lower and upper case, digit, anything else),
/// free of the user name whatever its accents and case. Every broken rule is reported under `pointer`. The text is UTF-8.
std::vector<messages::field_error> check_password(std::string_view password, std::string_view username,
                                                  const settings::account_settings& rules, const std::string& pointer);

} // namespace nscl::accounts
