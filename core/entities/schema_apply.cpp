#include "core/entities/schema_apply.hpp"

#include "core/database/error.hpp"
#include "core/entities/migration_lease.hpp"
#include "core/entities/schema_ledger.hpp"
#include "core/log/log.hpp"
#include "core/platform/random.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace nscl::entities {

namespace {

using database::table_model;

/// What is left to do.
struct work {
    std::vector<schema_step> steps;
    std::map<std::string, schema_stamp> stamps;

    bool empty() const { return steps.empty() && stamps.empty(); }
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

/// An older server runs beside the newer one that made the tables, as long as they hold all that it knows.
void check_older(const schema_request& asked, const schema_stamp& stored, const std::vector<table_model>& tables)
{
    const std::string versions = "plugin " + asked.plugin + ": the database has its tables in revision " +
                                 std::to_string(stored.schema) + ", this server knows revision " +
                                 std::to_string(asked.schema);
    if (asked.schema < stored.compatible_from)
        throw schema_refused(versions + " and would need at least " + std::to_string(stored.compatible_from) +
                             "; start the newer server, or restore the backup made before the upgrade");
    const auto plan = plan_schema(asked.tables, tables);
    const bool lacks = std::any_of(plan.steps.begin(), plan.steps.end(), [](const schema_step& each) {
        return each.what == schema_step::kind::create_table || each.what == schema_step::kind::add_column;
    });
    if (lacks || !plan.conflicts.empty())
        throw schema_refused(versions + " and expects tables that are not there (" +
                             (lacks ? plan.steps.front().table : list_of(plan.conflicts)) +
                             "); start the newer server");
}

bool concerns(const std::vector<schema_step>& steps, const schema_request& asked)
{
    return std::any_of(steps.begin(), steps.end(), [&](const schema_step& step) {
        return std::any_of(asked.tables.begin(), asked.tables.end(),
                           [&](const table_model& each) { return each.name == step.table; });
    });
}

/// The stamp to write, if it is another than the stored one.
std::optional<schema_stamp> next_stamp(const schema_request& asked, const std::optional<schema_stamp>& stored,
                                       const std::vector<schema_step>& steps)
{
    schema_stamp next{asked.schema, asked.compatible_from};
    if (asked.schema == 0) {
        next = stored.value_or(schema_stamp{0, 1});
        if (!stored || concerns(steps, asked)) ++next.schema;
    } else if (stored && stored->schema == asked.schema) {
        next.compatible_from = std::max(stored->compatible_from, asked.compatible_from);
    }
    if (next == stored) return std::nullopt;
    return next;
}

work work_for(const std::vector<schema_request>& requests, const schema_ledger::state& now)
{
    std::vector<table_model> declared;
    std::vector<std::pair<const schema_request*, std::optional<schema_stamp>>> active;
    for (const auto& each : requests) {
        if (each.schema != 0 && each.compatible_from > each.schema)
            throw schema_refused("plugin " + each.plugin + ": compatible_from lies above schema");
        const auto found = now.stamps.find(each.plugin);
        const auto stored = found == now.stamps.end() ? std::nullopt : std::optional(found->second);
        if (stored && each.schema != 0 && each.schema < stored->schema) {
            check_older(each, *stored, now.tables);
            continue;
        }
        declared.insert(declared.end(), each.tables.begin(), each.tables.end());
        active.emplace_back(&each, stored);
    }
    auto plan = plan_schema(declared, now.tables);
    if (!plan.conflicts.empty())
        throw schema_refused("the declared tables cannot be reached from the stored ones: " + list_of(plan.conflicts));
    work result;
    for (const auto& [asked, stored] : active)
        if (const auto next = next_stamp(*asked, stored, plan.steps)) result.stamps[asked->plugin] = *next;
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
    for (const auto& step : todo.steps) {
        lease.renew();
        take(ledger, step, state.tables);
        state.tables = reached(std::move(state.tables), step);
    }
    for (const auto& [plugin, stamp] : todo.stamps) ledger.stamp(plugin, stamp);
    log::info("schema_changed", {{"steps", todo.steps.size()}});
}

void apply_schema(database::database& where, const std::vector<schema_request>& requests)
{
    const platform::system_clock clock;
    platform::system_random random;
    apply_schema(where, requests, {clock, platform::to_hex(random.bytes(16)), [](std::chrono::milliseconds pause) {
                                       std::this_thread::sleep_for(pause);
                                   }});
}

} // namespace nscl::entities
