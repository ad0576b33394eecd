#include "core/database/error.hpp"
#include "core/database/id_blocks.hpp"
#include "core/database/open.hpp"
#include "tests/support/test_database.hpp"

#include <algorithm>
#include <array>
#include <barrier>
#include <future>
#include <latch>
#include <set>
#include <thread>
#include <vector>

namespace {

using namespace nscl::database;

class Concurrency : public nscl::tests::each_database {
protected:
    Concurrency()
    {
        db().write([](transaction& t) {
            t.execute("CREATE TABLE tally (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)");
            t.execute("INSERT INTO tally (id, n) VALUES (1, 0), (2, 0)");
        });
    }

    /// A database that reads on one connection.
    std::unique_ptr<database> open_small(std::chrono::milliseconds patience = std::chrono::milliseconds{30})
    {
        auto settings = fresh().settings();
        settings.connections = 1;
        settings.lease_timeout = patience;
        nscl::platform::system_random random;
        return nscl::database::open(settings, random);
    }

    static void on_threads(int count, const std::function<void(int)>& work)
    {
        std::vector<std::future<void>> running;
        for (int number = 0; number < count; ++number) running.push_back(std::async(std::launch::async, work, number));
        for (auto& one : running) one.get();
    }
};
NSCL_ON_EACH_DATABASE(Concurrency);

TEST_P(Concurrency, LosesNoIncrement)
{
    constexpr int threads = 8;
    constexpr int each = 250;
    on_threads(threads, [&](int) {
        for (int done = 0; done < each; ++done)
            db().write([](transaction& t) { t.execute("UPDATE tally SET n = n + 1 WHERE id = 1"); });
    });
    EXPECT_EQ(db().read([](reader& r) { return r.integer("SELECT n FROM tally WHERE id = 1"); }), threads * each);
}

TEST_P(Concurrency, RetriesDeadlocksUntilAllAreDone)
{
    constexpr int threads = 4;
    constexpr int each = 50;
    on_threads(threads, [&](int number) {
        const std::array<std::int64_t, 2> order =
            number % 2 == 0 ? std::array<std::int64_t, 2>{1, 2} : std::array<std::int64_t, 2>{2, 1};
        for (int done = 0; done < each; ++done)
            db().write([&](transaction& t) {
                for (const auto id : order)
                    t.execute("UPDATE tally SET n = n + 1 WHERE id = ?", std::array<value, 1>{id});
            });
    });
    EXPECT_EQ(db().read([](reader& r) { return r.integer("SELECT SUM(n) FROM tally"); }), 2 * threads * each);
}

TEST_P(Concurrency, IsCrowdedWhileSomebodyWaitsForAConnection)
{
    const auto small = open_small(std::chrono::minutes{1});
    const auto count = [&] { return small->read([](reader& r) { return r.integer("SELECT COUNT(*) FROM tally"); }); };
    std::future<std::optional<std::int64_t>> waiting;
    small->read([&](reader&) {
        EXPECT_FALSE(small->crowded());
        waiting = std::async(std::launch::async, count);
        while (small->connections().waiting == 0) std::this_thread::yield();
        EXPECT_TRUE(small->crowded());
    });
    EXPECT_EQ(waiting.get(), 2);
    EXPECT_FALSE(small->crowded());
}

TEST_P(Concurrency, LocksARowUntilTheEnd)
{
    constexpr int threads = 4;
    constexpr int each = 50;
    on_threads(threads, [&](int) {
        for (int done = 0; done < each; ++done)
            db().write([](transaction& t) {
                const auto n = t.integer("SELECT n FROM tally WHERE id = 1" + std::string{t.dialect().for_update()});
                t.execute("UPDATE tally SET n = ? WHERE id = 1", std::array<value, 1>{*n + 1});
            });
    });
    EXPECT_EQ(db().read([](reader& r) { return r.integer("SELECT n FROM tally WHERE id = 1"); }), threads * each);
}

TEST_P(Concurrency, GivesNoIdTwice)
{
    const auto second = fresh().open();
    constexpr std::size_t each = id_blocks::block;
    std::array<std::vector<std::int64_t>, 4> taken;
    on_threads(taken.size(), [&](int number) {
        auto& used = number % 2 == 0 ? db() : *second;
        auto& mine = taken[static_cast<std::size_t>(number)];
        while (mine.size() < each)
            used.write([&](transaction& t) {
                for (int count = 0; count < 64; ++count) mine.push_back(t.next_id());
            });
    });
    std::set<std::int64_t> all;
    for (const auto& mine : taken) all.insert(mine.begin(), mine.end());
    EXPECT_EQ(all.size(), taken.size() * each);
    EXPECT_GT(*all.begin(), 0);
}

TEST_P(Concurrency, HasIdsForATransactionThatNeedsMoreThanABlock)
{
    const auto second = fresh().open();
    constexpr std::size_t many = 3 * id_blocks::block;
    std::vector<std::int64_t> taken;
    db().write([&](transaction& t) {
        taken.clear();
        while (taken.size() < many) taken.push_back(t.next_id());
    });
    for (auto* used : {&db(), second.get()}) used->write([&](transaction& t) { taken.push_back(t.next_id()); });
    std::ranges::sort(taken);
    EXPECT_EQ(std::ranges::adjacent_find(taken), taken.end());
}

TEST_P(Concurrency, NumbersWithoutGapsOrDoubles)
{
    const auto second = fresh().open();
    constexpr int threads = 4;
    constexpr int each = 40;
    std::array<std::vector<std::int64_t>, threads> taken;
    on_threads(threads, [&](int number) {
        auto& used = number % 2 == 0 ? db() : *second;
        for (int done = 0; done < each; ++done)
            taken[static_cast<std::size_t>(number)].push_back(
                used.write([](transaction& t) { return t.next_number("HS"); }));
    });
    std::vector<std::int64_t> all;
    for (const auto& mine : taken) all.insert(all.end(), mine.begin(), mine.end());
    std::ranges::sort(all);
    for (std::size_t at = 0; at < all.size(); ++at) EXPECT_EQ(all[at], static_cast<std::int64_t>(at) + 1);
}

TEST_P(Concurrency, SaysBusyWhenNoConnectionGetsFree)
{
    const auto small = open_small();
    small->write([&](transaction&) {
        auto other = std::async(std::launch::async,
                                [&] { small->write([](transaction& t) { t.execute("DELETE FROM tally"); }); });
        try {
            other.get();
            ADD_FAILURE() << "there is one connection only";
        } catch (const error& caught) {
            EXPECT_EQ(caught.kind(), fault::busy);
        }
    });
    small->read([&](reader&) {
        auto other = std::async(std::launch::async, [&] { small->read([](reader&) {}); });
        EXPECT_THROW(other.get(), error);
    });
    EXPECT_EQ(small->read([](reader& r) { return r.integer("SELECT COUNT(*) FROM tally"); }), 2);
}

TEST_P(Concurrency, SaysBusyWhenAnotherProcessKeepsTheLock)
{
    const auto small = open_small();
    db().write([&](transaction& t) {
        t.execute("UPDATE tally SET n = 1 WHERE id = 1");
        try {
            small->write([](transaction& other) { other.execute("UPDATE tally SET n = 2 WHERE id = 1"); });
            ADD_FAILURE() << "the row is locked";
        } catch (const error& caught) {
            EXPECT_EQ(caught.kind(), fault::busy);
        }
    });
    EXPECT_EQ(db().read([](reader& r) { return r.integer("SELECT n FROM tally WHERE id = 1"); }), 1);
}

/// What only a database with several writers at once can do.
class MariadbConcurrency : public testing::Test {
protected:
    MariadbConcurrency()
    {
        db_->write([](transaction& t) {
            t.execute("CREATE TABLE tally (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)");
            t.execute("INSERT INTO tally (id, n) VALUES (1, 0), (2, 0)");
        });
    }

    nscl::tests::test_database fresh_{nscl::tests::engine::mariadb};
    std::unique_ptr<database> db_ = fresh_.open();
};

TEST_F(MariadbConcurrency, RetriesEvenWhenTheClosureSwallowsTheLostRace)
{
    std::barrier both{2};
    std::atomic<int> tries{0};
    const auto cross = [&](std::int64_t own, std::int64_t other) {
        bool first = true;
        db_->write([&](transaction& t) {
            ++tries;
            t.execute("UPDATE tally SET n = n + 1 WHERE id = ?", std::array<value, 1>{own});
            if (std::exchange(first, false)) both.arrive_and_wait();
            try {
                t.execute("UPDATE tally SET n = n + 1 WHERE id = ?", std::array<value, 1>{other});
            } catch (const error&) { // as a careless plugin might
            }
        });
    };
    auto there = std::async(std::launch::async, [&] { cross(2, 1); });
    cross(1, 2);
    there.get();
    EXPECT_EQ(db_->read([](reader& r) { return r.integer("SELECT SUM(n) FROM tally"); }), 4);
    EXPECT_GT(tries, 2);
    EXPECT_EQ(db_->counts().retries, static_cast<std::uint64_t>(tries - 2));
}

TEST_F(MariadbConcurrency, SeesUnderALockWhatItsLastHolderCommitted)
{
    const auto second = fresh_.open();
    const auto seen = db_->write([&](transaction& t) {
        EXPECT_EQ(t.integer("SELECT n FROM tally WHERE id = 2"), 0);
        std::thread{[&] {
            second->write([](transaction& other) { other.execute("UPDATE tally SET n = n + 5"); });
        }}.join();
        t.execute("UPDATE tally SET n = n + 1 WHERE id = 1");
        return t.integer("SELECT n FROM tally WHERE id = 2");
    });
    EXPECT_EQ(seen, 5);
}

} // namespace
