#include "core/entities/store/entity_store.hpp"

#include "core/entities/reading/list_reader.hpp"
#include "core/entities/store/change_in_progress.hpp"
#include "core/journal/journal.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace nscl::entities {

using database::dialect;
using messages::outcome;
using messages::reason;
using messages::refusal;

namespace {

/// Predicates about one record, of which the database is asked those that the rights alone do not decide, in one query.
class predicates {
public:
    predicates(const entity& of, record_id about) : of_(of), about_(about) {}

    void add(const condition& holds, std::function<void()> then)
    {
        if (holds.is_never()) return;
        added_.push_back({std::move(then), holds.is_always()});
        if (holds.is_always()) return;
        columns_ += (columns_.empty() ? "CASE WHEN " : ",CASE WHEN ") + holds.sql + " THEN 1 ELSE 0 END";
        parameters_.insert(parameters_.end(), holds.parameters.begin(), holds.parameters.end());
    }

    /// Does what was to follow from those that hold, in their order.
    void ask(database::reader& from)
    {
        if (!columns_.empty()) decide(from);
        for (const auto& each : added_)
            if (each.holds) each.then();
    }

private:
    struct predicate {
        std::function<void()> then;
        bool holds;
    };

    void decide(database::reader& from)
    {
        std::vector<predicate*> open;
        for (auto& each : added_)
            if (!each.holds) open.push_back(&each);
        parameters_.emplace_back(about_);
        const std::vector<database::column> types(open.size(), database::column::integer);
        from.query("SELECT " + columns_ + " FROM " + dialect::quoted(of_.table()) + " t WHERE t.\"id\"=?", parameters_,
                   types, [&](const database::row& row) {
                       for (std::size_t i = 0; i < open.size(); ++i) open[i]->holds = row.integer(i) != 0;
                   });
    }

    const entity& of_;
    record_id about_;
    std::vector<predicate> added_;
    std::string columns_;
    std::vector<database::value> parameters_;
};

} // namespace

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
    predicates asked{of, existing.id};
    for (const auto what : {action::update, action::delete_, action::history})
        asked.add(access_.rows(of, what, who), [&result, what] { result.can.emplace_back(name(what)); });
    if (of.workflow) {
        const auto& state = std::get<std::string>(existing.values[of.workflow->field]);
        for (const auto& each : of.workflow->transitions) {
            if (each.by.empty() || std::find(each.from.begin(), each.from.end(), state) == each.from.end()) continue;
            asked.add(access_.rows(of, each, who), [&result, &each] { result.transitions.push_back(&each); });
        }
    }
    asked.ask(from);
    std::erase_if(result.transitions, [&](const entities::transition* each) {
        return std::any_of(each->not_by_actor_of.begin(), each->not_by_actor_of.end(), [&](const auto& earlier) {
            return journal::acted(from, of.full_name(), existing.id, earlier, who.user);
        });
    });
    return result;
}

} // namespace nscl::entities
