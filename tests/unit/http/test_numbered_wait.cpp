#include "core/http/numbered_wait.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace nscl::http {
namespace {

TEST(NumberedWait, GoesOnOnce)
{
    int times = 0;
    numbered_wait<std::function<void()>> wait;
    wait.begin([&] { ++times; });
    wait.resume(wait.current());
    wait.resume(wait.current());
    EXPECT_EQ(times, 1);
}

TEST(NumberedWait, IsNotResumedByAWordForAnEarlierOne)
{
    int times = 0;
    numbered_wait<std::function<void()>> wait;
    wait.begin([] {});
    const auto late = wait.current(); // the deadline's word, on its way
    wait.resume(wait.current());      // the worker was done before it came
    wait.begin([&] { ++times; });
    wait.resume(late);
    EXPECT_EQ(times, 0);
    wait.resume(wait.current());
    EXPECT_EQ(times, 1);
}

TEST(NumberedWait, MayBeginTheNextFromWithinTheLast)
{
    int times = 0;
    numbered_wait<std::function<void()>> wait;
    wait.begin([&] { wait.begin([&] { ++times; }); });
    wait.resume(wait.current());
    wait.resume(wait.current());
    EXPECT_EQ(times, 1);
}

} // namespace
} // namespace nscl::http
