#include "core/accounts/one_time_links.hpp"

#include "core/accounts/administrators.hpp"
#include "core/accounts/agency.hpp"
#include "core/accounts/credentials.hpp"
#include "core/accounts/durations.hpp"
#include "core/accounts/generation.hpp"
#include "core/accounts/log_in.hpp"
#include "core/accounts/login_lock.hpp"
#include "core/accounts/new_user.hpp"
#include "core/accounts/secret.hpp"

#include <array>

namespace nscl::accounts::one_time_links {

using entities::record_id;
using messages::outcome;
using messages::reason;

namespace {

std::optional<purpose> purpose_named(std::string_view text)
{
    for (const auto each : {purpose::set_up, purpose::invitation, purpose::password_reset}) {
        if (name(each) == text) return each;
    }
    return std::nullopt;
}

/// Marks the link as used; false when somebody else was faster or it ended.
bool claim(database::transaction& in, std::string_view token, platform::instant now)
{
    const database::value row[] = {now, secret::hash_of(token), now};
    return in.execute(R"(UPDATE core_link SET "used_at"=? WHERE "hash"=? AND "used_at" IS NULL AND "expires_at">?)",
                      row) == 1;
}

entities::caller chooser(const link& used, const std::string& username, const std::string& origin)
{
    entities::caller who = entities::caller::system(username);
    who.user = used.user;
    who.origin = origin;
    return who;
}

/// Makes the first administrator; refused when there is one by now.
outcome<record_id> set_up(database::transaction& in, const account_context& at, const choice& chosen,
                          const std::string& hash)
{
    generation::bump(in, generation::set_up);
    if (count_administrators(in) > 0) return refuse(reason::conflict, "already_set_up");
    const auto who = chooser({}, prepared_username(chosen.username), chosen.origin);
    if (!chosen.agency.empty()) {
        if (auto named = agency::rename(in, at, who, chosen.agency); named.has_error()) return named.error();
    }
    return make_user(in, at, who,
                     {prepared_username(chosen.username), chosen.display_name, std::string{administrator_role}}, hash);
}

/// Sets the password of the link's user.
outcome<record_id> admit(database::transaction& in, const account_context& at, const link& used, const choice& chosen,
                         const credentials::credential& before, const std::string& hash)
{
    const auto who = chooser(used, used.username, chosen.origin);
    if (!chosen.display_name.empty() && chosen.display_name != used.display_name) {
        const auto& user = at.entity("user");
        auto changed = at.store->update(in, who, entities::authority::plugin, user, used.user, 0,
                                        named_values(user, {{"display_name", chosen.display_name}}));
        if (changed.has_error()) return changed.error();
    }
    if (!credentials::replace(in, used.user, before, hash, at.clock.now(), at.settings.password_history)) {
        return refuse(reason::conflict, "conflict");
    }
    login_lock::forget(in, used.username);
    return used.user;
}

} // namespace

std::string_view name(purpose which)
{
    constexpr std::array<std::string_view, 3> names{"set_up", "invitation", "password_reset"};
    return names.at(static_cast<std::size_t>(which));
}

std::string path_of(std::string_view token)
{
    return "/setup/" + std::string{token};
}

std::string issue(database::transaction& in, const account_context& at, purpose what, record_id user, const actor& by)
{
    const auto now = at.clock.now();
    if (user != 0) {
        const database::value earlier[] = {now, user};
        in.execute(R"(UPDATE core_link SET "used_at"=? WHERE "user"=? AND "used_at" IS NULL)", earlier);
    }
    const std::string token = secret::make(at.random);
    const database::value row[] = {secret::hash_of(token), std::string{name(what)}, user, now,
                                   now + microseconds(at.settings.link_lifetime)};
    in.execute(R"(INSERT INTO core_link ("hash","purpose","user","created_at","expires_at") VALUES (?,?,?,?,?))", row);
    record_event(in, now, by, "link_issued", R"({"purpose":")" + std::string{name(what)} + R"("})", user);
    return token;
}

std::optional<link> find(database::reader& from, std::string_view token, platform::instant now)
{
    if (!secret::is_wellformed(token)) return std::nullopt;
    std::optional<link> found;
    const database::value parameters[] = {secret::hash_of(token), now};
    using database::column;
    static constexpr column types[] = {column::text, column::integer, column::text, column::text, column::integer};
    from.query(
        R"(SELECT l."purpose",l."user",u."username",u."display_name",u."active" FROM core_link l)"
        R"( LEFT JOIN core_user u ON u."id"=l."user" WHERE l."hash"=? AND l."used_at" IS NULL AND l."expires_at">?)",
        parameters, types, [&](const database::row& row) {
            const auto what = purpose_named(row.text(0));
            if (!what || (*what != purpose::set_up && row.integer(4) == 0)) return;
            found = link{*what, row.integer(1), std::string{row.text(2)}, std::string{row.text(3)}};
        });
    return found;
}

outcome<record_id> use(const account_context& at, std::string_view token, const choice& chosen)
{
    struct target {
        std::optional<one_time_links::link> link;
        credentials::credential before;
    };
    const auto [found, before] = at.database.read([&](database::reader& from) {
        target result;
        result.link = find(from, token, at.clock.now());
        if (result.link) result.before = credentials::read(from, result.link->user);
        return result;
    });
    if (!found) return refuse(reason::not_found, "link_expired");
    const bool first = found->what == purpose::set_up;
    const std::string username = first ? prepared_username(chosen.username) : found->username;
    const auto hash = credentials::accept(at, username, before, chosen.password, "/password");
    if (hash.has_error()) return hash.error();

    return at.database.write([&](database::transaction& in) -> outcome<record_id> {
        const auto now = at.clock.now();
        if (!claim(in, token, now)) return refuse(reason::not_found, "link_expired");
        auto user = first ? set_up(in, at, chosen, *hash) : admit(in, at, *found, chosen, before, *hash);
        if (user.has_error()) return user;
        record_event(in, now, {*user, username, chosen.origin}, "link_used",
                     R"({"purpose":")" + std::string{name(found->what)} + R"("})");
        return user;
    });
}

void sweep(database::transaction& in, platform::instant now)
{
    const database::value ended[] = {now};
    in.execute(R"(DELETE FROM core_link WHERE "expires_at"<=?)", ended);
}

} // namespace nscl::accounts::one_time_links
