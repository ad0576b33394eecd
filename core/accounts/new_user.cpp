#include "core/accounts/new_user.hpp"

#include "core/accounts/credentials.hpp"
#include "core/accounts/invalid.hpp"
#include "core/entities/field_types/field_type.hpp"

namespace nscl::accounts {

using entities::authority;
using messages::outcome;
using messages::reason;
using messages::refusal;

outcome<entities::record_id> make_user(database::transaction& in, const account_context& at,
                                       const entities::caller& who, const new_user& wanted, const std::string& hash)
{
    const auto& user = at.entity("user");
    entities::field_values values;
    std::vector<messages::field_error> problems;
    const auto accept = [&](std::string_view field, const std::string& typed) {
        const auto index = user.find(field).value();
        auto value = entities::accept_text(user.fields[index], typed);
        if (value.has_error()) {
            problems.push_back({"/" + std::string{field}, value.error().code, value.error().parameters});
        } else {
            values.emplace(index, std::move(*value));
        }
    };
    accept("username", wanted.username);
    accept("display_name", wanted.display_name);
    if (!problems.empty()) return invalid(std::move(problems));

    auto made = at.store->create(in, who, authority::plugin, user, values);
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
