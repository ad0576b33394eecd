#include "core/pages/stylesheet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::pages {

TEST(Stylesheet, IsServedWhereTheContractSays)
{
    const auto route = stylesheet_route();
    EXPECT_EQ(route.pattern, "/p/style.css");
    const auto answer = route.handler({});
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body, style());
    EXPECT_EQ(*answer.header("Content-Type"), "text/css; charset=utf-8");
}

TEST(Stylesheet, IsNotSentAgainToWhoHasIt)
{
    const auto route = stylesheet_route();
    http::request again;
    again.headers = {{"if-none-match", *route.handler({}).header("ETag")}};
    const auto answer = route.handler(again);
    EXPECT_EQ(answer.status, 304U);
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(*answer.header("Cache-Control"), "public, max-age=3600");
}

TEST(Stylesheet, LoadsNothingFromElsewhere)
{
    EXPECT_THAT(std::string{style()}, testing::Not(testing::HasSubstr("@import")));
    EXPECT_THAT(std::string{style()}, testing::Not(testing::ContainsRegex("url\\(.?(https?:)?//")));
}

} // namespace nscl::pages
