#include "core/accounts/log_in.hpp"

#include "core/accounts/credentials.hpp"
#include "core/accounts/event.hpp"
#include "core/accounts/invalid.hpp"
#include "core/accounts/login_lock.hpp"
#include "core/accounts/login_sessions.hpp"
#include "core/accounts/password_rules.hpp"
#include "core/accounts/time_limits.hpp"
#include "core/platform/ascii.hpp"
#include "core/platform/utf8.hpp"
#include "core/text/unicode.hpp"

#include <algorithm>

namespace nscl::accounts {

using messages::outcome;
using messages::reason;

namespace {

struct account {
    entities::record_id user = 0; ///< 0: nobody has the name
    bool active = false;
    credentials::credential password;
};

account find_account(database::reader& from, const std::string& username)
{
    account found;
    const database::value key[] = {username};
    static constexpr database::column types[] = {database::column::integer, database::column::integer};
    from.query(R"(SELECT "id","active" FROM core_user WHERE "username"=?)", key, types, [&](const database::row& row) {
        found.user = row.integer(0);
        found.active = row.integer(1) != 0;
    });
    if (found.user != 0) found.password = credentials::read(from, found.user);
    return found;
}

/// Tries a password under the lock of the name.
class attempt {
public:
    attempt(const account_context& at, std::string username) : at_(at), username_(std::move(username)) {}

    /// Whether the password holds, or why it was not tried.
    outcome<bool> verify(const std::string& hash, std::string_view typed)
    {
        auto counted = at_.database.write([&](database::transaction& in) {
            return login_lock::begin_attempt(in, username_, at_.clock.now(), at_.settings.failures_before_lock);
        });
        if (counted.has_error()) return counted.error();
        failures_ = *counted;
        auto held = at_.passwords.verify(hash, prepared_password(typed).value_or(""));
        if (held.has_error()) take_back();
        return held;
    }

    /// Uncounts an attempt whose password held, or was not tried.
    void take_back() const
    {
        at_.database.write([&](database::transaction& in) { login_lock::take_back(in, username_); });
    }

    /// The same for one that was refused for something else.
    void take_back(const actor& by, std::string_view why) const
    {
        at_.database.write([&](database::transaction& in) {
            login_lock::take_back(in, username_);
            record_event(in, at_.clock.now(), by, "login_failed", R"({"reason":")" + std::string{why} + R"("})");
        });
    }

    void record_failure(const actor& by, std::string_view why) const
    {
        at_.database.write([&](database::transaction& in) {
            const auto now = at_.clock.now();
            record_event(in, now, by, "login_failed", R"({"reason":")" + std::string{why} + R"("})");
            const auto delay = login_lock::delay_after(failures_, at_.settings.failures_before_lock);
            if (delay.count() == 0) return;
            record_event(in, now, by, "locked",
                         R"({"failures":)" + std::to_string(failures_) + R"(,"seconds":)" +
                             std::to_string(delay.count()) + "}");
        });
    }

private:
    const account_context& at_;
    std::string username_;
    std::int64_t failures_ = 0;
};

/// Why nobody enters the account, even with its password.
std::optional<messages::refusal> closed(const account_context& at, const account& of)
{
    if (!of.active) return refuse(reason::forbidden, "disabled");
    const bool unused =
        at.database.read([&](database::reader& from) { return time_limits::is_unused(from, at, of.user); });
    if (unused) return refuse(reason::forbidden, "account_unused");
    return std::nullopt;
}

/// The hash of the password chosen with a login, "" when none was and the old one may stay.
outcome<std::string> next_hash(const account_context& at, const std::string& username, const account& of,
                               std::string_view chosen)
{
    if (!chosen.empty()) return credentials::accept(at, username, of.password, chosen, "/new_password");
    const bool over = at.database.read([&](database::reader& from) {
        return time_limits::must_change_password(from, at, of.user, username, of.password.changed_at);
    });
    if (over) return refuse(reason::forbidden, "password_change_required");
    return std::string{};
}

/// The hash of a password that is right, at today's cost, when the stored one was made at another; "" when there is nothing to renew, or no
/// time: the next login will do.
std::string renewed_hash(const account_context& at, const credentials::credential& stored, std::string_view typed)
{
    const auto password = prepared_password(typed);
    if (!password || !at.passwords.is_outdated(stored.hash)) return {};
    auto hash = at.passwords.hash(*password);
    return hash.has_error() ? std::string{} : std::move(*hash);
}

void note_login(database::transaction& in, entities::record_id user, platform::instant now)
{
    // Not through the store: a login is an event, not a new version of the user that others would have to merge with.
    const database::value row[] = {now, user};
    in.execute(R"(UPDATE core_user SET "last_login_at"=? WHERE "id"=?)", row);
}

} // namespace

std::optional<std::string> prepared_password(std::string_view typed)
{
    if (typed.size() > most_password_bytes || !platform::is_utf8(typed)) return std::nullopt;
    return text::nfc(typed);
}

std::string prepared_username(std::string_view typed)
{
    return platform::to_lower(typed);
}

outcome<std::string> log_in(const account_context& at, const login_request& asked)
{
    const std::string username = prepared_username(asked.username);
    const auto found = at.database.read([&](database::reader& from) { return find_account(from, username); });
    const actor by{found.user, found.user == 0 ? "" : username, asked.origin};

    attempt tried{at, username};
    const auto held = tried.verify(found.password.hash, asked.password);
    if (held.has_error()) return held.error();
    if (!*held) {
        tried.record_failure(by, "wrong_password");
        return refuse(reason::unauthenticated, "login_failed");
    }
    if (auto refused = closed(at, found)) {
        tried.record_failure(by, refused->code);
        return std::move(*refused);
    }
    auto next = next_hash(at, username, found, asked.new_password);
    if (next.has_error()) {
        tried.take_back(by, next.error().code);
        return next.error();
    }
    const auto renewed = renewed_hash(at, found.password, asked.password);
    return at.database.write([&](database::transaction& in) -> outcome<std::string> {
        const auto now = at.clock.now();
        if (next->empty()
                ? !credentials::is_current(in, found.user, found.password.hash)
                : !credentials::replace(in, found.user, found.password, *next, now, at.settings.password_history)) {
            return refuse(reason::unauthenticated, "login_failed");
        }
        login_lock::forget(in, username);
        if (!next->empty()) record_event(in, now, by, "password_changed");
        if (next->empty() && !renewed.empty()) credentials::renew(in, found.user, found.password, renewed);
        if (!asked.replaced.empty()) login_sessions::end(in, asked.replaced);
        note_login(in, found.user, now);
        record_event(in, now, by, "login");
        return login_sessions::begin(in, at.random, found.user, now, at.settings.session_lifetime);
    });
}

void log_out(const account_context& at, const entities::caller& who, std::string_view token)
{
    at.database.write([&](database::transaction& in) {
        login_sessions::end(in, token);
        record_event(in, at.clock.now(), actor::of(who), "logout");
    });
}

outcome<std::string> change_password(const account_context& at, const entities::caller& who, std::string_view current,
                                     std::string_view next)
{
    const auto before = at.database.read([&](database::reader& from) { return credentials::read(from, who.user); });
    attempt tried{at, who.name};
    const auto held = tried.verify(before.hash, current);
    if (held.has_error()) return held.error();
    if (!*held) {
        tried.record_failure(actor::of(who), "wrong_password");
        return invalid({{"/current_password", "wrong_password", {}}});
    }
    auto hash = credentials::accept(at, who.name, before, next, "/new_password");
    if (hash.has_error()) {
        tried.take_back();
        return hash.error();
    }
    return at.database.write([&](database::transaction& in) -> outcome<std::string> {
        const auto now = at.clock.now();
        if (!credentials::replace(in, who.user, before, *hash, now, at.settings.password_history)) {
            return refuse(reason::conflict, "conflict");
        }
        login_lock::forget(in, who.name);
        record_event(in, now, actor::of(who), "password_changed");
        return login_sessions::begin(in, at.random, who.user, now, at.settings.session_lifetime);
    });
}

} // namespace nscl::accounts
