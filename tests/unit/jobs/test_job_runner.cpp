#include "core/jobs/job_runner.hpp"

#include <gmock/gmock.h>

#include <future>
#include <stdexcept>
#include <string>
#include <vector>

namespace nscl::jobs {
namespace {

using ::testing::ElementsAre;

/// Runs until it is asked to stop.
job_runner::work until_stopped(std::promise<void>& begun, std::vector<std::string>& said)
{
    return {.run = [&](const std::stop_token& stopping) {
        std::promise<void> asked;
        const std::stop_callback tell{stopping, [&] { asked.set_value(); }};
        begun.set_value();
        asked.get_future().wait();
        said.emplace_back("stopped");
    }};
}

job_runner::work waiting(std::size_t bytes = 0)
{
    return {.run = [](const std::stop_token&) {}, .give_up = [] {}, .bytes = bytes};
}

TEST(JobRunner, RunsOnePieceAfterTheOtherAndSurvivesAFailure)
{
    std::vector<int> ran;
    job_runner runner{{.pieces = 8, .bytes = 0}};
    EXPECT_TRUE(runner.run({.run = [&](const std::stop_token&) { ran.push_back(1); }}));
    EXPECT_TRUE(runner.run({.run = [](const std::stop_token&) { throw std::runtime_error("broken"); }}));
    EXPECT_TRUE(runner.run({.run = [](const std::stop_token&) { throw 7; }}));
    std::promise<void> reached;
    EXPECT_TRUE(runner.run({.run = [&](const std::stop_token&) {
        ran.push_back(2);
        reached.set_value();
    }}));
    reached.get_future().get();
    EXPECT_THAT(ran, ElementsAre(1, 2));
    runner.stop();
    EXPECT_FALSE(runner.run(waiting()));
}

TEST(JobRunner, AsksWhatRunsToStopAndLetsWhatWaitsGiveUp)
{
    std::vector<std::string> said;
    std::promise<void> begun;
    job_runner runner{{.pieces = 8, .bytes = 0}};
    EXPECT_TRUE(runner.run(until_stopped(begun, said)));
    begun.get_future().wait();
    for (const auto* name : {"first", "second"}) {
        EXPECT_TRUE(runner.run({.run = [&said](const std::stop_token&) { said.emplace_back("ran"); },
                                .give_up =
                                    [&said, name] {
                                        said.emplace_back(name);
                                        throw std::runtime_error("broken");
                                    }}));
    }
    runner.stop();
    EXPECT_THAT(said, ElementsAre("stopped", "first", "second"));
    runner.stop();
    EXPECT_EQ(said.size(), 3U);
}

TEST(JobRunner, BoundsHowMuchWaits)
{
    std::vector<std::string> said;
    std::promise<void> begun;
    job_runner runner{{.pieces = 3, .bytes = 100}};
    EXPECT_TRUE(runner.run(until_stopped(begun, said)));
    begun.get_future().wait();
    EXPECT_TRUE(runner.run(waiting(60)));
    EXPECT_FALSE(runner.run(waiting(41)));
    EXPECT_TRUE(runner.run(waiting(40)));
    EXPECT_TRUE(runner.run(waiting(0)));
    EXPECT_FALSE(runner.run(waiting(0)));
}

TEST(JobRunner, LetsOnePieceWaitHoweverLargeItIs)
{
    std::vector<std::string> said;
    std::promise<void> begun;
    job_runner runner{{.pieces = 3, .bytes = 100}};
    EXPECT_TRUE(runner.run(until_stopped(begun, said)));
    begun.get_future().wait();
    EXPECT_TRUE(runner.run(waiting(1000)));
    EXPECT_FALSE(runner.run(waiting(1)));
}

} // namespace
} // namespace nscl::jobs
