#include "core/entities/model/label_names.hpp"
#include "core/entities/store/change_in_progress.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/entities/store/record_rules.hpp"
#include "core/journal/journal.hpp"

#include <algorithm>

namespace nscl::entities {

using messages::outcome;
using messages::reason;
using messages::refusal;

namespace {

/// Rows that one removal may take along; each waits on the stack for those that refer to it.
constexpr std::size_t most_removed_along = 500;

refusal in_use_by(const entity& referrer)
{
    return {.why = reason::conflict, .code = "in_use", .parameters = {{"entity", referrer.full_name()}}};
}

/// The stored record, locked, if the caller may do what `scope` guards; otherwise why not.
outcome<record> target_of(database::transaction& in, const access& rights, const caller& who, authority by,
                          const entity& of, record_id id, std::int64_t expected_version, const condition& scope)
{
    auto found = fetch(in, of, id, condition::always(), row_lock::until_commit);
    if (!found) return no_such_record();
    if (by == authority::caller && !lies_within(in, of, id, scope)) {
        const auto readable = rights.rows(of, action::read, who);
        if (!lies_within(in, of, id, readable)) return no_such_record();
        return messages::refuse(reason::forbidden, "forbidden");
    }
    if (expected_version != 0 && found->version != expected_version) return stale(*found);
    return std::move(*found);
}

std::vector<std::size_t> united(const std::vector<std::size_t>& left, const std::vector<std::size_t>& right)
{
    auto result = left;
    result.insert(result.end(), right.begin(), right.end());
    return result;
}

} // namespace

outcome<record> entity_store::create(database::transaction& in, const caller& who, authority by, const entity& of,
                                     const field_values& given, unsigned depth) const
{
    if (by == authority::caller && !access_.may(of, action::create, who))
        return messages::refuse(reason::forbidden, "forbidden");
    const auto now = clock_.now();
    change_in_progress change{{in, *model_, access_, who, by, of, now, depth}, action::create, {}};
    record draft{in.next_id(), 1, now, now, std::vector<field_value>(of.fields.size())};
    change.give(given, draft, nullptr, nullptr);
    fill_new(in, of, draft, platform::local_date(now, utc_offset_));
    change.run(of.before_create, nullptr, &draft);
    change.check(nullptr, draft);
    if (auto refused = change.refused()) return std::move(*refused);

    const auto claims = change.claims(nullptr, draft);
    if (auto refused = change.refused()) return std::move(*refused);
    if (auto conflict = change.store(nullptr, draft, [&] { record_writer{in, of}.insert(draft, claims); }))
        return std::move(*conflict);
    if (by == authority::caller && !lies_within(in, of, draft.id, access_.rows(of, action::create, who))) {
        return messages::refuse(reason::forbidden, "outside_scope");
    }
    change.record_it(nullptr, &draft);
    return draft;
}

outcome<record> entity_store::update(database::transaction& in, const caller& who, authority by, const entity& of,
                                     record_id id, std::int64_t expected_version, const field_values& given,
                                     unsigned depth) const
{
    const auto scope = access_.rows(of, action::update, who);
    auto before = target_of(in, access_, who, by, of, id, expected_version, scope);
    if (before.has_error()) return before;
    change_in_progress change{{in, *model_, access_, who, by, of, clock_.now(), depth}, action::update, {}};
    record draft = *before;
    change.give(given, draft, &*before, nullptr);
    change.run(of.before_update, &*before, &draft);
    change.check(&*before, draft);
    if (auto refused = change.refused()) return std::move(*refused);

    const auto claims = change.claims(&*before, draft);
    if (auto refused = change.refused()) return std::move(*refused);
    if (draft.values == before->values && claims == stored_claims(in, of, id)) return before;
    return change.replace(*before, std::move(draft), claims, scope);
}

outcome<record> entity_store::transition(database::transaction& in, const caller& who, authority by, const entity& of,
                                         record_id id, std::int64_t expected_version, std::string_view name,
                                         const field_values& given, unsigned depth) const
{
    const auto* taken = of.workflow ? of.workflow->find(name) : nullptr;
    if (!taken || (taken->by.empty() && by == authority::caller))
        return messages::refuse(reason::not_found, "unknown_transition");
    const auto scope = access_.rows(of, *taken, who);
    auto before = target_of(in, access_, who, by, of, id, expected_version, scope);
    if (before.has_error()) return before;
    const auto& state = std::get<std::string>(before->values[of.workflow->field]);
    if (std::find(taken->from.begin(), taken->from.end(), state) == taken->from.end()) {
        return refusal{.why = reason::conflict,
                       .code = "illegal_transition",
                       .parameters = {{"state", label_names::state(of, state)},
                                      {"transition", label_names::transition(of, taken->name)}}};
    }
    for (const auto& earlier : taken->not_by_actor_of) {
        if (who.what == caller::kind::user && journal::acted(in, of.full_name(), id, earlier, who.user)) {
            return refusal{.why = reason::forbidden,
                           .code = "separation_of_duties",
                           .parameters = {{"transition", label_names::transition(of, earlier)}}};
        }
    }

    change_in_progress change{
        {in, *model_, access_, who, by, of, clock_.now(), depth}, action::transition, taken->name};
    record draft = *before;
    const auto allowed = united(taken->fields, taken->required);
    change.give(given, draft, &*before, &allowed);
    draft.values[of.workflow->field] = taken->to;
    require(of, draft, taken->required, change.problems());
    change.run(taken->guards, &*before, &draft);
    if (!change.refused()) change.run(of.before_transition, &*before, &draft);
    change.check(&*before, draft);
    if (auto refused = change.refused()) return std::move(*refused);

    const auto claims = change.claims(&*before, draft);
    if (auto refused = change.refused()) return std::move(*refused);
    return change.replace(*before, std::move(draft), claims, scope);
}

outcome<> entity_store::remove(database::transaction& in, const caller& who, authority by, const entity& of,
                               record_id id, std::int64_t expected_version, unsigned depth) const
{
    removal along;
    return remove(in, who, by, of, id, expected_version, depth, along);
}

outcome<> entity_store::remove(database::transaction& in, const caller& who, authority by, const entity& of,
                               record_id id, std::int64_t expected_version, unsigned depth, removal& along) const
{
    auto before = target_of(in, access_, who, by, of, id, expected_version, access_.rows(of, action::delete_, who));
    if (before.has_error()) return before.error();
    change_in_progress change{{in, *model_, access_, who, by, of, clock_.now(), depth}, action::delete_, {}};
    change.run(of.before_delete, &*before, nullptr);
    if (auto refused = change.refused()) return std::move(*refused);
    along.emplace(&of, id);
    if (along.size() > most_removed_along) return messages::refuse(reason::conflict, "too_much_nesting");
    if (auto refused = release_referrers(in, who, of, *before, depth, along); refused.has_error()) return refused;

    bool removed = false;
    try {
        removed = record_writer{in, of}.remove(*before);
    } catch (const database::error& violated) {
        if (violated.kind() != database::fault::foreign_key_violation) throw;
        return messages::refuse(reason::conflict, "in_use");
    }
    if (!removed) return stale(*before);
    change.record_it(&*before, nullptr);
    return {};
}

outcome<> entity_store::release_referrers(database::transaction& in, const caller& who, const entity& of,
                                          const record& removed, unsigned depth, removal& along) const
{
    for (const auto& [referrer, field] : model_->referrers(of)) {
        const auto index = *referrer->find(field->name);
        for (const auto id : referring(in, *referrer, *field, removed.id)) {
            if (along.contains({referrer, id})) {
                record_writer{in, *referrer}.let_go(*field, id, removed.id);
                continue;
            }
            // Another way of this removal may have taken it along.
            const auto now = fetch(in, *referrer, id, condition::always(), row_lock::until_commit);
            if (!now) continue;
            if (field->on_delete == delete_rule::restrict_) {
                return in_use_by(*referrer);
            }
            if (field->on_delete == delete_rule::cascade) {
                if (auto gone = remove(in, who, authority::engine, *referrer, id, 0, depth, along); gone.has_error())
                    return gone;
                continue;
            }
            field_value without;
            if (field->type == field_type::multi_reference) {
                auto list = std::get<std::vector<record_id>>(now->values[index]);
                std::erase(list, removed.id);
                without = std::move(list);
            }
            auto changed = update(in, who, authority::engine, *referrer, id, 0, {{index, without}}, depth);
            if (changed.has_error())
                return changed.error().why == reason::invalid ? in_use_by(*referrer) : changed.error();
        }
    }
    return {};
}

std::vector<record_id> entity_store::referring(database::reader& from, const entity& referrer, const field& by,
                                               record_id target)
{
    const auto list = by.type == field_type::multi_reference;
    const auto table = database::dialect::quoted(list ? referrer.link_table(by) : referrer.table());
    const auto column = database::dialect::quoted(list ? "target" : by.name);
    // One is enough to refuse, and a record that refers to itself does not count; cascades see all.
    const std::string most = by.on_delete == delete_rule::restrict_ ? " LIMIT 2" : "";
    std::vector<record_id> ids;
    const database::value key[] = {target};
    static constexpr database::column types[] = {database::column::integer};
    from.query("SELECT \"id\" FROM " + table + " WHERE " + column + "=?" + most, key, types,
               [&](const database::row& row) { ids.push_back(row.integer(0)); });
    return ids;
}

} // namespace nscl::entities
