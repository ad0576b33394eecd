#include "core/entities/store/derived_data.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/schema/migration_lease.hpp"
#include "core/entities/store/derived_writer.hpp"
#include "core/log/log.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace nscl::entities {

namespace {

constexpr std::size_t batch_size = 200;
constexpr std::size_t most_named = 10; ///< records in a refusal

derived_parts claims_of(const entity& of)
{
    derived_parts parts;
    for (const auto& each : of.claims) parts.insert(claim_part(each));
    return parts;
}

derived_parts united(derived_parts left, const derived_parts& right)
{
    left.insert(right.begin(), right.end());
    return left;
}

derived_parts without(const derived_parts& from, const derived_parts& others)
{
    derived_parts rest;
    std::ranges::set_difference(from, others, std::inserter(rest, rest.end()));
    return rest;
}

derived_parts common(const derived_parts& left, const derived_parts& right)
{
    derived_parts both;
    std::ranges::set_intersection(left, right, std::inserter(both, both.end()));
    return both;
}

std::string listed(const derived_parts& parts)
{
    std::string text;
    for (const auto& each : parts) text += (text.empty() ? "" : ", ") + each;
    return text;
}

[[noreturn]] void refuse(const entity& of, const std::string& claim, const std::set<record_id>& records)
{
    std::string ids;
    std::size_t named = 0;
    for (const auto id : records) {
        if (named++ == most_named) break;
        ids += (ids.empty() ? "" : ", ") + std::to_string(id);
    }
    throw schema_refused(
        "the records " + ids + (records.size() >= most_named ? " and perhaps others" : "") + " of " + of.full_name() +
        " meet in the claim \"" + claim +
        "\", which no two records may make alike; change or remove them with the previous version of the "
        "plugin " +
        of.plugin + ", then start again");
}

/// One entity on its way to what is declared.
class rebuild {
public:
    rebuild(database::database& where, const derived_ledger& ledger, migration_lease& lease, const entity& of,
            derived_state found)
        : where_(where),
          ledger_(ledger),
          lease_(lease),
          of_(of),
          wanted_(derived_from(of)),
          missing_(without(wanted_, found.covered)),
          now_(std::move(found))
    {
    }

    void write_claims()
    {
        const auto goal = united(now_.covered, claims_of(of_));
        if (goal != now_.covered) reach(goal);
    }

    void write_rest()
    {
        reach(wanted_);
        log::info("derived_data_rebuilt",
                  {{"entity", of_.full_name()}, {"records", records_}, {"parts", listed(missing_)}});
    }

private:
    /// What is missing of `goal` is not covered while it is being written: whoever stops half-way, and whichever version starts next, it is
    /// written anew.
    void reach(const derived_parts& goal)
    {
        const derived_writer writer(of_, without(goal, now_.covered));
        if (now_.target != goal) save({common(now_.covered, goal), goal, 0});
        std::map<std::string, std::set<record_id>> in_conflict;
        std::size_t records = 0;
        for (auto more = goal != now_.covered; more;) {
            auto done = next(writer);
            records += done.records;
            for (auto& [claim, ids] : done.in_conflict) in_conflict[claim].merge(ids);
            more = done.records == batch_size && !enough(in_conflict);
        }
        if (!in_conflict.empty()) {
            save({now_.covered, std::nullopt, 0});
            refuse(of_, in_conflict.begin()->first, in_conflict.begin()->second);
        }
        save({goal, std::nullopt, 0});
        records_ = std::max(records_, records);
    }

    derived_writer::piece next(const derived_writer& writer)
    {
        lease_.renew();
        auto done = where_.write([&](database::transaction& in) {
            auto written = writer.write(in, now_.reached, batch_size);
            if (written.records > 0 && !ledger_.advance(in, of_, now_.reached, written.last))
                throw schema_refused("another server has taken over writing what is derived from " + of_.full_name() +
                                     "; start again");
            return written;
        });
        if (done.records > 0) now_.reached = done.last;
        return done;
    }

    static bool enough(const std::map<std::string, std::set<record_id>>& in_conflict)
    {
        return std::ranges::any_of(in_conflict, [](const auto& each) { return each.second.size() >= most_named; });
    }

    void save(derived_state next)
    {
        where_.write([&](database::transaction& in) { ledger_.put(in, of_, next); });
        now_ = std::move(next);
    }

    database::database& where_;
    const derived_ledger& ledger_;
    migration_lease& lease_;
    const entity& of_;
    derived_parts wanted_;
    derived_parts missing_; ///< at the beginning
    derived_state now_;
    std::size_t records_ = 0;
};

using due_entities = std::vector<std::pair<const entity*, derived_state>>;

due_entities due(const derived_ledger& ledger, const std::vector<const entity*>& entities)
{
    auto known = ledger.load();
    due_entities result;
    for (const auto* each : entities) {
        auto& state = known[each->full_name()];
        if (state.target || state.covered != derived_from(*each)) result.emplace_back(each, std::move(state));
    }
    return result;
}

/// Entities without records, and those that only lost a part, have what is declared: their state is written down, all at once.
void settle(database::database& where, const derived_ledger& ledger, const due_entities& entities)
{
    where.write([&](database::transaction& in) {
        for (const auto& [of, state] : entities) {
            const auto wanted = derived_from(*of);
            const bool complete = without(wanted, state.covered).empty();
            if (!complete && in.integer("SELECT 1 FROM " + database::dialect::quoted(of->table()) + " LIMIT 1"))
                continue;
            ledger.put(in, *of, {wanted, std::nullopt, 0});
        }
    });
}

} // namespace

derived_parts derived_from(const entity& of)
{
    auto parts = claims_of(of);
    for (const auto& each : of.fields)
        if (has_sort_key(each)) parts.insert(sort_part(each));
    parts.insert(words_part(of));
    return parts;
}

void rebuild_derived_data(database::database& where, const std::vector<const entity*>& entities,
                          const schema_surroundings& around)
{
    const derived_ledger ledger(where, around.clock);
    if (due(ledger, entities).empty()) return;

    migration_lease lease(where, around.clock, around.holder, around.wait);
    settle(where, ledger, due(ledger, entities)); // another process may have done it all meanwhile
    std::vector<rebuild> rebuilds;
    for (auto& [of, state] : due(ledger, entities)) rebuilds.emplace_back(where, ledger, lease, *of, std::move(state));
    for (auto& each : rebuilds) each.write_claims();
    for (auto& each : rebuilds) each.write_rest();
}

void rebuild_derived_data(database::database& where, const std::vector<const entity*>& entities)
{
    rebuild_derived_data(where, entities, real_surroundings());
}

} // namespace nscl::entities
