#include "core/entities/store/derived_ledger.hpp"

#include <array>
#include <sstream>

namespace nscl::entities {

namespace {

using database::column;
using database::storage;

std::string to_text(const derived_parts& parts)
{
    std::string lines;
    for (const auto& each : parts) lines += each + "\n";
    return lines;
}

derived_parts from_text(std::string_view lines)
{
    derived_parts parts;
    std::istringstream input{std::string{lines}};
    for (std::string line; std::getline(input, line);) parts.insert(line);
    return parts;
}

} // namespace

database::table_model derived_ledger::table()
{
    return {"core_derived_data",
            {{.name = "entity", .storage = storage::short_text, .length = 100, .nullable = false, .references = {}},
             {.name = "covered", .storage = storage::long_text, .nullable = false, .references = {}},
             {.name = "target", .storage = storage::long_text, .references = {}},
             {.name = "reached", .nullable = false, .references = {}},
             {.name = "updated_at", .nullable = false, .references = {}}},
            {"entity"},
            {}};
}

derived_ledger::derived_ledger(database::database& where, const platform::clock& clock) : where_(where), clock_(clock)
{
    const auto statement = where_.dialect().create_table(table());
    where_.write([&](database::transaction& in) { in.execute(statement); });
}

std::map<std::string, derived_state> derived_ledger::load() const
{
    std::map<std::string, derived_state> all;
    static constexpr std::array columns{column::text, column::text, column::text, column::integer};
    where_.read([&](database::reader& from) {
        from.query(R"(SELECT "entity", "covered", "target", "reached" FROM "core_derived_data")", {}, columns,
                   [&](const database::row& row) {
                       auto& state = all[std::string{row.text(0)}];
                       state.covered = from_text(row.text(1));
                       if (!row.is_null(2)) state.target = from_text(row.text(2));
                       state.reached = row.integer(3);
                   });
    });
    return all;
}

void derived_ledger::put(database::transaction& in, const entity& of, const derived_state& now) const
{
    const std::array<database::value, 5> row{to_text(now.covered),
                                             now.target ? database::value{to_text(*now.target)} : database::value{},
                                             now.reached, clock_.now(), of.full_name()};
    if (in.execute(
            R"(UPDATE "core_derived_data" SET "covered" = ?, "target" = ?, "reached" = ?, "updated_at" = ? WHERE "entity" = ?)",
            row) == 0)
        in.execute(
            R"(INSERT INTO "core_derived_data" ("covered", "target", "reached", "updated_at", "entity") VALUES (?, ?, ?, ?, ?))",
            row);
}

bool derived_ledger::advance(database::transaction& in, const entity& of, record_id from, record_id to) const
{
    const std::array<database::value, 4> row{to, clock_.now(), of.full_name(), from};
    return in.execute(
               R"(UPDATE "core_derived_data" SET "reached" = ?, "updated_at" = ? WHERE "entity" = ? AND "reached" = ?)",
               row) == 1;
}

} // namespace nscl::entities
