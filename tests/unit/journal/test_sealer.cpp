#include "core/journal/sealer.hpp"

#include "core/database/error.hpp"
#include "core/journal/sealing.hpp"
#include "tests/support/at_once.hpp"
#include "tests/unit/journal/sealed_journal.hpp"

#include <gmock/gmock.h>

#include <atomic>

namespace nscl::tests {

using testing::IsEmpty;

class Sealer : public sealed_journal {
protected:
    std::int64_t unsealed() { return number(R"(SELECT COUNT(*) FROM core_journal WHERE "seal_number" IS NULL)"); }
    std::int64_t lease_end() { return number(R"(SELECT "expires_at" FROM core_lease WHERE "name"='journal')"); }
};
NSCL_ON_EACH_DATABASE(Sealer);

TEST_P(Sealer, NumbersWhatIsThereWithoutGaps)
{
    append(3);
    EXPECT_EQ(sealer.seal_batch(), 3U);
    append(2);
    EXPECT_EQ(sealer.seal_batch(), 2U);
    EXPECT_EQ(sealer.head().number, 5);
    EXPECT_THAT(findings(), IsEmpty());
    EXPECT_EQ(result.sealed, 5);
    EXPECT_EQ(result.head, sealer.head());
    EXPECT_EQ(number(R"(SELECT COUNT(DISTINCT "salt") FROM core_journal)"), 5);
}

TEST_P(Sealer, DoesNotTouchTheDatabaseWithoutWork)
{
    seal_rows(1);
    const auto end = lease_end();
    clock.advance(std::chrono::hours{1});
    EXPECT_EQ(sealer.seal_batch(), 0U);
    EXPECT_EQ(lease_end(), end) << "a lease that nobody needs is not prolonged";
}

TEST_P(Sealer, TakesNoMoreThanABatchAtOnce)
{
    append(static_cast<int>(journal::sealer::batch) + 1);
    EXPECT_EQ(sealer.seal_batch(), journal::sealer::batch);
    EXPECT_EQ(unsealed(), 1);
    EXPECT_EQ(sealer.seal_batch(), 1U);
    EXPECT_THAT(findings(), IsEmpty());
    EXPECT_EQ(result.sealed, static_cast<std::int64_t>(journal::sealer::batch) + 1);
}

TEST_P(Sealer, LeavesRowsToTheOneWhoSealsUntilHisLeaseEnds)
{
    const auto another = fresh().open();
    journal::sealer second{*another, clock, random, "that process"};
    seal_rows(1);
    append(1);
    EXPECT_EQ(second.seal_batch(), 0U);
    clock.advance(journal::sealer::lease_lifetime);
    EXPECT_EQ(second.seal_batch(), 1U) << "the first has been silent for too long";
    append(1);
    EXPECT_EQ(sealer.seal_batch(), 0U);
    EXPECT_THAT(findings(), IsEmpty());
}

TEST_P(Sealer, LetsAnotherGoOnAtOnce)
{
    const auto another = fresh().open();
    journal::sealer second{*another, clock, random, "that process"};
    seal_rows(1);
    append(1);
    sealer.give_back();
    EXPECT_EQ(second.seal_batch(), 1U);
    EXPECT_EQ(second.head().number, 2);
}

TEST_P(Sealer, GivesBackNothingThatIsAnothers)
{
    const auto another = fresh().open();
    journal::sealer second{*another, clock, random, "that process"};
    seal_rows(1);
    second.give_back();
    append(1);
    EXPECT_EQ(second.seal_batch(), 0U);
}

/// Every lease has ended by the next sealer's clock, so that all of them seal at every moment.
TEST_P(Sealer, NeverForksTheChainThoughAllBelieveThatTheyMaySeal)
{
    constexpr std::size_t processes = 4;
    constexpr int rows_each = 60;
    std::vector<std::unique_ptr<database::database>> pools;
    for (std::size_t i = 0; i < processes; ++i) pools.push_back(fresh().open());
    std::atomic<std::int64_t> time{clock.now()};
    class racing_clock final : public platform::clock {
    public:
        explicit racing_clock(std::atomic<std::int64_t>& time) : time_(time) {}
        platform::instant now() const override { return time_ += 3'600'000'000; }

    private:
        std::atomic<std::int64_t>& time_;
    } const racing{time};

    at_once(
        processes, [](std::size_t) { return platform::system_random{}; },
        [&](std::size_t i, platform::system_random& salts) {
            journal::sealer mine{*pools[i], racing, salts, "process " + std::to_string(i)};
            for (int record = 1; record <= rows_each; ++record) {
                pools[i]->write([&](database::transaction& in) { journal::append(in, row(record)); });
                mine.seal_batch();
            }
        });
    while (sealer.seal_batch() > 0) {
    }
    clock.at = time;
    while (sealer.seal_batch() > 0) {
    }
    EXPECT_EQ(unsealed(), 0);
    EXPECT_THAT(findings(), IsEmpty());
    EXPECT_EQ(result.sealed, static_cast<std::int64_t>(processes) * rows_each);
}

/// As a database is that an earlier version made.
class JournalBeforeSeals : public each_database {
protected:
    static std::vector<database::table_model> tables()
    {
        auto made = journal::tables();
        std::erase_if(made[0].columns, [](const database::column_model& each) { return each.nullable; });
        std::erase_if(made[0].indexes, [](const database::index_model& each) { return each.unique; });
        return made;
    }
};
NSCL_ON_EACH_DATABASE(JournalBeforeSeals);

TEST_P(JournalBeforeSeals, IsSealedAfterTheUpgrade)
{
    still_clock clock;
    platform::system_random random;
    entities::apply_schema(db(), {{"core", 1, 1, tables()}});
    journal::entry row;
    row.changes = "{}";
    db().write([&](database::transaction& in) {
        for (row.record = 1; row.record <= 3; ++row.record) journal::append(in, row);
    });
    entities::apply_schema(db(), {{"core", 1, 1, journal::tables()}});
    journal::sealer sealer{db(), clock, random, "this process"};
    EXPECT_EQ(sealer.seal_batch(), 3U);
    const auto result = journal::verify(db(), clock.now(), {sealer.head()}, [](const journal::finding&) {});
    EXPECT_EQ(result.findings, 0);
    EXPECT_EQ(result.sealed, 3);
}

TEST_P(Sealer, CannotGiveANumberTwice)
{
    seal_rows(2);
    try {
        tamper(R"(UPDATE core_journal SET "seal_number"=1 WHERE "seal_number"=2)");
        FAIL() << "two rows have the number 1";
    } catch (const database::error& refused) {
        EXPECT_EQ(refused.kind(), database::fault::unique_violation);
    }
}

TEST_P(Sealer, SealsWhatWasWrittenLastWhenItEnds)
{
    {
        journal::sealing running{db(), clock, random, "this process"};
        append(3);
    }
    EXPECT_EQ(unsealed(), 0);
    EXPECT_EQ(lease_end(), 0) << "another may go on at once";
}

} // namespace nscl::tests
