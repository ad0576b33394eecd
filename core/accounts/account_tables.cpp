#include "core/accounts/account_tables.hpp"

namespace nscl::accounts {

namespace {

using database::column_model;
using database::storage;

column_model number(const char* name)
{
    return {name, storage::integer, 0, false, ""};
}

column_model optional_number(const char* name)
{
    return {name, storage::integer, 0, true, ""};
}

column_model text(const char* name, std::uint32_t length)
{
    return {name, storage::short_text, length, false, ""};
}

/// SHA-256 in hexadecimal.
column_model hash(const char* name)
{
    return text(name, 64);
}

} // namespace

std::vector<database::table_model> account_tables()
{
    return {
        // id is the user's; history: a JSON array of the last hashes, the current one first.
        {"core_credential",
         {number("id"), text("hash", 200), number("changed_at"), {"history", storage::long_text, 0, false, ""}},
         {"id"},
         {}},
        // By hashed name, so that names without a user are counted and locked alike.
        {"core_login_failure",
         {hash("name"), number("failures"), number("locked_until"), number("last_at")},
         {"name"},
         {{"ix_core_login_failure_last", {"last_at"}, false}}},
        {"core_session",
         {hash("token"), number("user"), number("created_at"), number("last_seen"), number("expires_at")},
         {"token"},
         {{"ix_core_session_user", {"user"}, false}, {"ix_core_session_expires", {"expires_at"}, false}}},
        {"core_token_secret",
         {hash("hash"), number("token"), number("rejected_at")},
         {"hash"},
         {{"ix_core_token_secret_token", {"token"}, false}}},
        // user is 0 for a set-up link: it makes its user.
        {"core_link",
         {hash("hash"), text("purpose", 20), number("user"), number("created_at"), number("expires_at"),
          optional_number("used_at")},
         {"hash"},
         {{"ix_core_link_user", {"user"}, false}, {"ix_core_link_expires", {"expires_at"}, false}}},
        {"core_generation", {text("topic", 20), number("value")}, {"topic"}, {}},
    };
}

std::vector<std::string> passing_tables()
{
    return {"core_session", "core_link"};
}

} // namespace nscl::accounts
