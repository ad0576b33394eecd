#include "core/accounts/accounts.hpp"

#include "core/accounts/account_routes.hpp"
#include "core/accounts/administrators.hpp"
#include "core/accounts/agency.hpp"
#include "core/accounts/caller_compiler.hpp"
#include "core/accounts/credentials.hpp"
#include "core/accounts/declared_roles.hpp"
#include "core/accounts/event.hpp"
#include "core/accounts/generation.hpp"
#include "core/accounts/invalid.hpp"
#include "core/accounts/log_in.hpp"
#include "core/accounts/login_lock.hpp"
#include "core/accounts/login_sessions.hpp"
#include "core/accounts/new_user.hpp"
#include "core/accounts/one_time_links.hpp"

#include <algorithm>
#include <thread>

namespace nscl::accounts {

using messages::outcome;

accounts::accounts(surroundings around)
    : passwords_(around.cost.value_or(password_cost::of_memory(around.settings.password_memory)),
                 std::max(1U, std::thread::hardware_concurrency())),
      at_{around.database, std::move(around.store),     around.clock, around.random, passwords_,
          around.settings, std::move(around.public_url)},
      callers_(at_),
      catalogue_(around.catalogue),
      problems_(around.problems),
      json_depth_(around.json_depth),
      demo_(around.demo)
{
}

void accounts::prepare()
{
    at_.database.write([&](database::transaction& in) {
        generation::prepare(in);
        generation::bump(in, generation::set_up); // one process at a time
        synchronise_roles(in, at_);
        agency::prepare(in, at_);
    });
}

outcome<std::shared_ptr<const entities::caller>> accounts::identify(const http::request& asked)
{
    auto found = callers_.find(asked);
    if (found.has_error()) return found.error();
    return found->account->who;
}

outcome<std::shared_ptr<const entities::caller>> accounts::seen_as(const entities::caller& by, entities::record_id user)
{
    using found = outcome<std::shared_ptr<const entities::caller>>;
    return at_.database.write([&](database::transaction& in) -> found {
        const database::value key[] = {user};
        const auto name = in.text(R"(SELECT "username" FROM core_user WHERE "id"=?)", key);
        if (!name) return refuse(messages::reason::not_found, "not_found");
        record_event(in, at_.clock.now(), actor::of(by), "schema_seen_as", "{}", user);
        return compile_caller(in, at_.store->model(), {user, *name, by.origin, std::nullopt}).who;
    });
}

std::vector<http::route> accounts::routes()
{
    const route_context context{at_, callers_, problems_, catalogue_, json_depth_, demo_};
    auto all = session_routes(context);
    for (const auto& more : {agency_routes(context), action_routes(context), link_routes(context)})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

outcome<entities::record_id> accounts::add_user(std::string_view username, std::string_view display_name,
                                                std::string_view password, std::string_view role)
{
    const std::string name = prepared_username(username);
    const auto hash = credentials::accept(at_, name, {}, password, "/password");
    if (hash.has_error()) return hash.error();
    return at_.database.write([&](database::transaction& in) {
        return make_user(in, at_, entities::caller::system("nscl user add"),
                         {name, std::string{display_name}, std::string{role}}, *hash);
    });
}

outcome<std::string> accounts::issue_reset_link(std::string_view username)
{
    const std::string name = prepared_username(username);
    return at_.database.write([&](database::transaction& in) -> outcome<std::string> {
        const database::value key[] = {name};
        const auto user = in.integer(R"(SELECT "id" FROM core_user WHERE "username"=?)", key);
        if (!user) return invalid({{"/username", "unknown_user", {{"name", name}}}});
        if (in.integer(R"(SELECT "active" FROM core_user WHERE "username"=?)", key) == 0) {
            return invalid({{"/username", "disabled", {}}});
        }
        return one_time_links::path_of(one_time_links::issue(in, at_, one_time_links::purpose::password_reset, *user,
                                                             {0, "nscl user reset-password", "system"}));
    });
}

std::optional<std::string> accounts::issue_set_up_link()
{
    return at_.database.write([&](database::transaction& in) -> std::optional<std::string> {
        if (count_administrators(in) > 0) return std::nullopt;
        const auto token = one_time_links::issue(in, at_, one_time_links::purpose::set_up, 0, {0, "system", "system"});
        return one_time_links::path_of(token);
    });
}

void accounts::write_down_activity()
{
    if (!callers_.noted().has_news()) return;
    at_.database.write([&](database::transaction& in) { callers_.noted().write_down(in); });
}

void accounts::sweep()
{
    at_.database.write([&](database::transaction& in) {
        const auto now = at_.clock.now();
        callers_.noted().write_down(in);
        login_lock::sweep(in, now);
        login_sessions::sweep(in, now, at_.settings.idle_timeout);
        one_time_links::sweep(in, now);
    });
}

} // namespace nscl::accounts
