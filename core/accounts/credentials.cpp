#include "core/accounts/credentials.hpp"

#include "core/accounts/invalid.hpp"
#include "core/accounts/log_in.hpp"
#include "core/accounts/login_sessions.hpp"
#include "core/accounts/password_rules.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace nscl::accounts::credentials {

namespace {

std::vector<std::string> from_json(std::string_view text)
{
    std::vector<std::string> hashes;
    const auto stored = boost::json::parse(text);
    for (const auto& each : stored.as_array()) hashes.emplace_back(each.as_string());
    return hashes;
}

std::string to_json(const std::vector<std::string>& hashes)
{
    boost::json::array list;
    for (const auto& each : hashes) list.emplace_back(each);
    return boost::json::serialize(list);
}

/// Was the password one of the last `remembered`?
messages::outcome<bool> was_used(const credential& of, std::string_view password, const password_hasher& by,
                                 unsigned remembered)
{
    const auto count = std::min<std::size_t>(of.history.size(), remembered);
    for (std::size_t i = 0; i < count; ++i) {
        auto matches = by.verify(of.history[i], password);
        if (matches.has_error() || *matches) return matches;
    }
    return false;
}

} // namespace

credential read(database::reader& from, entities::record_id user)
{
    credential found;
    const database::value key[] = {user};
    static constexpr database::column types[] = {database::column::text, database::column::integer,
                                                 database::column::text};
    from.query(
        R"(SELECT "hash","changed_at","history" FROM core_credential WHERE "id"=?)", key, types,
        [&](const database::row& row) { found = {std::string{row.text(0)}, row.integer(1), from_json(row.text(2))}; });
    return found;
}

bool is_current(database::transaction& in, entities::record_id user, const std::string& hash)
{
    const database::value key[] = {user};
    return in.text(R"(SELECT "hash" FROM core_credential WHERE "id"=?)" + std::string{in.dialect().for_update()},
                   key) == hash;
}

messages::outcome<std::string> accept(const account_context& at, std::string_view username, const credential& before,
                                      std::string_view typed, const std::string& pointer)
{
    auto broken = check_password(typed, username, at.settings, pointer);
    const auto password = prepared_password(typed);
    if (!broken.empty() || !password) return invalid(std::move(broken));
    const unsigned remembered = at.settings.password_history;
    const auto used = was_used(before, *password, at.passwords, remembered);
    if (used.has_error()) return used.error();
    if (*used) return invalid({{pointer, "password_reused", {{"limit", std::to_string(remembered)}}}});
    return at.passwords.hash(*password);
}

void renew(database::transaction& in, entities::record_id user, const credential& of, const std::string& hash)
{
    auto history = of.history;
    std::ranges::replace(history, of.hash, hash);
    const database::value row[] = {hash, to_json(history), user, of.hash};
    in.execute(R"(UPDATE core_credential SET "hash"=?,"history"=? WHERE "id"=? AND "hash"=?)", row);
}

bool replace(database::transaction& in, entities::record_id user, const credential& before, const std::string& hash,
             platform::instant now, unsigned remembered)
{
    std::vector<std::string> history{hash};
    history.insert(history.end(), before.history.begin(), before.history.end());
    history.resize(std::min<std::size_t>(history.size(), std::max(remembered, 1U)));
    if (before.hash.empty()) {
        const database::value row[] = {user, hash, now, to_json(history)};
        const std::string insert{in.dialect().insert_or_ignore()};
        if (in.execute(insert + R"( core_credential ("id","hash","changed_at","history") VALUES (?,?,?,?))", row) !=
            1) {
            return false;
        }
    } else {
        const database::value row[] = {hash, now, to_json(history), user, before.hash};
        if (in.execute(R"(UPDATE core_credential SET "hash"=?,"changed_at"=?,"history"=? WHERE "id"=? AND "hash"=?)",
                       row) != 1) {
            return false;
        }
    }
    login_sessions::end_all(in, user);
    return true;
}

} // namespace nscl::accounts::credentials
