#pragma once

#include "core/accounts/account_context.hpp"
#include "core/accounts/activity.hpp"
#include "core/accounts/api_tokens.hpp"
#include "core/accounts/caller_cache.hpp"
#include "core/http/request.hpp"
#include "core/messages/refusal.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace nscl::accounts {

/// Who sent a request, and how that was found out.
struct visitor {
    std::shared_ptr<const signed_in> account; ///< nobody's too
    std::string display_name;
    std::string session_token;       ///< "" for nobody and for API tokens
    platform::instant last_seen = 0; ///< of the session
};

/// The cookie's name: bound to this host under TLS.
std::string_view cookie_name(const http::request& asked);

/// Reads credentials off requests. Thread-safe.
class caller_finder {
public:
    explicit caller_finder(const account_context& at) : at_(at) {}

    /// Nobody without credentials; a refusal for those that do not hold, and for a write by cookie without its CSRF header.
    messages::outcome<visitor> find(const http::request& asked);

    /// The user of a session that stands, without asking for the CSRF header; `origin` is the client's address.
    messages::outcome<visitor> of_session(std::string_view token, const std::string& origin);

    /// What was seen of sessions and tokens since it was last written down.
    activity& noted() { return activity_; }

    /// How long a session may stand still.
    std::chrono::minutes idle_timeout(const signed_in& who) const;

private:
    messages::outcome<visitor> by_session(const http::request& asked, std::string_view token);
    messages::outcome<visitor> by_token(const http::request& asked, std::string_view token);
    void note_rejected(const api_tokens::token& which, std::string_view secret, const std::string& why,
                       const std::string& peer);
    platform::instant last_used_at(const api_tokens::token& of) const;
    bool is_unused(const api_tokens::token& of) const;
    std::shared_ptr<const signed_in> compiled(const identity& of, std::int64_t generation);

    const account_context& at_;
    caller_cache cache_;
    activity activity_;
};

} // namespace nscl::accounts
