#include "core/accounts/declared_roles.hpp"

#include <array>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace nscl::accounts {

namespace {

using entities::authority;
using entities::field_values;
using entities::record_id;

std::map<std::string, record_id> stored_roles(database::reader& from)
{
    std::map<std::string, record_id> ids;
    static constexpr database::column types[] = {database::column::integer, database::column::text};
    from.query(R"(SELECT "id","code" FROM core_role)", {}, types,
               [&](const database::row& row) { ids.emplace(row.text(1), row.integer(0)); });
    return ids;
}

void refuse_roles_of_administrators(database::reader& from, const entities::model& model)
{
    from.query(R"(SELECT "code" FROM core_role WHERE "declared"=0)", {}, std::array{database::column::text},
               [&](const database::row& row) {
                   if (!model.has_role(row.text(0))) return;
                   throw std::runtime_error(
                       "a plugin declares the role " + std::string{row.text(0)} +
                       ", and an administrator has made another one of that code: start without the plugin, give the "
                       "users of that role one of another code and remove it; then start again");
               });
}

[[noreturn]] void cannot_store(const std::string& code, const messages::refusal& refused)
{
    std::string why = refused.code;
    for (const auto& each : refused.errors) why += ", " + each.pointer + " " + each.code;
    throw std::runtime_error("the role " + code + " cannot be stored: " + why);
}

/// Makes what `stored` lacks, without includes: those may lead to roles that come later.
void make_missing(database::transaction& in, const account_context& at, std::map<std::string, record_id>& stored)
{
    const auto& entity = at.entity("role");
    for (const auto* role : at.store->model().roles()) {
        if (stored.contains(role->name)) continue;
        auto made = at.store->create(in, entities::caller::system("system"), authority::plugin, entity,
                                     named_values(entity, {{"code", role->name},
                                                           {"name", role->label.vi},
                                                           {"name_en", role->label.en},
                                                           {"declared", std::int64_t{1}}}));
        if (made.has_error()) cannot_store(role->name, made.error());
        stored.emplace(role->name, made->id);
    }
}

} // namespace

void synchronise_roles(database::transaction& in, const account_context& at)
{
    refuse_roles_of_administrators(in, at.store->model());
    auto stored = stored_roles(in);
    make_missing(in, at, stored);
    const auto& entity = at.entity("role");
    const auto system = entities::caller::system("system");
    for (const auto* role : at.store->model().roles()) {
        std::vector<record_id> includes;
        for (const auto& each : role->includes) includes.push_back(stored.at(each));
        const auto wanted = named_values(entity, {{"name", role->label.vi},
                                                  {"name_en", role->label.en},
                                                  {"includes", std::move(includes)},
                                                  {"declared", std::int64_t{1}}});
        const auto id = stored.at(role->name);
        const auto now = at.store->read(in, system, authority::plugin, entity, id);
        if (now.has_error()) cannot_store(role->name, now.error());
        bool same = true;
        for (const auto& [index, value] : wanted) same = same && now->values[index] == value;
        if (same) continue; // so that a start without news invalidates no caller
        auto changed = at.store->update(in, system, authority::plugin, entity, id, 0, wanted);
        if (changed.has_error()) cannot_store(role->name, changed.error());
    }
}

} // namespace nscl::accounts
