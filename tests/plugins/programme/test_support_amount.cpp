#include "plugins/programme/support_amount.hpp"

#include <gtest/gtest.h>

namespace programme::tests {
namespace {

TEST(SupportAmount, IsThePercentageOfTheContract)
{
    EXPECT_EQ(support_amount({200'000'000, 3000, std::nullopt, 100'000'000, 1000}), 60'000'000);
}

TEST(SupportAmount, StaysWithinTheCapAndTheAppraisedEstimate)
{
    EXPECT_EQ(support_amount({200'000'000, 3000, 45'000'000, 100'000'000, 1000}), 45'000'000);
    EXPECT_EQ(support_amount({200'000'000, 3000, 45'000'000, 44'000'000, 1000}), 44'000'000);
    EXPECT_EQ(support_amount({200'000'000, 3000, 0, 44'000'000, 1000}), 0);
}

TEST(SupportAmount, IsRoundedDown)
{
    EXPECT_EQ(support_amount({99'999'999, 5000, std::nullopt, 99'999'999, 1000}), 49'999'000);
    EXPECT_EQ(support_amount({1999, 5000, std::nullopt, 1999, 1000}), 0);
    EXPECT_EQ(support_amount({1999, 5000, std::nullopt, 1999, 1}), 999);
}

TEST(SupportAmount, KnowsPercentagesOfTwoDigits)
{
    EXPECT_EQ(support_amount({1'000'000, 3333, std::nullopt, 1'000'000, 1}), 333'300);
}

TEST(SupportAmount, IsExactForAmountsThatNoFloatingPointNumberHolds)
{
    // 2^53 + 1: the whole of it, and a hundredth of a percent of it.
    constexpr std::int64_t large = 9'007'199'254'740'993;
    EXPECT_EQ(support_amount({large, 10000, std::nullopt, large, 1}), large);
    EXPECT_EQ(support_amount({large, 1, std::nullopt, large, 1}), 900'719'925'474);
}

TEST(SupportAmount, IsNeverNegative)
{
    EXPECT_EQ(support_amount({200'000'000, 3000, std::nullopt, -1, 1000}), 0);
}

} // namespace
} // namespace programme::tests
