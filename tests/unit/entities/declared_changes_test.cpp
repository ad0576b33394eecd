#include "core/database/error.hpp"
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

using database::storage;
using testing::HasSubstr;
using testing::ThrowsMessage;

using DeclaredChanges = tests::each_database;
NSCL_ON_EACH_DATABASE(DeclaredChanges);

TEST_P(DeclaredChanges, TakesTheChangesAboveTheStampOnce)
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

TEST_P(DeclaredChanges, ReachesTheDeclaredTablesAtOnceWhereNothingIsStored)
{
    patient_clock clock;
    apply(db(), rebuilt_house(), clock);
    expect_reached(db(), rebuilt_house());
    EXPECT_EQ(schema_ledger(db(), clock).load().stamps.at("p"), (schema_stamp{3, 2}));
    EXPECT_EQ(count(db(), R"(SELECT COUNT(*) FROM "core_schema_step" WHERE "kind" LIKE 'rename%' ESCAPE '!')"), 0);
}

/// Every statement may be the last one of a process, and a database may keep a step whose memory is lost.
TEST_P(DeclaredChanges, ContinuesDeclaredChangesWhereverAProcessWasKilled)
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

TEST_P(DeclaredChanges, LetsOneOfTwoProcessesTakeTheDeclaredChanges)
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

TEST_P(DeclaredChanges, RefusesAServerThatWouldLookForARenamedColumn)
{
    patient_clock clock;
    apply(db(), house(), clock);
    apply(db(), rebuilt_house(), clock);
    EXPECT_THAT([&] { apply(db(), house(), clock); },
                ThrowsMessage<schema_refused>(testing::AllOf(HasSubstr("revision 3"), HasSubstr("at least 2"))));
}

TEST_P(DeclaredChanges, LetsAnOlderServerRunOnALengthenedText)
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

TEST_P(DeclaredChanges, LetsTheNumbersOfARenamedFieldGoOn)
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

TEST_P(DeclaredChanges, RefusesARenameOntoAnEarlierColumnBeforeItChangesAnything)
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

} // namespace
} // namespace nscl::entities
