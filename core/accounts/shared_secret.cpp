#include "core/accounts/shared_secret.hpp"

#include "core/platform/encoding.hpp"

namespace nscl::accounts {

std::vector<database::table_model> secret_tables()
{
    using database::storage;
    return {{"core_secret",
             {{"name", storage::short_text, 40, false, ""}, {"secret", storage::short_text, 64, false, ""}},
             {"name"},
             {}}};
}

std::string shared_secret(database::database& where, platform::random& random, std::string_view name)
{
    const auto made = platform::to_base64url(random.bytes(32));
    const auto kept = where.write([&](database::transaction& in) {
        const database::value row[] = {std::string{name}, made};
        in.execute(std::string{in.dialect().insert_or_ignore()} + " core_secret (\"name\",\"secret\") VALUES (?,?)",
                   row);
        const database::value key[] = {std::string{name}};
        return in.text("SELECT \"secret\" FROM core_secret WHERE \"name\"=?", key).value_or(made);
    });
    return platform::from_base64url(kept);
}

} // namespace nscl::accounts
