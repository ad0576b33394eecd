#include "core/entities/store/entity_store.hpp"

#include "core/entities/reading/list_reader.hpp"
#include "core/entities/store/change_in_progress.hpp"
#include "core/journal/journal.hpp"

#include <algorithm>

namespace nscl::entities {

using database::dialect;
using messages::outcome;
using messages::reason;
using messages::refusal;

refusal no_such_record()
{
    return {.why = reason::not_found, .code = "not_found"};
}

refusal stale(const record& current)
{
    return {.why = reason::stale, .code = "stale", .current_etag = std::to_string(current.version)};
}

entity_store::entity_store(std::shared_ptr<const entities::model> model, const platform::clock& clock,
                           std::chrono::minutes utc_offset)
    : model_(std::move(model)), access_(*model_), clock_(clock), utc_offset_(utc_offset)
{
}

outcome<record> entity_store::read(database::reader& from, const caller& who, authority by, const entity& of,
                                   record_id id) const
{
    const auto scope = by != authority::caller ? condition::always() : access_.rows(of, action::read, who);
    if (auto found = fetch(from, of, id, scope, row_lock::none)) return std::move(*found);
    return no_such_record();
}

outcome<record> entity_store::lock(database::transaction& in, const entity& of, record_id id) const
{
    const database::value key[] = {id};
    in.execute("UPDATE " + dialect::quoted(of.table()) + " SET \"version\"=\"version\"+1 WHERE \"id\"=?", key);
    if (auto found = fetch(in, of, id, condition::always(), row_lock::until_commit)) return std::move(*found);
    return no_such_record();
}

entity_store::abilities entity_store::abilities_of(database::reader& from, const caller& who, const entity& of,
                                                   const record& existing) const
{
    abilities result;
    // One query answers every predicate about the record.
    std::vector<std::string> names;
    std::vector<const entities::transition*> taken;
    std::vector<condition> asked;
    for (const auto what : {action::update, action::delete_, action::history}) {
        names.emplace_back(name(what));
        asked.push_back(access_.rows(of, what, who));
    }
    if (of.workflow) {
        const auto& state = std::get<std::string>(existing.values[of.workflow->field]);
        for (const auto& each : of.workflow->transitions) {
            if (each.by.empty() || std::find(each.from.begin(), each.from.end(), state) == each.from.end()) continue;
            taken.push_back(&each);
            asked.push_back(access_.rows(of, each, who));
        }
    }
    std::string columns;
    std::vector<database::value> parameters;
    for (const auto& each : asked) {
        columns += (columns.empty() ? "CASE WHEN " : ",CASE WHEN ") + each.sql + " THEN 1 ELSE 0 END";
        parameters.insert(parameters.end(), each.parameters.begin(), each.parameters.end());
    }
    parameters.emplace_back(existing.id);
    const std::vector<database::column> types(asked.size(), database::column::integer);
    from.query("SELECT " + columns + " FROM " + dialect::quoted(of.table()) + " t WHERE t.\"id\"=?", parameters, types,
               [&](const database::row& row) {
                   for (std::size_t i = 0; i < names.size(); ++i) {
                       if (row.integer(i) != 0) result.can.push_back(names[i]);
                   }
                   for (std::size_t i = 0; i < taken.size(); ++i) {
                       if (row.integer(names.size() + i) != 0) result.transitions.push_back(taken[i]);
                   }
               });
    std::erase_if(result.transitions, [&](const entities::transition* each) {
        return std::any_of(each->not_by_actor_of.begin(), each->not_by_actor_of.end(), [&](const auto& earlier) {
            return journal::acted(from, of.full_name(), existing.id, earlier, who.user);
        });
    });
    return result;
}

} // namespace nscl::entities
