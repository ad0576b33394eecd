#include "core/accounts/new_user.hpp"

#include "core/accounts/credentials.hpp"
#include "core/accounts/invalid.hpp"
#include "core/accounts/typed_values.hpp"

namespace nscl::accounts {

using entities::authority;
using messages::outcome;

outcome<entities::record_id> make_user(database::transaction& in, const account_context& at,
                                       const entities::caller& who, const new_user& wanted, const std::string& hash)
{
    const auto& user = at.entity("user");
    const auto values = typed_values(user, {{"username", wanted.username}, {"display_name", wanted.display_name}});
    if (values.has_error()) return values.error();

    auto made = at.store->create(in, who, authority::plugin, user, *values);
    if (made.has_error()) return made.error();
    credentials::replace(in, made->id, {}, hash, at.clock.now(), at.settings.password_history);
    if (wanted.role.empty()) return made->id;

    const database::value code[] = {wanted.role};
    const auto role = in.integer(R"(SELECT "id" FROM core_role WHERE "code"=?)", code);
    if (!role) return invalid({{"/role", "unknown_role", {{"name", wanted.role}}}});
    const auto& grant = at.entity("grant");
    auto granted =
        at.store->create(in, who, authority::plugin, grant, named_values(grant, {{"user", made->id}, {"role", *role}}));
    if (granted.has_error()) return granted.error();
    return made->id;
}

} // namespace nscl::accounts
