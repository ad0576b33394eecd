#include "core/accounts/caller_finder.hpp"

#include "core/accounts/durations.hpp"
#include "core/accounts/event.hpp"
#include "core/accounts/login_sessions.hpp"
#include "core/accounts/time_limits.hpp"
#include "core/database/error.hpp"
#include "core/log/log.hpp"
#include "core/platform/ascii.hpp"
#include "core/platform/hash.hpp"

#include <algorithm>

namespace nscl::accounts {

using messages::outcome;
using messages::reason;

namespace {

bool is_safe(http::verb which)
{
    return which == http::verb::get || which == http::verb::head || which == http::verb::options;
}

/// The token of `Authorization: Bearer <token>`; none under another scheme.
std::optional<std::string_view> bearer(std::string_view authorization)
{
    constexpr std::string_view scheme = "bearer ";
    if (!platform::equal_ignoring_case(authorization.substr(0, scheme.size()), scheme)) return std::nullopt;
    authorization.remove_prefix(scheme.size());
    while (authorization.starts_with(' ')) authorization.remove_prefix(1);
    return authorization;
}

visitor nobody(const http::request& asked)
{
    auto account = std::make_shared<signed_in>();
    account->who = std::make_shared<const entities::caller>(entities::caller::nobody(asked.peer));
    return {std::move(account), {}, {}, 0};
}

} // namespace

std::string_view cookie_name(const http::request& asked)
{
    return asked.secure ? "__Host-nscl_session" : "nscl_session";
}

outcome<visitor> caller_finder::find(const http::request& asked)
{
    if (const auto authorization = asked.header("authorization"); !authorization.empty()) {
        const auto token = bearer(authorization);
        if (!token) return refuse(reason::unauthenticated, "bad_token");
        return by_token(asked, *token);
    }
    const auto token = asked.cookie(cookie_name(asked));
    if (token.empty()) return nobody(asked);
    return by_session(asked, token);
}

std::chrono::minutes caller_finder::idle_timeout(const signed_in& who) const
{
    return who.administrator ? std::min(at_.settings.idle_timeout, at_.settings.administrator_idle_timeout)
                             : at_.settings.idle_timeout;
}

outcome<visitor> caller_finder::of_session(std::string_view token, const std::string& origin)
{
    const auto found = at_.database.look_up([&](database::reader& from) { return login_sessions::find(from, token); });
    const auto now = at_.clock.now();
    if (!found || !found->active || now >= found->expires_at) return refuse(reason::unauthenticated, "session_expired");
    auto account = compiled({found->user, found->username, origin, std::nullopt}, found->generation);
    const auto last_seen = activity_.session_last_seen(token, found->last_seen);
    if (now - last_seen >= microseconds(idle_timeout(*account)))
        return refuse(reason::unauthenticated, "session_expired");
    return visitor{std::move(account), found->display_name, std::string{token}, last_seen};
}

outcome<visitor> caller_finder::by_session(const http::request& asked, std::string_view token)
{
    auto found = of_session(token, asked.peer);
    if (found.has_error()) return found;
    if (!is_safe(asked.verb) &&
        !platform::equal_in_constant_time(asked.header("x-csrf-token"), login_sessions::csrf_of(token))) {
        return refuse(reason::forbidden, "csrf");
    }
    activity_.session_seen(token, at_.clock.now());
    return found;
}

outcome<visitor> caller_finder::by_token(const http::request& asked, std::string_view token)
{
    const auto found = at_.database.look_up([&](database::reader& from) { return api_tokens::find(from, token); });
    if (!found) {
        log::warning("token_rejected", {{"reason", "unknown"}, {"peer", asked.peer}, {"request", asked.id}});
        return refuse(reason::unauthenticated, "bad_token");
    }
    const auto now = at_.clock.now();
    const bool expired = now >= found->expires_at;
    const bool unused = !expired && found->active && is_unused(*found);
    if (expired || !found->active || unused) {
        const std::string why = expired ? "expired" : unused ? "unused" : "disabled";
        log::warning("token_rejected", {{"reason", why}, {"peer", asked.peer}, {"request", asked.id}});
        if (now - found->rejected_at >= microseconds(noted_every)) note_rejected(*found, token, why, asked.peer);
        return refuse(reason::unauthenticated, expired ? "token_expired" : "bad_token");
    }
    auto account = compiled({found->user, found->username, asked.peer, found->id}, found->generation);
    activity_.token_used(found->id, now);
    return visitor{std::move(account), found->display_name, {}, 0};
}

/// The answer is a refusal already: an outage makes it no other.
void caller_finder::note_rejected(const api_tokens::token& which, std::string_view secret, const std::string& why,
                                  const std::string& peer)
{
    try {
        at_.database.write([&](database::transaction& in) {
            const auto now = at_.clock.now();
            api_tokens::note_rejected(in, secret, now);
            record_event(in, now, {which.user, which.username, peer}, "token_rejected",
                         R"({"reason":")" + why + R"(","token":)" + std::to_string(which.id) + "}");
        });
    } catch (const database::error& outage) {
        log::warning("token_rejection_not_journalled", {{"problem", outage.what()}});
    }
}

platform::instant caller_finder::last_used_at(const api_tokens::token& of) const
{
    return activity_.token_last_used(of.id, of.last_used_at);
}

/// A token whose own last use is not long ago needs no look at the rest of the account.
bool caller_finder::is_unused(const api_tokens::token& of) const
{
    const auto limit = microseconds(at_.settings.inactivity_limit);
    if (limit == 0 || at_.clock.now() - last_used_at(of) < limit) return false;
    return at_.database.read([&](database::reader& from) { return time_limits::is_unused(from, at_, of.user); });
}

std::shared_ptr<const signed_in> caller_finder::compiled(const identity& of, std::int64_t generation)
{
    if (auto kept = cache_.find(of, generation)) return kept;
    auto fresh = std::make_shared<const signed_in>(
        at_.database.read([&](database::reader& from) { return compile_caller(from, at_.store->model(), of); }));
    cache_.keep(of, generation, fresh);
    return fresh;
}

} // namespace nscl::accounts
