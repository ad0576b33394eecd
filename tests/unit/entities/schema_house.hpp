#pragma once

#include "core/entities/schema/schema_apply.hpp"
#include "core/entities/schema/schema_ledger.hpp"
#include "tests/support/test_database.hpp"
#include "tests/unit/entities/table_models.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>

/// A house and its people as tables of the plugin "p": what tests bring a database up to.
namespace nscl::entities {

/// Stands still, but for those who wait.
class patient_clock final : public platform::clock {
public:
    platform::instant now() const override { return now_; }
    void advance(std::chrono::milliseconds by)
    {
        now_ += std::chrono::duration_cast<std::chrono::microseconds>(by).count();
    }

private:
    std::atomic<platform::instant> now_{1'000'000'000};
};

/// Two tables that refer to each other and to themselves, with indexes.
inline schema_request house(std::int64_t schema = 1, std::int64_t compatible_from = 1)
{
    return {"p",
            schema,
            compatible_from,
            {table("p_house", {integer("owner", "p_person"), integer("next", "p_house"), text("address")},
                   {{"ux_p_house_address", {"address"}, true}, {"ix_p_house_owner", {"owner"}, false}}),
             table("p_person", {integer("home", "p_house"), text("name")}, {{"ix_p_person_name", {"name"}, false}})}};
}

/// The same after an upgrade.
inline schema_request larger_house(std::int64_t schema, std::int64_t compatible_from)
{
    auto request = house(schema, compatible_from);
    request.tables[0].columns.push_back(integer("built_in"));
    request.tables[0].indexes.push_back({"ix_p_house_built_in", {"built_in", "id"}, false});
    request.tables.push_back(table("p_room", {integer("house", "p_house")}));
    return request;
}

/// The same after two revisions that changed what is stored.
inline schema_request rebuilt_house()
{
    auto request = house(3, 2);
    request.tables[0].columns[3] = text("street");
    request.tables[0].indexes[0] = {"ux_p_house_street", {"street"}, true};
    request.tables[1].columns[1] = integer("lives_in", "p_house");
    request.tables[1].columns[2].storage = database::storage::long_text;
    request.tables[1].indexes = {{"ix_p_person_lives_in", {"lives_in"}, false}};
    using kind = schema_change::kind;
    request.changes = {{kind::rename_field, 2, "house", "address", "street"},
                       {kind::rename_field, 2, "person", "home", "lives_in"},
                       {kind::lengthen, 3, "person", "name", ""}};
    return request;
}

/// A house with neighbours, whose owner may have several.
inline schema_request first_house()
{
    auto request = house();
    request.tables.push_back(table("p_house__neighbours", {integer("target", "p_house")}));
    return request;
}

/// The same after an upgrade with steps of every kind: declared changes, a new table, new columns (one with a value for the rows that are
/// there), a reference that becomes unique.
inline schema_request last_house()
{
    auto request = rebuilt_house();
    request.tables.push_back(table("p_house__next_door", {integer("target", "p_house")}));
    request.changes.push_back({schema_change::kind::rename_field, 3, "house", "neighbours", "next_door"});
    request.tables.push_back(table("p_room", {integer("house", "p_house")}, {{"ix_p_room_house", {"house"}, false}}));
    auto& own = request.tables[0];
    own.columns.push_back(integer("built_in"));
    own.columns.push_back({"state", database::storage::short_text, 255, true, "", "it's inhabited"});
    own.indexes[1] = {"ux_p_house_owner", {"owner"}, true};
    own.indexes.push_back({"ix_p_house_built_in", {"built_in", "id"}, false});
    return request;
}

inline void apply(database::database& where, const schema_request& request, patient_clock& clock,
                  const std::string& holder = "this")
{
    apply_schema(where, {request}, {clock, holder, [&](std::chrono::milliseconds pause) { clock.advance(pause); }});
}

inline void expect_reached(database::database& where, const schema_request& request)
{
    patient_clock clock;
    const auto state = schema_ledger(where, clock).load();
    EXPECT_TRUE(plan_schema(request.tables, state.tables).steps.empty());
    for (const auto& each : request.tables) {
        std::string columns;
        for (const auto& column : each.columns)
            columns += (columns.empty() ? "" : ", ") + database::dialect::quoted(column.name);
        EXPECT_NO_THROW(where.read([&](database::reader& from) {
            from.integer("SELECT " + columns + " FROM " + database::dialect::quoted(each.name));
        })) << each.name;
    }
}

inline std::int64_t count(database::database& where, const std::string& sql)
{
    return where.read([&](database::reader& from) { return from.integer(sql).value_or(-1); });
}

inline void execute(database::database& where, const std::string& sql)
{
    where.write([&](database::transaction& in) { in.execute(sql); });
}

} // namespace nscl::entities
