#include "core/entities/store/derived_data.hpp"

#include "core/database/dialect.hpp"
#include "tests/support/record_world.hpp"
#include "tests/unit/entities/declared.hpp"
#include "tests/unit/entities/mortal_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace nscl::entities {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;
using tests::almighty;
using tests::record_world;

/// A version of the plugin p, whose only entity has the text `name` with these members.
std::string version(const std::string& of_name = "", const std::string& of_entity = "")
{
    return R"({"declaration": 1, "roles": [)" + role_json("chief") +
           R"(], "messages": [{"code": "once_only", "vi": "a", "en": "b"}, {"code": "odd", "vi": "a", "en": "b"}], "entities": [)" +
           entity_json("thing", field_json("name", "text", of_name), of_entity) + "]}";
}

const std::string with_claim = R"("claims": [{"name": "seat", "callback": 1, "code": "once_only"}])";

/// Claims the name.
std::optional<std::string> name_of(change& of)
{
    const auto* text = std::get_if<std::string>(&of.after->values[1]);
    return text ? std::optional{*text} : std::nullopt;
}

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

class DerivedData : public tests::each_database {
protected:
    /// The plugin in a version whose claim 1 is the name, brought up to date.
    std::unique_ptr<record_world> start(const std::string& document)
    {
        auto world = declare(document);
        rebuild(*world);
        return world;
    }
    std::unique_ptr<record_world> declare(const std::string& document)
    {
        auto world = std::make_unique<record_world>(db(), "p", document);
        world->callbacks.claims[1] = name_of;
        return world;
    }
    static void rebuild(record_world& world) { rebuild_derived_data(world.db, world.model->entities()); }

    static record_id add(record_world& world, const std::string& name)
    {
        return world.add("p.thing", {{"name", "\"" + name + "\""}});
    }
    std::vector<std::string> names(record_world& world, std::string_view query)
    {
        std::vector<std::string> result;
        const auto page = world.list(almighty(), "p.thing", query);
        for (const auto& each : page.value().records) result.push_back(std::get<std::string>(each.values[1]));
        return result;
    }
    void execute(const std::string& sql)
    {
        db().write([&](database::transaction& in) { in.execute(sql); });
    }
    std::int64_t count(const std::string& sql)
    {
        return db().read([&](database::reader& from) { return from.integer(sql).value_or(0); });
    }
};
NSCL_ON_EACH_DATABASE(DerivedData);

TEST_P(DerivedData, SortsAndFindsRecordsFromBeforeTheirFieldCouldBe)
{
    auto world = start(version());
    for (const auto* name : {"Đào", "Dung", "An"}) add(*world, name);
    world = start(version(R"("sortable": true, "searchable": true)"));
    EXPECT_THAT(names(*world, "sort=name"), ElementsAre("An", "Dung", "Đào"));
    EXPECT_THAT(names(*world, "q=dao"), ElementsAre("Đào"));
}

TEST_P(DerivedData, LeavesVersionsAndJournalAlone)
{
    auto world = start(version());
    add(*world, "An");
    const auto journalled = count(R"(SELECT COUNT(*) FROM "core_journal")");
    world = start(version(R"("sortable": true, "searchable": true)", with_claim));
    EXPECT_EQ(count(R"(SELECT "version" FROM "p_thing")"), 1);
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM "core_journal")"), journalled);
}

TEST_P(DerivedData, MakesAClaimHoldAgainstRecordsFromBeforeIt)
{
    auto world = start(version());
    add(*world, "An");
    world = start(version("", with_claim));
    EXPECT_EQ(tests::refusal_of(world->create(almighty(), "p.thing", {{"name", R"("An")"}})), "once_only");
}

TEST_P(DerivedData, RefusesRecordsThatClaimTheSameUntilTheEarlierVersionChangedThem)
{
    auto world = start(version(R"("searchable": true)"));
    const auto first = add(*world, "An");
    add(*world, "Bình");
    const auto second = add(*world, "An");
    auto next = declare(version(R"("sortable": true)", with_claim));
    EXPECT_THAT([&] { rebuild(*next); },
                ThrowsMessage<schema_refused>(AllOf(
                    HasSubstr("the records " + std::to_string(first) + ", " + std::to_string(second) + " of p.thing"),
                    HasSubstr("\"seat\""), HasSubstr("previous version of the plugin p"))));

    world = start(version(R"("searchable": true)"));
    EXPECT_THAT(names(*world, "q=binh"), ElementsAre("Bình")) << "what the earlier version uses is as it was";
    EXPECT_EQ(tests::refusal_of(world->update(almighty(), "p.thing", second, {{"name", R"("Chi")"}})), "");
    EXPECT_EQ(tests::refusal_of(world->update(almighty(), "p.thing", first, {{"name", R"("Dung")"}})), "");

    rebuild(*next);
    EXPECT_THAT(names(*next, "sort=name"), ElementsAre("Bình", "Chi", "Dung"));
    EXPECT_EQ(tests::refusal_of(next->create(almighty(), "p.thing", {{"name", R"("Dung")"}})), "once_only");
    EXPECT_EQ(tests::refusal_of(next->create(almighty(), "p.thing", {{"name", R"("An")"}})), "");
}

TEST_P(DerivedData, NamesTheFirstTenRecordsInConflict)
{
    auto world = start(version());
    std::vector<record_id> ids;
    for (int i = 0; i < 12; ++i) ids.push_back(add(*world, "An"));
    world = declare(version("", with_claim));
    EXPECT_THAT([&] { rebuild(*world); },
                ThrowsMessage<schema_refused>(AllOf(HasSubstr(std::to_string(ids[9]) + " and perhaps others"),
                                                    Not(HasSubstr(std::to_string(ids[10]))))));
}

TEST_P(DerivedData, SaysWhoseClaimCannotBeComputed)
{
    auto world = start(version());
    const auto id = add(*world, "An");
    world = declare(version("", with_claim));
    world->callbacks.claims[1] = [](change& of) -> std::optional<std::string> {
        of.problems->push_back({"/name", "odd", {}});
        return std::nullopt;
    };
    EXPECT_THAT([&] { rebuild(*world); },
                ThrowsMessage<schema_refused>(
                    AllOf(HasSubstr("\"seat\""), HasSubstr("record " + std::to_string(id)), HasSubstr("odd"))));
}

TEST_P(DerivedData, FreesAClaimThatItsHolderMadeBeforeAnotherVersionRan)
{
    auto world = start(version("", with_claim));
    const auto first = add(*world, "An");
    const auto second = add(*world, "Bình");
    world = start(version());
    for (const auto& [id, name] : {std::pair{first, R"("Bình")"}, std::pair{second, R"("An")"}})
        EXPECT_EQ(tests::refusal_of(world->update(almighty(), "p.thing", id, {{"name", name}})), "");
    world = start(version("", with_claim));
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM "p_thing" WHERE "name" = "_claim_seat")"), 2);
}

TEST_P(DerivedData, WritesSortKeysAnewWhenTheCollationChangedAndNothingElse)
{
    auto world = start(version(R"("sortable": true, "searchable": true)"));
    for (const auto* name : {"Đào", "An"}) add(*world, name);
    execute(R"(UPDATE "p_thing" SET "_sort_name" = 'old')");
    execute(R"(DELETE FROM "core_word")");
    rebuild(*world);
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM "p_thing" WHERE "_sort_name" = 'old')"), 2) << "the collation is the same";

    execute(R"(UPDATE "core_derived_data" SET "covered" = REPLACE("covered", 'sort name vi', 'sort name older'))");
    rebuild(*world);
    EXPECT_THAT(names(*world, "sort=name"), ElementsAre("An", "Đào"));
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM "core_word")"), 0) << "words have no collation";
}

TEST_P(DerivedData, OnlyNotesWhatIsDeclaredWhereThereAreNoRecords)
{
    start(version(R"("sortable": true)", with_claim));
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM "core_derived_data" WHERE "entity" = 'p.thing' AND "target" IS NULL
                       AND "covered" LIKE 'claim seat%sort name vi%words%' ESCAPE '!')"),
              1);
}

TEST_P(DerivedData, ForgetsWordsThatAFieldNoLongerShowsToAll)
{
    auto world = start(version(R"("searchable": true)"));
    add(*world, "An");
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM "core_word" WHERE "word" = 'an')"), 1);
    start(version(R"("searchable": true, "read_by": ["chief"])"));
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM "core_word" WHERE "word" = 'an')"), 0);
}

TEST_P(DerivedData, IsWrittenAnewWhenAVersionThatDidNotKnowItWroteMeanwhile)
{
    auto world = start(version(R"("sortable": true)"));
    add(*world, "Đào");
    world = start(version());
    add(*world, "An");
    world = start(version(R"("sortable": true)"));
    EXPECT_THAT(names(*world, "sort=name"), ElementsAre("An", "Đào"));
}

/// More records than one batch holds.
constexpr int many = 450;

void fill(record_world& world)
{
    world.db.write([&](database::transaction& in) {
        for (int i = 0; i < many; ++i) {
            const auto made = world.store->create(in, almighty(), authority::plugin, world.entity("p.thing"),
                                                  {{1, "Name " + std::to_string(i)}});
            EXPECT_FALSE(made.has_error());
        }
    });
}

void expect_complete(record_world& world)
{
    EXPECT_EQ(
        world.count(R"(SELECT COUNT(*) FROM "p_thing" WHERE "_sort_name" IS NOT NULL AND "_claim_seat" = "name")"),
        many);
    const auto found = world.list(almighty(), "p.thing", "q=name&count=exact");
    EXPECT_EQ(found.value().count, many);
    EXPECT_EQ(world.count(R"(SELECT COUNT(*) FROM "core_derived_data" WHERE "target" IS NOT NULL)"), 0);
}

const std::string everything = version(R"("sortable": true, "searchable": true)", with_claim);

TEST_P(DerivedData, ContinuesWhereverAProcessWasKilled)
{
    auto world = start(version());
    fill(*world);
    world = declare(everything);
    patient_clock clock;
    int lives = 0;
    std::int64_t furthest = 0;
    for (bool finished = false; !finished; ++lives) {
        ASSERT_LT(lives, 100);
        mortal_database mortal(db(), 150 * lives,
                               lives % 2 == 0 ? mortal_database::death::before : mortal_database::death::after);
        try {
            rebuild_derived_data(mortal, world->model->entities(),
                                 {clock, "process " + std::to_string(lives),
                                  [&](std::chrono::milliseconds pause) { clock.advance(pause); }});
            finished = !mortal.is_dead();
        } catch (const killed&) {
            furthest = std::max(furthest, count(R"(SELECT MAX("reached") FROM "core_derived_data")"));
        }
    }
    EXPECT_GT(lives, 5);
    EXPECT_GT(furthest, 0) << "no life ended between two batches";
    expect_complete(*world);
}

TEST_P(DerivedData, IsRebuiltByOneOfTwoProcesses)
{
    auto world = start(version());
    fill(*world);
    const auto other = fresh().open();
    const auto here = declare(everything);
    record_world there{*other, "p", everything};
    std::atomic<int> computed = 0;
    for (auto* each : {here.get(), &there}) {
        each->callbacks.claims[1] = [&](change& of) {
            ++computed;
            return name_of(of);
        };
    }
    std::vector<std::thread> processes;
    for (auto* each : {here.get(), &there}) processes.emplace_back([each] { rebuild(*each); });
    for (auto& each : processes) each.join();
    EXPECT_EQ(computed, many);
    expect_complete(*here);
}

} // namespace
} // namespace nscl::entities
