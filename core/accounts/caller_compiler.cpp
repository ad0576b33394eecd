#include "core/accounts/caller_compiler.hpp"

#include "core/accounts/administrators.hpp"
#include "core/accounts/grant_scopes.hpp"
#include "core/accounts/role_includes.hpp"

#include <set>

namespace nscl::accounts {

namespace {

struct stored_grant {
    std::string role;
    scope_values values;
};

std::vector<stored_grant> read_grants(database::reader& from, const identity& of)
{
    std::string sql = R"(SELECT r."code",g."scopes" FROM core_grant g JOIN core_role r ON r."id"=g."role")";
    std::vector<database::value> parameters;
    if (of.token) {
        sql += R"( JOIN core_api_token__limited_to l ON l."target"=g."id" AND l."id"=?)";
        parameters.emplace_back(*of.token);
    }
    sql += R"( WHERE g."user"=? ORDER BY g."id")";
    parameters.emplace_back(of.user);
    std::vector<stored_grant> grants;
    static constexpr database::column types[] = {database::column::text, database::column::text};
    from.query(sql, parameters, types, [&](const database::row& row) {
        grants.push_back({std::string{row.text(0)}, read_scopes(row.text(1))});
    });
    return grants;
}

} // namespace

signed_in compile_caller(database::reader& from, const entities::model& model, const identity& of)
{
    auto who = std::make_shared<entities::caller>();
    who->what = entities::caller::kind::user;
    who->user = of.user;
    who->name = of.username;
    who->origin = of.origin;

    role_includes includes{from, model};
    std::set<std::string> all;
    for (const auto& each : read_grants(from, of)) {
        auto roles = includes.expanded(each.role);
        for (const auto& role : roles) who->grants.push_back({role, each.values});
        all.merge(roles);
    }
    std::vector<std::string_view> own_roles{account_holder_role};
    if (!of.token) own_roles.push_back(session_holder_role);
    for (const auto role : own_roles) {
        who->grants.push_back({std::string{role}, {}});
        all.emplace(role);
    }
    signed_in result;
    result.administrator = all.contains(std::string{administrator_role});
    result.roles.assign(all.begin(), all.end());
    result.who = std::move(who);
    return result;
}

} // namespace nscl::accounts
