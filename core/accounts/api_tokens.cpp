#include "core/accounts/api_tokens.hpp"

#include "core/accounts/secret.hpp"
#include "core/accounts/typed_values.hpp"

namespace nscl::accounts::api_tokens {

namespace {

/// Lets scanners for leaked secrets recognise ours.
constexpr std::string_view prefix = "nscl_";

} // namespace

messages::outcome<issued> issue(const account_context& at, const entities::caller& who, const order& wanted)
{
    const auto& entity = at.entity("api_token");
    auto typed = typed_values(entity, {{"name", wanted.name}, {"expires_at", wanted.expires_at}});
    if (typed.has_error()) return typed.error();
    auto values = named_values(entity, {{"user", who.user}, {"limited_to", wanted.limited_to}});
    values.merge(*typed);

    return at.database.write([&](database::transaction& in) -> messages::outcome<issued> {
        auto made = at.store->create(in, who, entities::authority::plugin, entity, values);
        if (made.has_error()) return made.error();
        issued result{made->id, std::string{prefix} + secret::make(at.random)};
        const database::value row[] = {secret::hash_of(result.secret), made->id};
        in.execute(R"(INSERT INTO core_token_secret ("hash","token","rejected_at") VALUES (?,?,0))", row);
        return result;
    });
}

std::optional<token> find(database::reader& from, std::string_view secret)
{
    if (!secret.starts_with(prefix) || !secret::is_wellformed(secret.substr(prefix.size()))) return std::nullopt;
    std::optional<token> found;
    const database::value key[] = {secret::hash_of(secret)};
    using database::column;
    static constexpr column types[] = {column::integer, column::integer, column::text,
                                       column::text,    column::integer, column::integer,
                                       column::integer, column::integer, column::integer};
    from.query(R"(SELECT t."id",t."user",u."username",u."display_name",u."active",t."expires_at",t."last_used_at",)"
               R"(s."rejected_at",g."value" FROM core_token_secret s JOIN core_api_token t ON t."id"=s."token")"
               R"( JOIN core_user u ON u."id"=t."user" JOIN core_generation g ON g."topic"='access' WHERE s."hash"=?)",
               key, types, [&](const database::row& row) {
                   found = token{row.integer(0),           row.integer(1),      std::string{row.text(2)},
                                 std::string{row.text(3)}, row.integer(4) != 0, row.integer(5),
                                 row.integer(6),           row.integer(7),      row.integer(8)};
               });
    return found;
}

void note_used(database::transaction& in, entities::record_id token, platform::instant now)
{
    // Not through the store: use is no new version of the token.
    const database::value row[] = {now, token, now};
    in.execute(
        R"(UPDATE core_api_token SET "last_used_at"=? WHERE "id"=? AND ("last_used_at" IS NULL OR "last_used_at"<?))",
        row);
}

void note_rejected(database::transaction& in, std::string_view secret, platform::instant now)
{
    const database::value row[] = {now, secret::hash_of(secret)};
    in.execute(R"(UPDATE core_token_secret SET "rejected_at"=? WHERE "hash"=?)", row);
}

} // namespace nscl::accounts::api_tokens
