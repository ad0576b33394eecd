#include "core/database/error.hpp"
#include "core/entities/schema/migration_lease.hpp"
#include "core/entities/schema/schema_apply.hpp"
#include "core/entities/schema/schema_ledger.hpp"
#include "tests/support/test_database.hpp"
#include "tests/unit/entities/mortal_database.hpp"
#include "tests/unit/entities/schema_house.hpp"
#include "tests/unit/entities/table_models.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace nscl::entities {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

using SchemaApply = tests::each_database;
NSCL_ON_EACH_DATABASE(SchemaApply);

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
