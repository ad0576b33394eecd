#include "core/http/accept.hpp"

#include <gtest/gtest.h>

namespace nscl::http {

TEST(Accept, TakesEverythingWhereNothingIsSaid)
{
    EXPECT_TRUE(accepts("", "application/json"));
    EXPECT_TRUE(accepts("  ", "application/json"));
    EXPECT_TRUE(accepts(", ,", "application/json")); // empty lines joined
    EXPECT_TRUE(accepts("*/*", "application/json"));
}

TEST(Accept, TakesTheTypeItselfOrItsFamily)
{
    EXPECT_TRUE(accepts("application/json", "application/json"));
    EXPECT_TRUE(accepts("text/html, Application/JSON;charset=utf-8", "application/json"));
    EXPECT_TRUE(accepts("text/html,application/*;q=0.1", "application/json"));
    EXPECT_FALSE(accepts("text/html", "application/json"));
    EXPECT_FALSE(accepts("text/*, application/xml", "application/json"));
    EXPECT_FALSE(accepts("application/jsonp", "application/json"));
}

TEST(Accept, BelievesTheClosestRange)
{
    EXPECT_FALSE(accepts("*/*, application/json;q=0", "application/json"));
    EXPECT_FALSE(accepts("application/json; q=0.000, */*", "application/json"));
    EXPECT_TRUE(accepts("application/*;q=0, application/json", "application/json"));
    EXPECT_TRUE(accepts("application/json;q=0.5", "application/json"));
}

TEST(Accept, CountsForNothingWhatItCannotRead)
{
    EXPECT_FALSE(accepts(",;,=/", "application/json"));
    EXPECT_TRUE(accepts(";;,, application/json", "application/json"));
}

TEST(AcceptEncoding, WelcomesGzipWhereItIsNamed)
{
    for (const auto* each : {"gzip", "GZIP", "x-gzip", "deflate, gzip;q=1.0, br", "gzip;q=0.001", "*", "br, *;q=0.1",
                             " gzip ;q=0.5, identity;q=0.5", "gzip,,", "gzip;x=y"})
        EXPECT_EQ(wish_for_gzip(each), gzip_wish::welcome) << each;
}

TEST(AcceptEncoding, LeavesTheBodyAsItIsOtherwise)
{
    for (const auto* each : {"", "identity", "br", "deflate, zstd", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *",
                             "gzip;q=0.5, identity", "gzip;q=0.5, identity;q=0.501", "gzipped", "gzip;q=", "gzip;q=2",
                             "gzip;q=1.5", "gzip;q=-1", "gzip;q=0.1234", "gzip;q=x", "br, identity;q=0", ";;,=,"})
        EXPECT_EQ(wish_for_gzip(each), gzip_wish::none) << each;
}

TEST(AcceptEncoding, MayRuleOutTheBodyAsItIs)
{
    for (const auto* each : {"gzip, identity;q=0", "identity;q=0.0, gzip;q=0.2", "gzip, *;q=0", "*, identity;q=0"})
        EXPECT_EQ(wish_for_gzip(each), gzip_wish::nothing_else) << each;
    EXPECT_EQ(wish_for_gzip("gzip, *;q=0, identity;q=0.1"), gzip_wish::welcome);
}

} // namespace nscl::http
