#pragma once

#include "core/accounts/one_time_links.hpp"
#include "core/http/response.hpp"
#include "core/messages/catalogue.hpp"
#include "core/settings/settings.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The page behind a one-time link: plain HTML without script, Vietnamese first, English beneath. Everything stored or typed is
/// escaped, and the answer forbids scripts, frames, caches and referrers.
namespace nscl::accounts::link_page {

/// Where the page is.
struct server {
    const messages::catalogue& texts;
    const settings::account_settings& rules;
    std::string agency = {}; ///< whose it is; "" until somebody has said it
    bool demo = false;       ///< its data are samples, which the page says
};

/// What was typed, to be shown again. Passwords never are.
struct typed {
    std::string agency;
    std::string username;
    std::string display_name;
};

/// The form; with `refused`, what was wrong stands beside the fields (422, or 503 when it was the server's fault).
http::response form(const server& at, const one_time_links::link& of, const typed& again,
                    const messages::refusal* refused);

/// The password is set.
http::response done(const server& at);

/// No such link, or not any more (404).
http::response gone(const server& at);

} // namespace nscl::accounts::link_page
