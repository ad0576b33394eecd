#include "core/entities/schema/schema_ledger.hpp"

#include "core/database/lease.hpp"
#include "core/entities/schema/table_snapshot.hpp"

#include <algorithm>
#include <array>

namespace nscl::entities {

namespace {

using database::column;
using database::column_model;
using database::storage;
using database::table_model;

column_model integer(const std::string& name)
{
    return {.name = name, .storage = storage::integer, .length = 255, .nullable = false, .references = {}};
}

column_model short_text(const std::string& name, std::uint32_t length)
{
    return {.name = name, .storage = storage::short_text, .length = length, .nullable = false, .references = {}};
}

column_model long_text(const std::string& name)
{
    return {.name = name, .storage = storage::long_text, .length = 255, .nullable = false, .references = {}};
}

std::string name_of(schema_step::kind what)
{
    switch (what) {
    case schema_step::kind::create_table: return "create_table";
    case schema_step::kind::add_column: return "add_column";
    case schema_step::kind::create_index: return "create_index";
    case schema_step::kind::drop_index: return "drop_index";
    case schema_step::kind::rename_column: return "rename_column";
    case schema_step::kind::rename_table: return "rename_table";
    case schema_step::kind::lengthen_column: return "lengthen_column";
    }
    return {};
}

/// One row under a key: changed, or made.
void put(database::transaction& in, const std::string& update, const std::string& insert,
         std::span<const database::value> parameters)
{
    if (in.execute(update, parameters) == 0) in.execute(insert, parameters);
}

/// The numbers of a renamed field go on where they were.
void rename_sequences(database::transaction& in, const std::string& plugin, const schema_change& taken)
{
    if (taken.what != schema_change::kind::rename_field) return;
    entity of;
    of.plugin = plugin;
    of.name = taken.entity;
    const auto from = number_sequences(of, taken.field);
    const auto length = static_cast<std::int64_t>(from.size());
    const std::array<database::value, 4> names{number_sequences(of, taken.renamed_to), length + 1, length, from};
    in.execute(R"(UPDATE "core_sequence" SET "name" = ? || SUBSTR("name", ?) WHERE SUBSTR("name", 1, ?) = ?)", names);
}

} // namespace

std::vector<table_model> schema_ledger::tables()
{
    auto finished = integer("finished_at");
    finished.nullable = true;
    return {
        {"core_schema_step",
         {integer("id"), short_text("table_name", 64), short_text("kind", 20), long_text("statement"),
          integer("started_at"), finished},
         {"id"},
         {}},
        {"core_schema_table", {short_text("name", 64), long_text("snapshot"), integer("updated_at")}, {"name"}, {}},
        {"core_schema_stamp",
         {short_text("plugin", 64), integer("schema"), integer("compatible_from"), integer("updated_at")},
         {"plugin"},
         {}},
        database::lease_table(),
    };
}

schema_ledger::schema_ledger(database::database& where, const platform::clock& clock) : where_(where), clock_(clock)
{
    for (const auto& each : tables()) {
        const auto statement = where_.dialect().create_table(each);
        where_.write([&](database::transaction& in) { in.execute(statement); });
    }
}

schema_ledger::state schema_ledger::load() const
{
    state result;
    where_.read([&](database::reader& from) {
        static constexpr std::array text{column::text};
        from.query(R"(SELECT "snapshot" FROM "core_schema_table" ORDER BY "name")", {}, text,
                   [&](const database::row& row) { result.tables.push_back(from_snapshot(row.text(0))); });
        static constexpr std::array stamp{column::text, column::integer, column::integer};
        from.query(R"(SELECT "plugin", "schema", "compatible_from" FROM "core_schema_stamp")", {}, stamp,
                   [&](const database::row& row) {
                       result.stamps[std::string(row.text(0))] = {row.integer(1), row.integer(2)};
                   });
    });
    return result;
}

std::string schema_ledger::statement_of(const schema_step& step) const
{
    const auto& words = where_.dialect();
    switch (step.what) {
    case schema_step::kind::create_table: return words.create_table(step.created);
    case schema_step::kind::add_column: return words.add_column(step.table, step.column);
    case schema_step::kind::create_index: return words.create_index(step.table, step.index);
    case schema_step::kind::drop_index: return words.drop_index(step.table, step.index.name);
    case schema_step::kind::rename_column: return words.rename_column(step.table, step.renamed_from, step.column);
    case schema_step::kind::rename_table: return words.rename_table(step.renamed_from, step.created);
    case schema_step::kind::lengthen_column: return words.lengthen_column(step.table, step.column);
    }
    return {};
}

void schema_ledger::take(const schema_step& step, const std::vector<table_model>& stored)
{
    const auto statement = statement_of(step);
    const auto after = reached(stored, step);
    const auto& table =
        *std::find_if(after.begin(), after.end(), [&](const table_model& each) { return each.name == step.table; });
    if (where_.dialect().transactional_ddl()) {
        where_.write([&](database::transaction& in) {
            const auto number = begin(in, step, statement);
            if (!statement.empty()) in.execute(statement);
            finish(in, number, step, table);
        });
        return;
    }
    const auto number = where_.write([&](database::transaction& in) { return begin(in, step, statement); });
    where_.write([&](database::transaction& in) { in.execute(statement); });
    where_.write([&](database::transaction& in) { finish(in, number, step, table); });
}

std::int64_t schema_ledger::begin(database::transaction& in, const schema_step& step,
                                  const std::string& statement) const
{
    // A step that was begun and never finished is the same one, resumed.
    const std::array<database::value, 1> same{statement};
    if (const auto open =
            in.integer(R"(SELECT "id" FROM "core_schema_step" WHERE "finished_at" IS NULL AND "statement" = ?)", same))
        return *open;
    const auto number = in.integer(R"(SELECT MAX("id") FROM "core_schema_step")").value_or(0) + 1;
    const std::array<database::value, 5> row{number, step.table, name_of(step.what), statement, clock_.now()};
    in.execute(
        R"(INSERT INTO "core_schema_step" ("id", "table_name", "kind", "statement", "started_at") VALUES (?, ?, ?, ?, ?))",
        row);
    return number;
}

void schema_ledger::finish(database::transaction& in, std::int64_t number, const schema_step& step,
                           const table_model& table) const
{
    if (step.what == schema_step::kind::rename_table) {
        const std::array<database::value, 1> former{step.renamed_from};
        in.execute(R"(DELETE FROM "core_schema_table" WHERE "name" = ?)", former);
    }
    const std::array<database::value, 3> row{to_snapshot(table), clock_.now(), table.name};
    put(in, R"(UPDATE "core_schema_table" SET "snapshot" = ?, "updated_at" = ? WHERE "name" = ?)",
        R"(INSERT INTO "core_schema_table" ("snapshot", "updated_at", "name") VALUES (?, ?, ?))", row);
    const std::array<database::value, 2> done{clock_.now(), number};
    in.execute(R"(UPDATE "core_schema_step" SET "finished_at" = ? WHERE "id" = ?)", done);
}

void schema_ledger::stamp(const std::string& plugin, const schema_stamp& reached,
                          const std::vector<schema_change>& taken)
{
    const std::array<database::value, 4> row{reached.schema, reached.compatible_from, clock_.now(), plugin};
    where_.write([&](database::transaction& in) {
        for (const auto& each : taken) rename_sequences(in, plugin, each);
        put(in,
            R"(UPDATE "core_schema_stamp" SET "schema" = ?, "compatible_from" = ?, "updated_at" = ? WHERE "plugin" = ?)",
            R"(INSERT INTO "core_schema_stamp" ("schema", "compatible_from", "updated_at", "plugin") VALUES (?, ?, ?, ?))",
            row);
    });
}

} // namespace nscl::entities
