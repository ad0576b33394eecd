#include "core/database/connection_pool.hpp"

#include "core/database/error.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace {

using namespace nscl::database;
using std::chrono::milliseconds;

class fake_connection final : public connection {
public:
    void begin(purpose what) override { purpose_ = what; }
    void commit() override {}
    void rollback() noexcept override {}
    bool in_transaction() override { return true; }
    void reconnect() override {}
    bool predecessor_is_gone() override { return true; }
    purpose last_purpose() const override { return purpose_; }
    void query(std::string_view, std::span<const value>, std::span<const column>, const visitor&) override {}
    std::int64_t execute(std::string_view, std::span<const value>) override { return 0; }
    const nscl::database::dialect& dialect() const override { return sqlite_dialect(); }

    std::atomic<bool> used{false};

private:
    purpose purpose_ = purpose::read;
};

std::unique_ptr<connection> make()
{
    return std::make_unique<fake_connection>();
}

/// A connection that is back in the pool.
const connection* used_to_write(connection_pool& pool)
{
    const auto lease = pool.take(purpose::write);
    lease->begin(purpose::write);
    return &*lease;
}

TEST(ConnectionPool, PrefersAConnectionLastUsedAlike)
{
    connection_pool pool{3, milliseconds{5}, make};
    const connection* const writer = used_to_write(pool);
    {
        const auto second = pool.take(purpose::read);
        EXPECT_NE(&*second, writer);
    }
    EXPECT_EQ(&*pool.take(purpose::write), writer);
}

TEST(ConnectionPool, SparesConnectionsThatWereJustUsedOtherwise)
{
    connection_pool pool{2, milliseconds{5}, make};
    const connection* const writer = used_to_write(pool);
    EXPECT_NE(&*pool.take(purpose::look_up), writer);
}

TEST(ConnectionPool, ServesThoseFirstWhoUseAConnectionAlike)
{
    connection_pool pool{1, std::chrono::minutes{4}, make, std::chrono::minutes{4}};
    std::mutex mutex;
    std::vector<purpose> served;
    const auto use = [&](purpose what) {
        const auto lease = pool.take(what);
        const std::lock_guard lock{mutex};
        served.push_back(what);
    };
    std::vector<std::jthread> waiting;
    {
        const auto lease = pool.take(purpose::look_up);
        lease->begin(purpose::look_up);
        for (const auto what : {purpose::write, purpose::look_up}) {
            waiting.emplace_back(use, what);
            while (pool.counts().waiting < waiting.size()) std::this_thread::yield();
        }
    }
    waiting.clear();
    EXPECT_EQ(served, (std::vector{purpose::look_up, purpose::write}));
}

TEST(ConnectionPool, IsNotOvertakenByWhoComesBackAtOnceWhenItsTurnHasCome)
{
    connection_pool pool{1, std::chrono::minutes{4}, make, milliseconds{0}};
    std::mutex mutex;
    std::vector<int> served;
    const auto note = [&](int who) {
        const std::lock_guard lock{mutex};
        served.push_back(who);
    };
    std::vector<std::jthread> waiting;
    {
        const auto first = pool.take(purpose::read);
        for (int who = 1; who <= 3; ++who) {
            waiting.emplace_back([&, who] {
                const auto lease = pool.take(purpose::read);
                note(who);
            });
            while (pool.counts().waiting < waiting.size()) std::this_thread::yield();
        }
    }
    {
        const auto again = pool.take(purpose::read);
        note(0);
    }
    waiting.clear();
    EXPECT_EQ(served, (std::vector{1, 2, 3, 0}));
}

TEST(ConnectionPool, SaysBusyWhenAllAreTaken)
{
    connection_pool pool{1, milliseconds{5}, make};
    const auto taken = pool.take(purpose::read);
    try {
        pool.take(purpose::read);
        ADD_FAILURE() << "there is one only";
    } catch (const error& caught) {
        EXPECT_EQ(caught.kind(), fault::busy);
    }
    EXPECT_FALSE(pool.has_queue());
}

TEST(ConnectionPool, HasAQueueWhileSomebodyWaits)
{
    connection_pool pool{1, std::chrono::minutes{4}, make};
    std::jthread waiting;
    {
        const auto taken = pool.take(purpose::read);
        EXPECT_FALSE(pool.has_queue());
        waiting = std::jthread{[&] { pool.take(purpose::read); }};
        while (pool.counts().waiting == 0) std::this_thread::yield();
        EXPECT_TRUE(pool.has_queue());
    }
    waiting.join();
    EXPECT_FALSE(pool.has_queue());
}

TEST(ConnectionPool, GivesAConnectionToOneThreadAtATime)
{
    connection_pool pool{3, std::chrono::minutes{4}, make};
    std::vector<std::future<bool>> running;
    for (int thread = 0; thread < 8; ++thread)
        running.push_back(std::async(std::launch::async, [&] {
            bool alone = true;
            for (int done = 0; done < 2000; ++done) {
                const auto lease = pool.take(done % 2 == 0 ? purpose::read : purpose::write);
                auto& mine = dynamic_cast<fake_connection&>(*lease);
                alone = !mine.used.exchange(true) && alone;
                if (done % 16 == 0) std::this_thread::yield();
                mine.used = false;
            }
            return alone;
        }));
    for (auto& one : running) EXPECT_TRUE(one.get());
}

} // namespace
