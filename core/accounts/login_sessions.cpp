#include "core/accounts/login_sessions.hpp"

#include "core/accounts/durations.hpp"
#include "core/accounts/secret.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"

namespace nscl::accounts::login_sessions {

std::string begin(database::transaction& in, platform::random& random, entities::record_id user, platform::instant now,
                  std::chrono::hours lifetime)
{
    const std::string token = secret::make(random);
    const database::value row[] = {secret::hash_of(token), user, now, now, now + microseconds(lifetime)};
    in.execute(R"(INSERT INTO core_session ("token","user","created_at","last_seen","expires_at") VALUES (?,?,?,?,?))",
               row);
    return token;
}

std::optional<session> find(database::reader& from, std::string_view token)
{
    if (!secret::is_wellformed(token)) return std::nullopt;
    std::optional<session> found;
    const database::value key[] = {secret::hash_of(token)};
    using database::column;
    static constexpr column types[] = {column::integer, column::text,    column::text,   column::integer,
                                       column::integer, column::integer, column::integer};
    from.query(
        R"(SELECT s."user",u."username",u."display_name",u."active",s."last_seen",s."expires_at",g."value")"
        R"( FROM core_session s JOIN core_user u ON u."id"=s."user" JOIN core_generation g ON g."topic"='access')"
        R"( WHERE s."token"=?)",
        key, types, [&](const database::row& row) {
            found = {row.integer(0),      std::string{row.text(1)}, std::string{row.text(2)},
                     row.integer(3) != 0, row.integer(4),           row.integer(5),
                     row.integer(6)};
        });
    return found;
}

std::string csrf_of(std::string_view token)
{
    return platform::to_base64url(platform::sha256("nscl csrf " + std::string{token}));
}

void note_seen(database::transaction& in, std::string_view token, platform::instant now)
{
    const database::value row[] = {now, secret::hash_of(token), now};
    in.execute(R"(UPDATE core_session SET "last_seen"=? WHERE "token"=? AND "last_seen"<?)", row);
}

void end(database::transaction& in, std::string_view token)
{
    const database::value key[] = {secret::hash_of(token)};
    in.execute(R"(DELETE FROM core_session WHERE "token"=?)", key);
}

void end_all(database::transaction& in, entities::record_id user)
{
    const database::value key[] = {user};
    in.execute(R"(DELETE FROM core_session WHERE "user"=?)", key);
}

void sweep(database::transaction& in, platform::instant now, std::chrono::minutes idle)
{
    const database::value ended[] = {now, now - microseconds(idle)};
    in.execute(R"(DELETE FROM core_session WHERE "expires_at"<=? OR "last_seen"<?)", ended);
}

} // namespace nscl::accounts::login_sessions
