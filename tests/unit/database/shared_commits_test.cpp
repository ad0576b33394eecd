#include "core/database/shared_commits.hpp"

#include "tests/unit/database/watched_connection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace nscl::database;
using nscl::tests::watched_connection;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string savepoint = R"(SAVEPOINT "rider")";
const std::string release = R"(RELEASE SAVEPOINT "rider")";
const std::string undo = R"(ROLLBACK TO SAVEPOINT "rider")";

constexpr shared_commits::limits boarding_for_ever{.patience = std::chrono::minutes{1},
                                                   .boarding = std::chrono::minutes{1}};

/// Writes that come in a known order: each waits in the queue before the next one is sent, while the first holds the turn.
class SharedCommits : public testing::Test {
protected:
    SharedCommits()
    {
        auto made = std::make_unique<watched_connection>();
        on_ = made.get();
        path_ = std::make_unique<shared_commits>(std::move(made), boarding_for_ever, "origin");
        // What the ids need comes first, so that the logs below hold the tests' own words.
        path_->write([](transaction& t) { return t.next_id() > 0; }, commit_sharing::allowed);
        forgotten_ = on_->log().size();
        commits_before_ = path_->counts().commits;
    }

    /// A closure that writes `word`.
    static write_path::closure saying(std::string word)
    {
        return [word](transaction& t) {
            t.execute(word, {});
            return true;
        };
    }

    static write_path::closure refusing(std::string word)
    {
        return [word](transaction& t) {
            t.execute(word, {});
            return false;
        };
    }

    /// Sends `first`, which goes on only when all of `others` are in the queue; returns when all have ended, with what they threw.
    std::vector<std::string> together(const write_path::closure& first, const std::vector<write_path::closure>& others,
                                      const std::vector<commit_sharing>& sharing = {},
                                      commit_sharing of_first = commit_sharing::allowed)
    {
        std::vector<std::future<std::string>> running;
        std::promise<void> has_turn;
        std::promise<void> all_wait;
        bool waited = false;
        running.push_back(send(
            [&](transaction& t) {
                if (!waited) {
                    waited = true;
                    has_turn.set_value();
                    all_wait.get_future().wait();
                }
                return first(t);
            },
            of_first));
        has_turn.get_future().wait();
        for (std::size_t at = 0; at < others.size(); ++at) {
            running.push_back(send(others[at], sharing.empty() ? commit_sharing::allowed : sharing[at]));
            while (path_->counts().waiting <= at) std::this_thread::yield();
        }
        all_wait.set_value();
        std::vector<std::string> thrown;
        for (auto& each : running) thrown.push_back(each.get());
        return thrown;
    }

    std::future<std::string> send(write_path::closure work, commit_sharing sharing)
    {
        return std::async(std::launch::async, [this, work = std::move(work), sharing] {
            std::string thrown;
            try {
                for (const auto& effect : path_->write(work, sharing)) effect();
            } catch (const std::exception& failed) {
                thrown = failed.what();
            }
            on_answer_();
            return thrown;
        });
    }

    /// Words that the connection was told since the test began.
    std::vector<std::string> log() const
    {
        const auto all = on_->log();
        return {all.begin() + static_cast<std::ptrdiff_t>(forgotten_), all.end()};
    }

    std::uint64_t commits() const { return path_->counts().commits - commits_before_; }

    watched_connection* on_ = nullptr;
    std::unique_ptr<shared_commits> path_;
    std::function<void()> on_answer_ = [] {}; ///< called by each thread that has its answer

private:
    std::size_t forgotten_ = 0;
    std::uint64_t commits_before_ = 0;
};

TEST_F(SharedCommits, LoneWritesHaveTheirOwn)
{
    path_->write(saying("a"), commit_sharing::allowed);
    path_->write(saying("b"), commit_sharing::allowed);
    EXPECT_THAT(log(), ElementsAre("begin", "a", "commit", "begin", "b", "commit"));
}

TEST_F(SharedCommits, HoldTheWorkOfAllWhoWait)
{
    together(saying("a"), {saying("b"), saying("c")});
    EXPECT_THAT(log(), ElementsAre("begin", "a", savepoint, "b", release, savepoint, "c", release, "commit"));
    EXPECT_EQ(commits(), 1U);
}

TEST_F(SharedCommits, UndoOnlyWhatWasRefused)
{
    together(saying("a"), {refusing("b"), saying("c")});
    EXPECT_THAT(log(), ElementsAre("begin", "a", savepoint, "b", undo, release, savepoint, "c", release, "commit"));
}

TEST_F(SharedCommits, UndoOnlyWhatThrew)
{
    const auto thrown =
        together(saying("a"), {[](transaction&) -> bool { throw std::runtime_error{"mine"}; }, saying("c")});
    EXPECT_THAT(thrown, ElementsAre("", "mine", ""));
    EXPECT_THAT(log(), ElementsAre("begin", "a", savepoint, undo, release, savepoint, "c", release, "commit"));
}

TEST_F(SharedCommits, EndAtOnceWhenTheFirstIsRefused)
{
    together(refusing("a"), {saying("b")});
    EXPECT_THAT(log(), ElementsAre("begin", "a", "rollback", "begin", "b", "commit"));
}

/// A refusal has read what is not yet durable, so it waits as well.
TEST_F(SharedCommits, AnswerNobodyBeforeTheyAreDurable)
{
    std::atomic<bool> durable{false};
    std::atomic<int> early{0};
    on_->after_each = [&](const std::string& word) {
        if (word == "commit") durable = true;
    };
    on_answer_ = [&] { early += durable ? 0 : 1; };
    together(saying("a"), {saying("b"), refusing("c"), [](transaction&) -> bool { throw std::runtime_error{"no"}; }});
    EXPECT_EQ(commits(), 1U);
    EXPECT_EQ(early, 0);
}

TEST_F(SharedCommits, RunEffectsOfThoseThatWereKept)
{
    std::atomic<int> ran{0};
    const auto with_effect = [&](bool keep) {
        return [&, keep](transaction& t) {
            t.after_commit([&] { ++ran; });
            return keep;
        };
    };
    together(with_effect(true), {with_effect(false), with_effect(true)});
    EXPECT_EQ(ran, 2);
}

TEST_F(SharedCommits, BeginAgainOneByOneWhenTheCommitFails)
{
    bool failed = false;
    on_->before_each = [&](const std::string& word) {
        if (word == "commit" && !std::exchange(failed, true)) throw error{fault::disk_full, "full"};
    };
    const auto thrown = together(saying("a"), {saying("b")});
    EXPECT_THAT(thrown, ElementsAre("", ""));
    EXPECT_EQ(commits(), 2U);
    EXPECT_EQ(path_->counts().retries, 2U);
    const auto words = log();
    EXPECT_EQ(std::ranges::count(words, "commit"), 2);
    EXPECT_EQ(std::ranges::count(words, "begin"), 3);
    EXPECT_EQ(std::ranges::count(words, "a"), 2);
    EXPECT_EQ(std::ranges::count(words, "b"), 2);
}

TEST_F(SharedCommits, TellEachThatItsOwnCommitFailed)
{
    on_->before_each = [&](const std::string& word) {
        if (word == "commit") throw error{fault::disk_full, "full"};
    };
    EXPECT_THAT(together(saying("a"), {saying("b")}), ElementsAre("full", "full"));
    EXPECT_EQ(commits(), 0U);
}

TEST_F(SharedCommits, GiveEachAnotherTryWhenOneLosesTheTransaction)
{
    on_->before_each = [&](const std::string& word) {
        if (word == "poison") throw error{fault::disk_full, "full"};
    };
    EXPECT_THAT(together(saying("a"), {saying("poison"), saying("c")}), ElementsAre("", "full", ""));
    const auto words = log();
    EXPECT_EQ(std::ranges::count(words, "commit"), 2);
}

TEST_F(SharedCommits, AreLostWithAClosureThatHidesItsFailure)
{
    on_->before_each = [&](const std::string& word) {
        if (word == "poison") throw error{fault::disk_full, "full"};
    };
    const auto hides = [](transaction& t) {
        try {
            t.execute("poison", {});
        } catch (const error&) {
        }
        return true;
    };
    EXPECT_THAT(together(saying("a"), {hides}), ElementsAre("", "full"));
}

TEST_F(SharedCommits, CarryThoseWhoDoNotMind)
{
    std::vector<std::thread::id> threads(4);
    const auto noting = [&](std::size_t at, bool keep) {
        return [&, at, keep](transaction& t) {
            threads[at] = std::this_thread::get_id();
            t.execute(std::to_string(at), {});
            return keep;
        };
    };
    using enum commit_sharing;
    together(noting(0, true), {noting(1, true), noting(2, false), noting(3, true)}, {carried, carried, allowed},
             carried);
    EXPECT_EQ(threads[1], threads[0]);
    EXPECT_EQ(threads[2], threads[0]);
    EXPECT_NE(threads[3], threads[0]);
    EXPECT_THAT(log(), ElementsAre("begin", "0", savepoint, "1", release, savepoint, "2", undo, release, savepoint, "3",
                                   release, "commit"));
}

TEST_F(SharedCommits, CarryNobodyOnAThreadThatMinds)
{
    std::vector<std::thread::id> threads(2);
    const auto noting = [&](std::size_t at) {
        return [&, at](transaction&) {
            threads[at] = std::this_thread::get_id();
            return true;
        };
    };
    together(noting(0), {noting(1)}, {commit_sharing::carried});
    EXPECT_NE(threads[0], threads[1]);
    EXPECT_EQ(commits(), 1U);
}

TEST_F(SharedCommits, BringBackWhatCarriedClosuresLeave)
{
    std::atomic<int> ran{0};
    const auto with_effect = [&](transaction& t) {
        t.after_commit(
            [&, within = std::this_thread::get_id()] { ran += within == std::this_thread::get_id() ? 0 : 1; });
        return true;
    };
    using enum commit_sharing;
    const auto thrown = together(
        saying("a"), {[](transaction&) -> bool { throw std::runtime_error{"mine"}; }, with_effect, saying("c")},
        {carried, carried, carried}, carried);
    EXPECT_THAT(thrown, ElementsAre("", "mine", "", ""));
    EXPECT_EQ(ran, 1) << "on the thread that asked";
    EXPECT_EQ(commits(), 1U);
}

TEST_F(SharedCommits, GiveEachAnotherTryWhenOneThatIsCarriedLosesTheTransaction)
{
    on_->before_each = [&](const std::string& word) {
        if (word == "poison") throw error{fault::disk_full, "full"};
    };
    using enum commit_sharing;
    EXPECT_THAT(
        together(saying("a"), {saying("b"), saying("poison"), saying("c")}, {carried, carried, carried}, carried),
        ElementsAre("", "", "full", ""));
    EXPECT_EQ(std::ranges::count(log(), "a"), 2);
    EXPECT_EQ(commits(), 3U);
}

/// Nobody waits for ever, whatever goes wrong between the closures.
TEST_F(SharedCommits, GoOnAfterAFailureThatIsNotTheDatabases)
{
    bool failed = false;
    on_->before_each = [&](const std::string& word) {
        if (word == release && !std::exchange(failed, true)) throw std::bad_alloc{};
    };
    using enum commit_sharing;
    EXPECT_THAT(together(saying("a"), {saying("b"), saying("c")}, {carried, carried}, carried),
                ElementsAre("", "", ""));
    failed = false;
    EXPECT_THAT(together(saying("a"), {saying("b"), saying("c")}), ElementsAre("", "", ""));
}

TEST_F(SharedCommits, LeaveLongWorkAlone)
{
    together(saying("a"), {saying("long"), saying("c")}, {commit_sharing::alone, commit_sharing::allowed});
    EXPECT_THAT(log(), ElementsAre("begin", "a", "commit", "begin", "long", "commit", "begin", "c", "commit"));
}

TEST_F(SharedCommits, TakeNoMoreThanTheirMost)
{
    together(saying("x"), std::vector<write_path::closure>(boarding_for_ever.riders, saying("x")));
    EXPECT_EQ(commits(), 2U);
}

TEST_F(SharedCommits, GoOnAfterATransactionThatCannotBegin)
{
    bool failed = false;
    on_->before_each = [&](const std::string& word) {
        if (word == "begin" && !std::exchange(failed, true)) throw error{fault::busy, "locked"};
    };
    EXPECT_EQ(send(saying("a"), commit_sharing::allowed).get(), "locked");
    EXPECT_EQ(send(saying("b"), commit_sharing::allowed).get(), "");
    EXPECT_THAT(log(), ElementsAre("begin", "b", "commit"));
}

TEST(SharedCommitsPatience, SaysBusyWhenTheTurnDoesNotCome)
{
    shared_commits path{std::make_unique<watched_connection>(), {.patience = std::chrono::milliseconds{20}}, "origin"};
    std::promise<void> has_turn;
    std::promise<void> leave;
    auto holding = std::async(std::launch::async, [&] {
        path.write(
            [&](transaction&) {
                has_turn.set_value();
                leave.get_future().wait();
                return true;
            },
            commit_sharing::alone);
    });
    has_turn.get_future().wait();
    try {
        path.write([](transaction&) { return true; }, commit_sharing::allowed);
        ADD_FAILURE() << "it had its turn";
    } catch (const error& failed) {
        EXPECT_EQ(failed.kind(), fault::busy);
    }
    EXPECT_EQ(path.counts().waiting, 0U);
    leave.set_value();
    holding.get();
}

} // namespace
