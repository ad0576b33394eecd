#include "core/accounts/grant_scopes.hpp"

#include "core/database/dialect.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace nscl::accounts {

namespace {

constexpr const char* pointer = "/scopes";

bool exists(database::reader& from, const std::string& table, entities::record_id id)
{
    const database::value key[] = {id};
    return from.integer("SELECT 1 FROM " + database::dialect::quoted(table) + " WHERE \"id\"=?", key).has_value();
}

/// Whether one of these roles has a right within the dimension.
bool binds(const entities::model& model, const std::set<std::string>& roles, const std::string& dimension)
{
    return std::ranges::any_of(model.entities(), [&](const entities::entity* of) {
        return std::ranges::any_of(of->permissions, [&](const entities::permission& right) {
            return roles.contains(right.role) && std::ranges::find(right.within, dimension) != right.within.end();
        });
    });
}

/// Problems with one dimension's list.
void check_dimension(database::reader& from, const entities::model& model, const std::set<std::string>& roles,
                     const std::string& name, const boost::json::value& listed,
                     std::vector<messages::field_error>& problems)
{
    const std::string here = pointer + messages::pointer_to(name);
    const auto* dimension = model.find_dimension(name);
    if (!dimension) {
        problems.push_back({here, "unknown_dimension", {{"name", name}}});
        return;
    }
    if (dimension->self) {
        problems.push_back({here, "self_dimension", {{"name", name}}});
        return;
    }
    if (!binds(model, roles, name)) {
        problems.push_back({here, "unbound_dimension", {{"name", name}}});
        return;
    }
    const auto* list = listed.if_array();
    if (!list || list->empty() || list->size() > most_scope_values) {
        problems.push_back({here, "bad_scopes", {}});
        return;
    }
    const auto* target = model.find(dimension->entity);
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto* id = (*list)[i].if_int64();
        if (!id || *id < 1 || !target) {
            problems.push_back({here + "/" + std::to_string(i), "bad_reference", {}});
        } else if (!exists(from, target->table(), *id)) {
            problems.push_back({here + "/" + std::to_string(i), "unknown_reference", {{"id", std::to_string(*id)}}});
        }
    }
}

} // namespace

entities::parsed_value accept_scopes(const entities::field_value& given)
{
    const auto* text = std::get_if<std::string>(&given);
    boost::json::error_code error;
    const auto parsed = text ? boost::json::parse(*text, error) : boost::json::value{};
    if (error || !parsed.is_object()) return entities::value_error{"bad_scopes", {}};
    return given;
}

std::vector<messages::field_error> check_scopes(database::reader& from, const entities::model& model,
                                                const std::set<std::string>& roles, std::string_view json)
{
    std::vector<messages::field_error> problems;
    const auto parsed = boost::json::parse(json);
    for (const auto& [name, listed] : parsed.as_object())
        check_dimension(from, model, roles, std::string{name}, listed, problems);
    return problems;
}

scope_values read_scopes(std::string_view json)
{
    scope_values values;
    boost::json::error_code error;
    const auto parsed = boost::json::parse(json, error);
    const auto* object = error ? nullptr : parsed.if_object();
    if (!object) return values;
    for (const auto& [name, listed] : *object) {
        const auto* list = listed.if_array();
        if (!list) continue;
        auto& ids = values[std::string{name}];
        for (const auto& each : *list) {
            if (const auto* id = each.if_int64()) ids.push_back(*id);
        }
    }
    return values;
}

} // namespace nscl::accounts
