#include "core/accounts/time_limits.hpp"

#include "core/accounts/caller_compiler.hpp"
#include "core/accounts/durations.hpp"

#include <algorithm>

namespace nscl::accounts::time_limits {

namespace {

/// The last login, password or use of a token; 0 when there was none.
platform::instant last_activity(database::reader& from, entities::record_id user)
{
    platform::instant last = 0;
    const database::value key[] = {user};
    using database::column;
    static constexpr column types[] = {column::integer, column::integer, column::integer};
    from.query(R"(SELECT u."last_login_at",c."changed_at",)"
               R"((SELECT MAX(t."last_used_at") FROM core_api_token t WHERE t."user"=u."id"))"
               R"( FROM core_user u LEFT JOIN core_credential c ON c."id"=u."id" WHERE u."id"=?)",
               key, types, [&](const database::row& row) {
                   for (std::size_t i = 0; i < std::size(types); ++i) {
                       if (!row.is_null(i)) last = std::max(last, row.integer(i));
                   }
               });
    return last;
}

} // namespace

bool is_unused(database::reader& from, const account_context& at, entities::record_id user)
{
    const auto limit = microseconds(at.settings.inactivity_limit);
    return limit != 0 && at.clock.now() - last_activity(from, user) >= limit;
}

bool must_change_password(database::reader& from, const account_context& at, entities::record_id user,
                          const std::string& username, platform::instant changed_at)
{
    const auto limit = microseconds(at.settings.administrator_password_lifetime);
    if (limit == 0 || at.clock.now() - changed_at < limit) return false;
    return compile_caller(from, at.store->model(), {user, username, {}, std::nullopt}).administrator;
}

} // namespace nscl::accounts::time_limits
