#include "core/entities/schema/schema_apply.hpp"

#include "core/database/error.hpp"
#include "core/entities/schema/migration_lease.hpp"
#include "core/entities/schema/schema_ledger.hpp"
#include "core/log/log.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace nscl::entities {

namespace {

using database::table_model;

/// The declared changes of one revision.
struct revision {
    std::string plugin;
    schema_stamp stamp; ///< once they are taken
    std::vector<schema_change> changes;
    std::vector<schema_step> steps;
};

/// What is left to do, in this order.
struct work {
    std::vector<revision> revisions;
    std::vector<schema_step> steps;
    std::map<std::string, schema_stamp> stamps;

    bool empty() const { return revisions.empty() && steps.empty() && stamps.empty(); }
};

std::string list_of(const std::vector<schema_conflict>& conflicts)
{
    std::string text;
    for (const auto& each : conflicts) {
        if (!text.empty()) text += "; ";
        text += each.table + (each.column.empty() ? "" : "." + each.column) + " " + each.problem;
    }
    return text;
}

/// The request as the stored tables answer it: a text that a newer revision lengthened holds the shorter ones as well.
std::vector<table_model> with_longer_texts(std::vector<table_model> asked, const std::vector<table_model>& stored)
{
    using database::storage;
    std::set<std::pair<std::string, std::string>> longer;
    for (const auto& table : stored)
        for (const auto& each : table.columns)
            if (each.storage == storage::long_text) longer.emplace(table.name, each.name);
    for (auto& table : asked)
        for (auto& each : table.columns)
            if (each.storage == storage::short_text && longer.contains({table.name, each.name}))
                each.storage = storage::long_text;
    return asked;
}

/// An older server runs beside the newer one that made the tables, as long as they hold all that it knows.
void check_older(const schema_request& asked, const schema_stamp& stored, const std::vector<table_model>& tables)
{
    const std::string versions = "plugin " + asked.plugin + ": the database has its tables in revision " +
                                 std::to_string(stored.schema) + ", this server knows revision " +
                                 std::to_string(asked.schema);
    if (asked.schema < stored.compatible_from)
        throw schema_refused(versions + " and would need at least " + std::to_string(stored.compatible_from) +
                             "; start the newer server, or restore the backup made before the upgrade");
    const auto plan = plan_schema(with_longer_texts(asked.tables, tables), tables);
    const bool lacks = std::any_of(plan.steps.begin(), plan.steps.end(), [](const schema_step& each) {
        return each.what == schema_step::kind::create_table || each.what == schema_step::kind::add_column;
    });
    if (lacks || !plan.conflicts.empty())
        throw schema_refused(versions + " and expects tables that are not there (" +
                             (lacks ? plan.steps.front().table : list_of(plan.conflicts)) +
                             "); start the newer server");
}

/// The stamp that the plugin has once it has reached `revision`.
schema_stamp stamp_at(std::int64_t revision, const schema_request& asked, const schema_stamp& stored)
{
    return {revision, std::max(stored.compatible_from, std::min(asked.compatible_from, revision))};
}

void refuse(const std::vector<schema_conflict>& conflicts)
{
    if (conflicts.empty()) return;
    throw schema_refused("the declared tables cannot be reached from the stored ones: " + list_of(conflicts));
}

/// The declared changes above the stored stamp, on tables that move on with each step.
std::vector<revision> revisions_above(const schema_stamp& stored, const schema_request& asked,
                                      std::vector<table_model>& tables)
{
    std::vector<revision> result;
    for (const auto& change : asked.changes) {
        if (change.revision <= stored.schema) continue;
        if (result.empty() || result.back().stamp.schema != change.revision)
            result.push_back({asked.plugin, stamp_at(change.revision, asked, stored), {}, {}});
        auto plan = plan_change(asked.plugin, change, tables);
        refuse(plan.conflicts);
        for (const auto& step : plan.steps) tables = reached(std::move(tables), step);
        result.back().changes.push_back(change);
        std::move(plan.steps.begin(), plan.steps.end(), std::back_inserter(result.back().steps));
    }
    return result;
}

work work_for(const std::vector<schema_request>& requests, const schema_ledger::state& now)
{
    work result;
    auto tables = now.tables;
    std::vector<table_model> declared;
    for (const auto& each : requests) {
        if (each.compatible_from > each.schema)
            throw schema_refused("plugin " + each.plugin + ": compatible_from lies above schema");
        const auto found = now.stamps.find(each.plugin);
        const auto stored = found == now.stamps.end() ? schema_stamp{} : found->second;
        if (each.schema < stored.schema) {
            check_older(each, stored, now.tables);
            continue;
        }
        declared.insert(declared.end(), each.tables.begin(), each.tables.end());
        auto revisions = revisions_above(stored, each, tables);
        const auto next = stamp_at(each.schema, each, stored);
        if (next != (revisions.empty() ? stored : revisions.back().stamp)) result.stamps[each.plugin] = next;
        std::move(revisions.begin(), revisions.end(), std::back_inserter(result.revisions));
    }
    auto plan = plan_schema(declared, tables);
    refuse(plan.conflicts);
    result.steps = std::move(plan.steps);
    return result;
}

void take(schema_ledger& ledger, const schema_step& step, const std::vector<table_model>& stored)
{
    try {
        ledger.take(step, stored);
    } catch (const database::error& failed) {
        if (failed.kind() != database::fault::unique_violation || step.what != schema_step::kind::create_index) throw;
        std::string columns;
        for (const auto& each : step.index.columns) columns += (columns.empty() ? "" : ", ") + each;
        throw schema_refused(
            "the table " + step.table + " has rows with equal values in " + columns +
            ", which are declared unique; change these rows with the previous version, then start again");
    }
}

} // namespace

void apply_schema(database::database& where, const std::vector<schema_request>& requests,
                  const schema_surroundings& around)
{
    schema_ledger ledger(where, around.clock);
    if (work_for(requests, ledger.load()).empty()) return;

    migration_lease lease(where, around.clock, around.holder, around.wait);
    auto state = ledger.load(); // another process may have done it all meanwhile
    const auto todo = work_for(requests, state);
    const auto take_all = [&](const std::vector<schema_step>& steps) {
        for (const auto& step : steps) {
            lease.renew();
            take(ledger, step, state.tables);
            state.tables = reached(std::move(state.tables), step);
        }
    };
    for (const auto& each : todo.revisions) {
        take_all(each.steps);
        ledger.stamp(each.plugin, each.stamp, each.changes);
        log::info("schema_revision_reached",
                  {{"plugin", each.plugin}, {"revision", each.stamp.schema}, {"steps", each.steps.size()}});
    }
    take_all(todo.steps);
    for (const auto& [plugin, stamp] : todo.stamps) ledger.stamp(plugin, stamp);
    log::info("schema_changed", {{"steps", todo.steps.size()}});
}

void apply_schema(database::database& where, const std::vector<schema_request>& requests)
{
    apply_schema(where, requests, real_surroundings());
}

schema_request request_of(const model& all, std::string_view plugin)
{
    schema_request made;
    made.plugin = plugin;
    for (const auto& each : all.declarations()) {
        if (each.plugin != plugin) continue;
        made.schema = each.schema.revision;
        made.compatible_from = each.schema.compatible_from;
        made.changes = each.schema.changes;
        for (const auto& declared : each.entities) {
            auto tables = tables_of(declared);
            std::move(tables.begin(), tables.end(), std::back_inserter(made.tables));
        }
    }
    return made;
}

} // namespace nscl::entities
