#include "core/database/error.hpp"
#include "core/entities/schema/migration_lease.hpp"
#include "core/entities/schema/schema_apply.hpp"
#include "core/entities/schema/schema_ledger.hpp"
#include "tests/support/test_database.hpp"
#include "tests/unit/entities/mortal_database.hpp"
#include "tests/unit/entities/table_models.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace nscl::entities {
namespace {

using database::column_model;
using database::storage;
using database::table_model;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Property;
using testing::ThrowsMessage;

using SchemaApply = tests::each_database;
NSCL_ON_EACH_DATABASE(SchemaApply);

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
schema_request house(std::int64_t schema = 1, std::int64_t compatible_from = 1)
{
    return {"p",
            schema,
            compatible_from,
            {table("p_house", {integer("owner", "p_person"), integer("next", "p_house"), text("address")},
                   {{"ux_p_house_address", {"address"}, true}, {"ix_p_house_owner", {"owner"}, false}}),
             table("p_person", {integer("home", "p_house"), text("name")}, {{"ix_p_person_name", {"name"}, false}})}};
}

/// The same after an upgrade.
schema_request larger_house(std::int64_t schema, std::int64_t compatible_from)
{
    auto request = house(schema, compatible_from);
    request.tables[0].columns.push_back(integer("built_in"));
    request.tables[0].indexes.push_back({"ix_p_house_built_in", {"built_in", "id"}, false});
    request.tables.push_back(table("p_room", {integer("house", "p_house")}));
    return request;
}

/// The same after two revisions that changed what is stored.
schema_request rebuilt_house()
{
    auto request = house(3, 2);
    request.tables[0].columns[3] = text("street");
    request.tables[0].indexes[0] = {"ux_p_house_street", {"street"}, true};
    request.tables[1].columns[1] = integer("lives_in", "p_house");
    request.tables[1].columns[2].storage = storage::long_text;
    request.tables[1].indexes = {{"ix_p_person_lives_in", {"lives_in"}, false}};
    using kind = schema_change::kind;
    request.changes = {{kind::rename_field, 2, "house", "address", "street"},
                       {kind::rename_field, 2, "person", "home", "lives_in"},
                       {kind::lengthen, 3, "person", "name", ""}};
    return request;
}

void apply(database::database& where, const schema_request& request, patient_clock& clock,
           const std::string& holder = "this")
{
    apply_schema(where, {request}, {clock, holder, [&](std::chrono::milliseconds pause) { clock.advance(pause); }});
}

void expect_reached(database::database& where, const schema_request& request)
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

std::int64_t count(database::database& where, const std::string& sql)
{
    return where.read([&](database::reader& from) { return from.integer(sql).value_or(-1); });
}

void execute(database::database& where, const std::string& sql)
{
    where.write([&](database::transaction& in) { in.execute(sql); });
}

TEST_P(SchemaApply, ReachesTheDeclaredTables)
{
    patient_clock clock;
    apply(db(), house(), clock);
    expect_reached(db(), house());
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "core_schema_step" WHERE "finished_at" IS NULL)"), 0);
    EXPECT_EQ(schema_ledger(db(), clock).load().stamps.at("p"), (schema_stamp{1, 1}));
}

TEST_P(SchemaApply, EnforcesReferencesAndUniqueValues)
{
    patient_clock clock;
    apply(db(), house(), clock);
    execute(db(), R"(INSERT INTO "p_house" ("id", "next", "address") VALUES (1, 1, 'x'))");
    execute(db(), R"(INSERT INTO "p_person" ("id", "home") VALUES (1, 1))");
    execute(db(), R"(UPDATE "p_house" SET "owner" = 1)");
    EXPECT_THROW(execute(db(), R"(UPDATE "p_house" SET "owner" = 7)"), database::error);
    EXPECT_THROW(execute(db(), R"(DELETE FROM "p_person")"), database::error);
    EXPECT_THROW(execute(db(), R"(INSERT INTO "p_house" ("id", "address") VALUES (2, 'x'))"), database::error);
}

TEST_P(SchemaApply, DoesNothingTheSecondTime)
{
    patient_clock clock;
    apply(db(), house(), clock);
    const auto steps = count(db(), R"(SELECT COUNT(*) FROM "core_schema_step")");
    apply(db(), house(), clock);
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "core_schema_step")"), steps);
}

TEST_P(SchemaApply, AddsWhatAnUpgradeDeclaresAndKeepsTheRows)
{
    patient_clock clock;
    apply(db(), house(), clock);
    execute(db(), R"(INSERT INTO "p_house" ("id", "address") VALUES (1, 'x'))");
    apply(db(), larger_house(2, 1), clock);
    expect_reached(db(), larger_house(2, 1));
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "p_house" WHERE "built_in" IS NULL)"), 1);
    EXPECT_EQ(schema_ledger(db(), clock).load().stamps.at("p"), (schema_stamp{2, 1}));
}

/// Every statement may be the last one of a process.
TEST_P(SchemaApply, ContinuesWhereverAProcessWasKilled)
{
    patient_clock clock;
    apply(db(), house(), clock); // so that an upgrade is what gets interrupted
    const auto wanted = larger_house(2, 1);
    int lives = 0;
    for (bool finished = false; !finished; ++lives) {
        ASSERT_LT(lives, 200);
        mortal_database mortal(db(), 1,
                               lives % 2 == 0 ? mortal_database::death::before : mortal_database::death::after);
        mortal.live_for(3 + lives / 2);
        try {
            apply(mortal, wanted, clock, "process " + std::to_string(lives));
            finished = !mortal.is_dead();
        } catch (const killed&) {
            continue;
        }
    }
    EXPECT_GT(lives, 10);
    expect_reached(db(), wanted);
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "core_schema_step" WHERE "finished_at" IS NULL)"), 0);
    EXPECT_EQ(schema_ledger(db(), clock).load().stamps.at("p"), (schema_stamp{2, 1}));
}

TEST_P(SchemaApply, ContinuesAFirstStartThatWasKilled)
{
    patient_clock clock;
    for (int statements = 0;; ++statements) {
        ASSERT_LT(statements, 200);
        mortal_database mortal(db(), 1, mortal_database::death::after);
        mortal.live_for(statements);
        try {
            apply(mortal, house(), clock, "process " + std::to_string(statements));
            if (!mortal.is_dead()) break;
        } catch (const killed&) {
            continue;
        }
    }
    expect_reached(db(), house());
}

TEST_P(SchemaApply, LetsOneOfTwoProcessesMigrate)
{
    const auto other = fresh().open();
    std::vector<std::thread> processes;
    for (auto* each : {&db(), other.get()})
        processes.emplace_back([each] { apply_schema(*each, {larger_house(1, 1)}); });
    for (auto& each : processes) each.join();
    expect_reached(db(), larger_house(1, 1));
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) - COUNT(DISTINCT "statement") FROM "core_schema_step")"), 0);
}

TEST_P(SchemaApply, WaitsForTheProcessThatMigrates)
{
    patient_clock clock;
    schema_ledger ledger(db(), clock);
    int waits = 0;
    {
        auto lease = std::make_unique<migration_lease>(db(), clock, "other", [](std::chrono::milliseconds) {});
        apply_schema(db(), {house()}, {clock, "this", [&](std::chrono::milliseconds) {
                                           if (++waits == 3) lease.reset();
                                       }});
    }
    EXPECT_EQ(waits, 3);
    expect_reached(db(), house());
}

TEST_P(SchemaApply, TakesOverFromAProcessThatDied)
{
    patient_clock clock;
    schema_ledger ledger(db(), clock);
    execute(db(), R"(INSERT INTO "core_lease" ("name", "holder", "expires_at") VALUES ('schema', 'dead', )" +
                      std::to_string(clock.now() + 15'000'000) + ")");
    apply(db(), house(), clock);
    expect_reached(db(), house());
}

TEST_P(SchemaApply, GivesUpWhenOthersNeverFinish)
{
    patient_clock clock;
    schema_ledger ledger(db(), clock);
    const migration_lease lease(db(), clock, "other", [](std::chrono::milliseconds) {});
    EXPECT_THAT(([&] { apply_schema(db(), {house()}, {clock, "this", [](std::chrono::milliseconds) {}}); }),
                ThrowsMessage<schema_refused>(HasSubstr("ten minutes")));
}

TEST_P(SchemaApply, StopsWhenItsLeaseWasTakenOver)
{
    patient_clock clock;
    schema_ledger ledger(db(), clock);
    migration_lease slow(db(), clock, "slow", [](std::chrono::milliseconds) {});
    clock.advance(migration_lease::lifetime);
    const migration_lease other(db(), clock, "other", [](std::chrono::milliseconds) {});
    EXPECT_THAT([&] { slow.renew(); }, ThrowsMessage<schema_refused>(HasSubstr("taken over")));
}

TEST_P(SchemaApply, RefusesAServerThatIsTooOld)
{
    patient_clock clock;
    apply(db(), larger_house(3, 2), clock);
    EXPECT_THAT([&] { apply(db(), house(1, 1), clock); },
                ThrowsMessage<schema_refused>(testing::AllOf(HasSubstr("plugin p"), HasSubstr("revision 3"),
                                                             HasSubstr("revision 1"), HasSubstr("at least 2"))));
}

TEST_P(SchemaApply, LetsAnOlderServerRunBesideANewerOne)
{
    patient_clock clock;
    apply(db(), larger_house(3, 2), clock);
    const auto steps = count(db(), R"(SELECT COUNT(*) FROM "core_schema_step")");
    apply(db(), house(2, 1), clock);
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "core_schema_step")"), steps);
    EXPECT_EQ(schema_ledger(db(), clock).load().stamps.at("p"), (schema_stamp{3, 2}));
}

TEST_P(SchemaApply, RefusesAnOlderServerThatExpectsOtherTables)
{
    patient_clock clock;
    apply(db(), house(3, 2), clock);
    EXPECT_THAT([&] { apply(db(), larger_house(2, 1), clock); },
                ThrowsMessage<schema_refused>(HasSubstr("tables that are not there")));
}

TEST_P(SchemaApply, NeedsNoNewRevisionForAdditiveSteps)
{
    patient_clock clock;
    apply(db(), house(), clock);
    apply(db(), larger_house(1, 1), clock);
    expect_reached(db(), larger_house(1, 1));
    EXPECT_EQ(schema_ledger(db(), clock).load().stamps.at("p"), (schema_stamp{1, 1}));
}

TEST_P(SchemaApply, TakesTheChangesAboveTheStampOnce)
{
    patient_clock clock;
    apply(db(), house(), clock);
    execute(db(), R"(INSERT INTO "p_house" ("id", "address") VALUES (1, 'x'))");
    execute(db(), R"(INSERT INTO "p_person" ("id", "name", "home") VALUES (1, 'Hòa', 1))");
    apply(db(), rebuilt_house(), clock);
    expect_reached(db(), rebuilt_house());
    EXPECT_EQ(schema_ledger(db(), clock).load().stamps.at("p"), (schema_stamp{3, 2}));
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "p_house" WHERE "street" = 'x')"), 1);
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "p_person" WHERE "lives_in" = 1 AND "name" = 'Hòa')"), 1);
    EXPECT_THROW(execute(db(), R"(UPDATE "p_person" SET "lives_in" = 7)"), database::error);
    EXPECT_THROW(execute(db(), R"(INSERT INTO "p_house" ("id", "street") VALUES (2, 'x'))"), database::error);
    execute(db(), R"(UPDATE "p_person" SET "name" = ')" + std::string(1000, 'x') + "'");

    const auto steps = count(db(), R"(SELECT COUNT(*) FROM "core_schema_step")");
    apply(db(), rebuilt_house(), clock);
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "core_schema_step")"), steps);
}

TEST_P(SchemaApply, ReachesTheDeclaredTablesAtOnceWhereNothingIsStored)
{
    patient_clock clock;
    apply(db(), rebuilt_house(), clock);
    expect_reached(db(), rebuilt_house());
    EXPECT_EQ(schema_ledger(db(), clock).load().stamps.at("p"), (schema_stamp{3, 2}));
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "core_schema_step" WHERE "kind" LIKE 'rename%' ESCAPE '!')"), 0);
}

/// Every statement may be the last one of a process, and a database may keep a step whose memory is lost.
TEST_P(SchemaApply, ContinuesDeclaredChangesWhereverAProcessWasKilled)
{
    patient_clock clock;
    apply(db(), house(), clock);
    execute(db(), R"(INSERT INTO "p_house" ("id", "address") VALUES (1, 'x'))");
    execute(db(), R"(INSERT INTO "p_person" ("id", "name", "home") VALUES (1, 'Hòa', 1))");
    int lives = 0;
    for (bool finished = false; !finished; ++lives) {
        ASSERT_LT(lives, 200);
        mortal_database mortal(db(), 1,
                               lives % 2 == 0 ? mortal_database::death::before : mortal_database::death::after);
        mortal.live_for(3 + lives / 2);
        try {
            apply(mortal, rebuilt_house(), clock, "process " + std::to_string(lives));
            finished = !mortal.is_dead();
        } catch (const killed&) {
            continue;
        }
    }
    EXPECT_GT(lives, 10);
    expect_reached(db(), rebuilt_house());
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "core_schema_step" WHERE "finished_at" IS NULL)"), 0);
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "p_house" WHERE "street" = 'x')"), 1);
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "p_person" WHERE "lives_in" = 1 AND "name" = 'Hòa')"), 1);
    EXPECT_EQ(schema_ledger(db(), clock).load().stamps.at("p"), (schema_stamp{3, 2}));
}

TEST_P(SchemaApply, LetsOneOfTwoProcessesTakeTheDeclaredChanges)
{
    apply_schema(db(), {house()});
    execute(db(), R"(INSERT INTO "p_house" ("id", "address") VALUES (1, 'x'))");
    const auto other = fresh().open();
    std::vector<std::thread> processes;
    for (auto* each : {&db(), other.get()}) processes.emplace_back([each] { apply_schema(*each, {rebuilt_house()}); });
    for (auto& each : processes) each.join();
    expect_reached(db(), rebuilt_house());
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "p_house" WHERE "street" = 'x')"), 1);
}

TEST_P(SchemaApply, RefusesAServerThatWouldLookForARenamedColumn)
{
    patient_clock clock;
    apply(db(), house(), clock);
    apply(db(), rebuilt_house(), clock);
    EXPECT_THAT([&] { apply(db(), house(), clock); },
                ThrowsMessage<schema_refused>(testing::AllOf(HasSubstr("revision 3"), HasSubstr("at least 2"))));
}

TEST_P(SchemaApply, LetsAnOlderServerRunOnALengthenedText)
{
    patient_clock clock;
    apply(db(), house(), clock);
    auto longer = house(2, 1);
    longer.tables[1].columns[2].storage = storage::long_text;
    longer.tables[1].indexes.clear();
    longer.changes = {{schema_change::kind::lengthen, 2, "person", "name", ""}};
    apply(db(), longer, clock);
    apply(db(), house(1, 1), clock);
    EXPECT_EQ(schema_ledger(db(), clock).load().stamps.at("p"), (schema_stamp{2, 1}));
}

TEST_P(SchemaApply, LetsTheNumbersOfARenamedFieldGoOn)
{
    patient_clock clock;
    apply(db(), house(), clock);
    db().write([](database::transaction& in) {
        in.next_number("p.house.address.2026");
        in.next_number("p.house.address_old.2026");
    });
    apply(db(), rebuilt_house(), clock);
    const auto next = [&](const std::string& sequence) {
        return db().write([&](database::transaction& in) { return in.next_number(sequence); });
    };
    EXPECT_EQ(next("p.house.street.2026"), 2);
    EXPECT_EQ(next("p.house.address_old.2026"), 2);
    EXPECT_EQ(next("p.house.address.2026"), 1);
}

TEST_P(SchemaApply, RefusesARenameOntoAnEarlierColumnBeforeItChangesAnything)
{
    patient_clock clock;
    auto crowded = house();
    crowded.tables[0].columns.push_back(text("street"));
    apply(db(), crowded, clock);
    EXPECT_THAT([&] { apply(db(), rebuilt_house(), clock); },
                ThrowsMessage<schema_refused>(HasSubstr("p_house.street is there already")));
    EXPECT_EQ(schema_ledger(db(), clock).load().stamps.at("p"), (schema_stamp{1, 1}));
    expect_reached(db(), crowded);
}

TEST_P(SchemaApply, RefusesAStampThatContradictsItself)
{
    patient_clock clock;
    EXPECT_THAT([&] { apply(db(), house(1, 2), clock); },
                ThrowsMessage<schema_refused>(HasSubstr("compatible_from lies above")));
}

TEST_P(SchemaApply, RefusesConflictsBeforeItChangesAnything)
{
    patient_clock clock;
    apply(db(), house(), clock);
    auto wrong = larger_house(2, 1);
    wrong.tables[0].columns[3] = integer("address");
    EXPECT_THAT([&] { apply(db(), wrong, clock); },
                ThrowsMessage<schema_refused>(HasSubstr("p_house.address is stored as another type")));
    EXPECT_THROW(count(db(), R"(SELECT COUNT(*) FROM "p_room")"), database::error);
}

TEST_P(SchemaApply, NamesTheRowsThatStandAgainstAUniqueIndex)
{
    patient_clock clock;
    apply(db(), house(), clock);
    execute(db(), R"(INSERT INTO "p_person" ("id", "name") VALUES (1, 'x'), (2, 'x'))");
    auto unique = house(2, 1);
    unique.tables[1].indexes.push_back({"ux_p_person_name", {"name"}, true});
    EXPECT_THAT([&] { apply(db(), unique, clock); },
                ThrowsMessage<schema_refused>(HasSubstr("p_person has rows with equal values in name")));
    execute(db(), R"(DELETE FROM "p_person" WHERE "id" = 2)");
    apply(db(), unique, clock);
    expect_reached(db(), unique);
}

TEST_P(SchemaApply, ChangesAUniqueReferenceIntoAPlainOne)
{
    patient_clock clock;
    auto request = house();
    request.tables[0].indexes[1] = {"ux_p_house_owner", {"owner"}, true};
    apply(db(), request, clock);
    apply(db(), house(2, 1), clock);
    execute(db(), R"(INSERT INTO "p_person" ("id") VALUES (1))");
    execute(db(), R"(INSERT INTO "p_house" ("id", "owner") VALUES (1, 1), (2, 1))");
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "p_house")"), 2);
}

} // namespace
} // namespace nscl::entities
