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

} // namespace nscl::http
