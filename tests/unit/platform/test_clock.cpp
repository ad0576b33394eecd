#include "core/platform/clock.hpp"

#include <gtest/gtest.h>

namespace nscl::platform {
namespace {

constexpr instant second = 1'000'000;

TEST(Clock, WritesAnInstantAsRfc3339InUtc)
{
    EXPECT_EQ(to_rfc3339(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(to_rfc3339(1'790'820'184 * second), "2026-10-01T02:03:04Z");
}

TEST(Clock, WritesMicrosecondsOnlyWhereThereAreAny)
{
    EXPECT_EQ(to_rfc3339(1'790'820'184 * second + 50), "2026-10-01T02:03:04.000050Z");
}

TEST(Clock, CountsBackwardsBeforeTheEpoch)
{
    EXPECT_EQ(to_rfc3339(-1), "1969-12-31T23:59:59.999999Z");
}

TEST(Clock, KnowsLeapDays)
{
    EXPECT_EQ(local_date(1'835'395'200 * second, std::chrono::minutes{0}), "2028-02-29");
}

TEST(Clock, StartsTheDayInHanoiSevenHoursEarlier)
{
    const instant evening = 1'790'787'600 * second; // 2026-09-30T17:00:00Z
    EXPECT_EQ(local_date(evening, std::chrono::hours{7}), "2026-10-01");
    EXPECT_EQ(local_date(evening - 1, std::chrono::hours{7}), "2026-09-30");
    EXPECT_EQ(local_date(evening, std::chrono::minutes{-90}), "2026-09-30");
}

TEST(Clock, OfTheMachineIsPastTheYear2020)
{
    EXPECT_GT(system_clock{}.now(), 1'577'836'800 * second);
}

} // namespace
} // namespace nscl::platform
