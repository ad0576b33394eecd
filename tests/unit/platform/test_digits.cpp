#include "core/platform/digits.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace nscl::platform {
namespace {

std::string written(std::int64_t number, std::size_t width)
{
    std::string text = "-";
    append_digits(text, number, width);
    return text.substr(1);
}

TEST(Digits, AreFilledUpWithZeros)
{
    EXPECT_EQ(written(7, 2), "07");
    EXPECT_EQ(written(2026, 4), "2026");
    EXPECT_EQ(written(0, 1), "0");
    EXPECT_EQ(written(0, 6), "000000");
    EXPECT_EQ(written(-5, 3), "-005");
    EXPECT_EQ(written(1, 20), "00000000000000000001");
}

TEST(Digits, AreAllOfThemHoweverNarrowTheWidth)
{
    EXPECT_EQ(written(12345, 2), "12345");
    EXPECT_EQ(written(std::numeric_limits<std::int64_t>::max(), 1), "9223372036854775807");
    EXPECT_EQ(written(std::numeric_limits<std::int64_t>::min(), 1), "-9223372036854775808");
}

} // namespace
} // namespace nscl::platform
