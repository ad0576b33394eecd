#include "core/accounts/password_rules.hpp"

#include "core/platform/utf8.hpp"
#include "core/text/unicode.hpp"

#include <algorithm>

namespace nscl::accounts {

namespace {

/// A shorter name occurs in words by chance.
constexpr std::size_t shortest_name_to_find = 3;

bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Letters with marks count here too: they are no easier to guess than punctuation.
bool is_other(char c)
{
    return !is_lower(c) && !is_upper(c) && !is_digit(c);
}

} // namespace

std::vector<messages::field_error> check_password(std::string_view password, std::string_view username,
                                                  const settings::account_settings& rules, const std::string& pointer)
{
    std::vector<messages::field_error> broken;
    const auto report = [&](const char* code, messages::parameters parameters = {}) {
        broken.push_back({pointer, code, std::move(parameters)});
    };
    if (password.size() > most_password_bytes) {
        report("password_too_long", {{"limit", std::to_string(most_password_bytes)}});
        return broken;
    }
    if (!platform::is_utf8(password)) {
        report("invalid_utf8");
        return broken;
    }
    if (platform::length(password) < rules.password_length) {
        report("password_too_short", {{"limit", std::to_string(rules.password_length)}});
    }
    if (std::ranges::none_of(password, is_lower)) report("password_needs_lower");
    if (std::ranges::none_of(password, is_upper)) report("password_needs_upper");
    if (std::ranges::none_of(password, is_digit)) report("password_needs_digit");
    if (std::ranges::none_of(password, is_other)) report("password_needs_symbol");
    if (username.size() >= shortest_name_to_find &&
        text::fold(password).find(text::fold(username)) != std::string::npos) {
        report("password_contains_name");
    }
    return broken;
}

} // namespace nscl::accounts
