#include "core/entities/store/change_in_progress.hpp"

#include "core/database/dialect.hpp"
#include "core/database/error.hpp"
#include "core/entities/schema/entity_tables.hpp"
#include "core/entities/store/record_rules.hpp"
#include "core/journal/journal.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace nscl::entities {

using messages::reason;
using messages::refusal;

namespace {

std::vector<record_id> ids_of(const field_value& value)
{
    if (const auto* id = std::get_if<std::int64_t>(&value)) return {*id};
    if (const auto* list = std::get_if<std::vector<record_id>>(&value)) return *list;
    return {};
}

bool contains(const std::vector<record_id>& ids, record_id id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

} // namespace

change_in_progress::change_in_progress(setting where, action what, std::string_view transition)
    : at_(where), what_(what), transition_(transition)
{
    if (at_.depth > most_depth) {
        throw std::runtime_error("changes of " + at_.of.full_name() + " nest deeper than " +
                                 std::to_string(most_depth));
    }
}

change change_in_progress::view(const record* before, record* after)
{
    return {&at_.in, &at_.who, &at_.of, what_, transition_, before, after, &problems_, at_.depth};
}

void change_in_progress::give(const field_values& given, record& draft, const record* before,
                              const std::vector<std::size_t>* allowed)
{
    given_ = given;
    for (const auto& [index, value] : given) {
        const auto& each = at_.of.fields[index];
        const auto refuse = [&](const char* code) { problems_.push_back({"/" + each.name, code, {}}); };
        if (allowed) {
            if (std::find(allowed->begin(), allowed->end(), index) == allowed->end()) {
                refuse("not_part_of_transition");
                continue;
            }
        } else if (at_.by == authority::caller) {
            if (!is_given(each)) {
                if (before && before->values[index] == value) continue;
                refuse("readonly");
                continue;
            }
        }
        if (at_.by == authority::caller && !at_.rights.may_write(at_.of, each, at_.who)) {
            refuse(at_.rights.may_read(at_.of, each, at_.who) ? "not_writable" : "unknown_member");
            continue;
        }
        if (at_.by != authority::engine && each.immutable && before && before->values[index] != value) {
            refuse("immutable");
            continue;
        }
        draft.values[index] =
            each.type == field_type::multi_reference && is_null(value) ? field_value{std::vector<record_id>{}} : value;
    }
}

void change_in_progress::run(const std::vector<hook>& hooks, const record* before, record* after)
{
    for (const auto& each : hooks) {
        auto seen = view(before, after);
        each(seen);
    }
}

void change_in_progress::check(const record* before, record& draft)
{
    auto seen = view(before, &draft);
    apply_rules(seen);
    check_references(before, draft, sight::partial);
    // Where nothing else is wrong so far, the database finds what is missing when the draft is stored; but claims are made of targets.
    if (!problems_.empty() || !at_.of.claims.empty()) check_references(before, draft, sight::whole);
}

void change_in_progress::check_references(const record* before, const record& draft, sight which)
{
    for (std::size_t i = 0; i < at_.of.fields.size(); ++i) {
        const auto& each = at_.of.fields[i];
        if (!each.target || !points_to_records(each) || (before && before->values[i] == draft.values[i])) continue;
        // What a hook put there is plugin code's word: the caller need not see it. Attachments are the uploader's until a record
        // holds them; their own rows decide.
        const auto own = given_.find(i);
        const auto given =
            at_.by == authority::caller && own != given_.end() ? ids_of(own->second) : std::vector<record_id>{};
        const auto readable = at_.rights.rows(*each.target, action::read, at_.who);
        const auto known = before ? ids_of(before->values[i]) : std::vector<record_id>{};
        for (const auto id : ids_of(draft.values[i])) {
            if (contains(known, id)) continue;
            const auto scope = contains(given, id) ? readable : condition::always();
            if (scope.is_always() != (which == sight::whole) || exists(at_.in, *each.target, id, scope)) continue;
            const auto code = each.type == field_type::attachment ? "unknown_attachment" : "unknown_reference";
            problems_.push_back({"/" + each.name, code, {{"id", std::to_string(id)}}});
        }
    }
}

claim_texts change_in_progress::claims(const record* before, record& draft)
{
    claim_texts result;
    for (const auto& each : at_.of.claims) {
        auto seen = view(before, &draft);
        result.push_back(stored_claim(each.text(seen)));
    }
    return result;
}

std::optional<refusal> change_in_progress::refused() const
{
    if (problems_.empty()) return std::nullopt;
    refusal refused{.why = reason::invalid, .code = "invalid"};
    for (const auto& each : problems_) { // what two rules found is said once
        const auto says_it = [&](const messages::field_error& said) {
            return said.pointer == each.pointer && said.code == each.code && said.parameters == each.parameters;
        };
        if (std::ranges::none_of(refused.errors, says_it)) refused.errors.push_back(each);
    }
    return refused;
}

refusal change_in_progress::conflict(const database::error& violated, const record* before, const record& draft)
{
    const bool gone = violated.kind() == database::fault::foreign_key_violation;
    if (!gone && violated.kind() != database::fault::unique_violation) throw;
    // Of a draft that violates both, one database names the index and the other the reference: a missing target goes before.
    check_references(before, draft, sight::whole);
    if (auto unknown = refused()) return std::move(*unknown);
    if (gone) return messages::refuse(reason::conflict, "reference_gone"); // since it was looked for
    for (const auto& table : tables_of(at_.of)) {
        for (const auto& index : table.indexes) {
            if (index.name != violated.constraint()) continue;
            for (const auto& claimed : at_.of.claims) {
                if (index.columns.front() == claim_column(claimed)) {
                    return {.why = reason::conflict, .code = claimed.code};
                }
            }
            refusal duplicate{.why = reason::conflict, .code = "duplicate"};
            for (const auto& column : index.columns) duplicate.errors.push_back({"/" + column, "duplicate", {}});
            return duplicate;
        }
    }
    // An index of a newer version, beside which this one runs.
    if (is_unique_index(violated.constraint(), at_.of)) return {.why = reason::conflict, .code = "duplicate"};
    throw;
}

messages::outcome<record> change_in_progress::replace(const record& before, record draft, const claim_texts& claims,
                                                      const condition& scope)
{
    draft.version = before.version + 1;
    draft.updated_at = at_.now;
    bool written = false;
    if (auto conflict =
            store(&before, draft, [&] { written = record_writer{at_.in, at_.of}.update(before, draft, claims); }))
        return std::move(*conflict);
    if (!written) return stale(before);
    if (at_.by == authority::caller && !lies_within(at_.in, at_.of, draft.id, scope))
        return messages::refuse(reason::forbidden, "outside_scope");
    record_it(&before, &draft);
    return draft;
}

void change_in_progress::record_it(const record* before, const record* after)
{
    const auto& kept = after ? *after : *before;
    journal::entry row;
    row.at = at_.now;
    row.user = at_.who.user;
    row.user_name = at_.who.name;
    row.origin = at_.who.origin;
    row.plugin = at_.of.plugin + " " + at_.of.plugin_version;
    row.entity = at_.of.full_name();
    row.record = kept.id;
    row.action = name(what_);
    row.transition = transition_;
    row.version = after ? after->version : before->version + 1;
    row.changes = changes_between(at_.of, before, after);
    if (at_.of.journal) journal::append(at_.in, row);

    if (at_.of.after_commit.empty()) return;
    at_.in.after_commit([type = &at_.of, who = std::make_shared<const caller>(at_.who), what = what_,
                         taken = std::string{transition_}, depth = at_.depth,
                         was = before ? std::optional{*before} : std::nullopt,
                         is = after ? std::optional{*after} : std::nullopt]() mutable {
        std::vector<messages::field_error> ignored;
        for (const auto& each : type->after_commit) {
            change seen{nullptr,  who.get(), type, what, taken, was ? &*was : nullptr, is ? &*is : nullptr,
                        &ignored, depth};
            each(seen);
        }
    });
}

} // namespace nscl::entities
