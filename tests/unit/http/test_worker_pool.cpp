#include "core/http/worker_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <set>
#include <stdexcept>
#include <thread>

namespace nscl::http {
namespace {

using admission = worker_pool::admission;

/// Occupies a worker until it is let go.
class occupation {
public:
    /// Returns when a worker of this pool, which has an idle one, is occupied.
    void begin_on(worker_pool& pool)
    {
        ASSERT_EQ(pool.offer([this] {
            begun_.set_value();
            released_.wait();
        }),
                  admission::taken);
        begun_.get_future().wait();
    }
    void release() { release_.set_value(); }

private:
    std::promise<void> begun_;
    std::promise<void> release_;
    std::shared_future<void> released_ = release_.get_future().share();
};

TEST(WorkerPool, RunsWhatItTakes)
{
    worker_pool pool{2, 10};
    std::promise<int> made;
    EXPECT_EQ(pool.offer([&made] { made.set_value(7); }), admission::taken);
    EXPECT_EQ(made.get_future().get(), 7);
}

TEST(WorkerPool, RefusesAtOnceWhenTheQueueIsFull)
{
    occupation busy;
    worker_pool pool{1, 2};
    ASSERT_NO_FATAL_FAILURE(busy.begin_on(pool));
    EXPECT_EQ(pool.offer([] {}), admission::taken);
    EXPECT_EQ(pool.offer([] {}), admission::taken);
    EXPECT_EQ(pool.waiting(), 2U);
    EXPECT_EQ(pool.offer([] {}), admission::full);
    EXPECT_EQ(pool.resume([] {}), admission::taken) << "work once admitted goes on";
    busy.release();
}

TEST(WorkerPool, GivesEveryJobOfAMomentAThreadOfItsOwn)
{
    constexpr int jobs = 8;
    worker_pool pool{jobs, 0};
    for (int round = 0; round < 200; ++round) {
        std::latch all_there{jobs};
        std::latch all_done{jobs};
        for (int i = 0; i < jobs; ++i) {
            const worker_pool::job waits_for_the_others = [&] {
                all_there.arrive_and_wait();
                all_done.count_down();
            };
            ASSERT_EQ(pool.resume(waits_for_the_others), admission::taken);
        }
        all_done.wait();
    }
}

TEST(WorkerPool, LeavesAQuietServerToTheThreadThatLayDownLast)
{
    constexpr int threads = 4;
    std::latch all_there{threads};
    worker_pool pool{threads, 0};
    for (int i = 0; i < threads; ++i)
        ASSERT_EQ(pool.offer([&all_there] { all_there.arrive_and_wait(); }), admission::taken);
    const auto all_sleep = [&pool] {
        const auto now = pool.counts();
        return now.waiting + now.running == 0;
    };
    std::set<std::thread::id> served;
    for (int job = 0; job < 20; ++job) {
        while (!all_sleep()) std::this_thread::yield();
        std::promise<std::thread::id> done;
        ASSERT_EQ(pool.offer([&done] { done.set_value(std::this_thread::get_id()); }), admission::taken);
        served.insert(done.get_future().get());
    }
    EXPECT_EQ(served.size(), 1U);
}

TEST(WorkerPool, RunsWhatWaitsBeforeItEnds)
{
    std::atomic<int> ran{0};
    occupation busy;
    worker_pool pool{1, 10};
    ASSERT_NO_FATAL_FAILURE(busy.begin_on(pool));
    for (int count = 0; count < 5; ++count) pool.offer([&ran] { ++ran; });
    busy.release();
    pool.drain();
    EXPECT_EQ(ran, 5);
    EXPECT_EQ(pool.offer([] {}), admission::stopped);
    EXPECT_EQ(pool.resume([] {}), admission::stopped);
    pool.drain();
}

TEST(WorkerPool, SurvivesAJobThatThrows)
{
    worker_pool pool{1, 10};
    pool.offer([] { throw std::runtime_error("a job's own fault"); });
    pool.offer([] { throw 42; });
    std::promise<void> made;
    pool.offer([&made] { made.set_value(); });
    made.get_future().wait();
}

/// A crowd that a test makes; knows how often it was looked at.
class made_crowd {
public:
    worker_pool::crowd crowd()
    {
        return [this] {
            ++looks_;
            looks_.notify_all();
            return is_there_.load();
        };
    }
    void leave() { is_there_ = false; }
    void await_look(int number) const
    {
        for (int seen = looks_; seen < number; seen = looks_) looks_.wait(seen);
    }

private:
    std::atomic<bool> is_there_{true};
    std::atomic<int> looks_{0};
};

TEST(WorkerPool, BeginsNothingBesideOthersWhileItIsCrowded)
{
    made_crowd others;
    occupation busy;
    worker_pool pool{2, 10, others.crowd(), std::chrono::hours{1}};
    ASSERT_NO_FATAL_FAILURE(busy.begin_on(pool));
    std::promise<void> made;
    ASSERT_EQ(pool.offer([&made] { made.set_value(); }), admission::taken);
    others.await_look(1); // the idle thread's, which then stands by
    EXPECT_EQ(pool.waiting(), 1U);
    others.leave();
    busy.release();
    made.get_future().wait();
}

TEST(WorkerPool, BeginsTheFirstThatWaitsAfterAWhileHoweverCrowdedItIs)
{
    made_crowd others;
    occupation busy;
    worker_pool pool{2, 10, others.crowd(), std::chrono::milliseconds{1}};
    ASSERT_NO_FATAL_FAILURE(busy.begin_on(pool));
    std::promise<void> made;
    ASSERT_EQ(pool.offer([&made] { made.set_value(); }), admission::taken);
    made.get_future().wait();
    others.await_look(1); // it was held back before
    busy.release();
}

TEST(WorkerPool, BeginsTheOnlyJobAtOnceHoweverCrowdedItIs)
{
    made_crowd others;
    worker_pool pool{2, 10, others.crowd(), std::chrono::hours{1}};
    std::promise<void> made;
    ASSERT_EQ(pool.offer([&made] { made.set_value(); }), admission::taken);
    made.get_future().wait();
}

TEST(WorkerPool, BeginsAllThatWaitsWhenMoreComesAfterTheCrowd)
{
    made_crowd others;
    occupation busy;
    worker_pool pool{2, 10, others.crowd(), std::chrono::hours{1}};
    ASSERT_NO_FATAL_FAILURE(busy.begin_on(pool));
    std::promise<void> first;
    std::promise<void> second;
    ASSERT_EQ(pool.offer([&first] { first.set_value(); }), admission::taken);
    others.await_look(1);
    others.leave();
    ASSERT_EQ(pool.offer([&second] { second.set_value(); }), admission::taken);
    first.get_future().wait();
    second.get_future().wait();
    busy.release();
}

TEST(WorkerPool, HasAtLeastOneThread)
{
    worker_pool pool{0, 1};
    std::promise<void> made;
    EXPECT_EQ(pool.offer([&made] { made.set_value(); }), admission::taken);
    made.get_future().wait();
}

} // namespace
} // namespace nscl::http
