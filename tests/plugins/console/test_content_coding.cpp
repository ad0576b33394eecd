#include "plugins/console/content_coding.hpp"

#include <gtest/gtest.h>

#include <array>

namespace {

using console::content_coding;
using console::preferred_coding;
using enum content_coding;

constexpr std::array all{brotli, gzip, identity};

TEST(ContentCoding, IsTheSmallestThatIsTaken)
{
    EXPECT_EQ(preferred_coding("gzip, deflate, br, zstd", all), brotli);
    EXPECT_EQ(preferred_coding("gzip, deflate", all), gzip);
    EXPECT_EQ(preferred_coding("X-GZIP", all), gzip);
    EXPECT_EQ(preferred_coding("BR", all), brotli);
    EXPECT_EQ(preferred_coding("*", all), brotli);
}

TEST(ContentCoding, FollowsTheWeights)
{
    EXPECT_EQ(preferred_coding("br;q=0.5, gzip;q=0.501", all), gzip);
    EXPECT_EQ(preferred_coding("br; q=0.5 , gzip ;q=0.5", all), brotli);
    EXPECT_EQ(preferred_coding("gzip;q=0.2, identity;q=0.3", all), identity);
    EXPECT_EQ(preferred_coding("gzip;q=0.001", all), gzip);
    EXPECT_EQ(preferred_coding("*;q=0.1, br;q=0", all), gzip);
    EXPECT_EQ(preferred_coding("br;q=0, *", all), gzip);
}

TEST(ContentCoding, IsNoneWhereNothingElseIsTaken)
{
    for (const auto* each : {"", " ", ",", "identity", "deflate", "br;q=0, gzip;q=0.000", "*;q=0", "identity;q=0"})
        EXPECT_EQ(preferred_coding(each, all), identity) << each;
}

TEST(ContentCoding, PassesOverWhatIsMalformed)
{
    for (const auto* each : {"br;q=2", "br;q=1.001", "br;q=0.1234", "br;q=x", "br;q=", "br gzip", ";q=1"})
        EXPECT_EQ(preferred_coding(each, all), identity) << each;
    EXPECT_EQ(preferred_coding("br;q=-1, gzip", all), gzip);
    EXPECT_EQ(preferred_coding("br;level=5;q=0.1", all), brotli);
}

TEST(ContentCoding, IsOneThatIsThere)
{
    EXPECT_EQ(preferred_coding("br, gzip;q=0.5", std::array{gzip, identity}), gzip);
    EXPECT_EQ(preferred_coding("br, gzip", std::array{identity}), identity);
}

} // namespace
