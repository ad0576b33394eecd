#include "core/accounts/core_rules.hpp"

#include "core/accounts/administrators.hpp"
#include "core/accounts/durations.hpp"
#include "core/accounts/generation.hpp"
#include "core/accounts/grant_scopes.hpp"
#include "core/accounts/login_sessions.hpp"
#include "core/accounts/role_includes.hpp"

#include <set>
#include <stdexcept>
#include <string>

namespace nscl::accounts {

using entities::change;
using entities::field_value;
using entities::record;
using entities::record_id;

struct core_rules::surroundings {
    const platform::clock& clock;
    const entities::model* model = nullptr;
};

namespace {

const field_value& value_of(const change& of, const record& from, std::string_view field)
{
    return from.values.at(of.type->find(field).value());
}

std::int64_t integer_of(const change& of, const record& from, std::string_view field)
{
    const auto* integer = std::get_if<std::int64_t>(&value_of(of, from, field));
    return integer ? *integer : 0;
}

std::string_view text_of(const change& of, const record& from, std::string_view field)
{
    const auto* text = std::get_if<std::string>(&value_of(of, from, field));
    return text ? std::string_view{*text} : std::string_view{};
}

std::vector<record_id> list_of(const change& of, const record& from, std::string_view field)
{
    const auto* list = std::get_if<std::vector<record_id>>(&value_of(of, from, field));
    return list ? *list : std::vector<record_id>{};
}

void report(change& to, std::string pointer, std::string code, messages::parameters parameters = {})
{
    to.problems->push_back({std::move(pointer), std::move(code), std::move(parameters)});
}

void bump_access(change& of)
{
    generation::bump(*of.transaction, generation::access);
}

bool is_last_administrator(change& of, record_id user)
{
    return count_administrators(*of.transaction) > 0 && count_administrators(*of.transaction, user) == 0;
}

void user_changes(change& of)
{
    const bool was_active = integer_of(of, *of.before, "active") != 0;
    if (!was_active || integer_of(of, *of.after, "active") != 0) return;
    if (is_last_administrator(of, of.before->id)) report(of, "/active", "last_administrator");
    login_sessions::end_all(*of.transaction, of.before->id);
}

void user_goes(change& of)
{
    const record_id user = of.before->id;
    if (is_last_administrator(of, user)) report(of, "", "last_administrator");
    login_sessions::end_all(*of.transaction, user);
    const database::value key[] = {user};
    of.transaction->execute(R"(DELETE FROM core_credential WHERE "id"=?)", key);
    of.transaction->execute(R"(DELETE FROM core_link WHERE "user"=?)", key);
}

/// Follows includes from `role`; true when that leads to `sought`.
bool leads_to(database::reader& from, record_id role, record_id sought, std::set<record_id>& seen)
{
    if (role == sought) return true;
    if (!seen.insert(role).second) return false;
    std::vector<record_id> next;
    const database::value key[] = {role};
    static constexpr database::column types[] = {database::column::integer};
    from.query(R"(SELECT "target" FROM core_role__includes WHERE "id"=?)", key, types,
               [&](const database::row& row) { next.push_back(row.integer(0)); });
    for (const auto each : next) {
        if (leads_to(from, each, sought, seen)) return true;
    }
    return false;
}

/// Whether every user or every login has the role anyway; given to a token, it would let the token do what only its user may.
bool is_implied(database::reader& from, record_id role)
{
    const database::value key[] = {role};
    const auto code = from.text(R"(SELECT "code" FROM core_role WHERE "id"=?)", key);
    return code == account_holder_role || code == session_holder_role;
}

void check_role(change& of)
{
    if (integer_of(of, *of.after, "declared") != 0) return;
    const auto includes = list_of(of, *of.after, "includes");
    if (includes.empty()) report(of, "/includes", "required");
    for (const auto each : includes) {
        if (is_implied(*of.transaction, each)) return report(of, "/includes", "implied_role");
    }
    std::set<record_id> seen;
    for (const auto each : includes) {
        if (leads_to(*of.transaction, each, of.after->id, seen)) return report(of, "/includes", "role_cycle");
    }
}

void declared_role_stays(change& of)
{
    if (of.who->what == entities::caller::kind::system) return;
    if (integer_of(of, *of.before, "declared") != 0) report(of, "", "declared_role");
}

void grant_goes(change& of)
{
    const database::value key[] = {integer_of(of, *of.before, "role")};
    if (of.transaction->text(R"(SELECT "code" FROM core_role WHERE "id"=?)", key) != administrator_role) return;
    if (count_administrators(*of.transaction) > 0 && count_administrators(*of.transaction, 0, of.before->id) == 0) {
        report(of, "", "last_administrator");
    }
}

void check_grant(change& of, const entities::model& model)
{
    if (is_implied(*of.transaction, integer_of(of, *of.after, "role"))) report(of, "/role", "implied_role");
    const auto scopes = text_of(of, *of.after, "scopes");
    const bool judged = of.before && text_of(of, *of.before, "scopes") == scopes &&
                        integer_of(of, *of.before, "role") == integer_of(of, *of.after, "role");
    if (judged) return; // records and rights may have gone since
    const database::value key[] = {integer_of(of, *of.after, "role")};
    const auto role = of.transaction->text(R"(SELECT "code" FROM core_role WHERE "id"=?)", key);
    if (scopes.empty() || !role) return;
    const auto roles = role_includes{*of.transaction, model}.expanded(*role);
    for (auto& each : check_scopes(*of.transaction, model, roles, scopes)) of.problems->push_back(std::move(each));
}

void check_token(change& of, platform::instant now)
{
    if (of.before) return;
    const auto expires_at = integer_of(of, *of.after, "expires_at");
    const auto latest = now + microseconds(std::chrono::days{core_rules::most_token_days});
    if (expires_at <= now || expires_at > latest) {
        report(of, "/expires_at", "token_lifetime", {{"limit", std::to_string(core_rules::most_token_days)}});
    }
    const auto chosen = list_of(of, *of.after, "limited_to");
    if (chosen.empty()) report(of, "/limited_to", "required");
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const database::value key[] = {chosen[i]};
        const auto holder = of.transaction->integer(R"(SELECT "user" FROM core_grant WHERE "id"=?)", key);
        if (holder != integer_of(of, *of.after, "user")) {
            report(of, "/limited_to/" + std::to_string(i), "not_own_grant");
        }
    }
}

void token_goes(change& of)
{
    const database::value key[] = {of.before->id};
    of.transaction->execute(R"(DELETE FROM core_token_secret WHERE "token"=?)", key);
}

[[noreturn]] void no_such_callback(unsigned number)
{
    throw std::logic_error("core declares the callback " + std::to_string(number) + ", which it does not have");
}

} // namespace

core_rules::core_rules(const platform::clock& clock)
    : around_(std::make_shared<surroundings>(surroundings{clock, nullptr}))
{
}

void core_rules::belong_to(const entities::model& model)
{
    around_->model = &model;
}

entities::hook core_rules::check(unsigned number)
{
    switch (number) {
    case 4: return check_role;
    case 6:
        return [around = around_](change& of) {
            if (!around->model) throw std::logic_error("core_rules::belong_to was not called");
            check_grant(of, *around->model);
        };
    case 8: return [around = around_](change& of) { check_token(of, around->clock.now()); };
    default: no_such_callback(number);
    }
}

entities::hook core_rules::before(unsigned number)
{
    switch (number) {
    case 1: return bump_access;
    case 2: return user_changes;
    case 3: return user_goes;
    case 5: return declared_role_stays;
    case 7: return grant_goes;
    case 9: return token_goes;
    default: no_such_callback(number);
    }
}

entities::hook core_rules::after_commit(unsigned number)
{
    no_such_callback(number);
}

entities::claim_text core_rules::claim(unsigned number)
{
    no_such_callback(number);
}

entities::value_rule core_rules::value(unsigned number)
{
    if (number == 10) return accept_scopes;
    no_such_callback(number);
}

} // namespace nscl::accounts
