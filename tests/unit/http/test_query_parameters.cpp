#include "core/http/query_parameters.hpp"

#include <gtest/gtest.h>

namespace nscl::http {
namespace {

std::string link_of(const std::string& target)
{
    request asked;
    asked.target = target;
    return next_link(asked, "c0");
}

TEST(NextLink, IsTheSameListWithTheCursor)
{
    EXPECT_EQ(link_of("/a"), R"(</a?cursor=c0>; rel="next")");
    EXPECT_EQ(link_of("/a?"), R"(</a?cursor=c0>; rel="next")");
    EXPECT_EQ(link_of("/a?filter[b][ge]=1&cursor=old&q=h%C3%B2a+1"),
              R"(</a?filter[b][ge]=1&q=h%C3%B2a+1&cursor=c0>; rel="next")");
}

TEST(NextLink, DropsTheOldCursorHoweverItsNameIsEncoded)
{
    EXPECT_EQ(link_of("/a?%63ursor=old&limit=2"), R"(</a?limit=2&cursor=c0>; rel="next")");
}

TEST(NextLink, EncodesWhatWouldEndItOrNoUriHolds)
{
    EXPECT_EQ(link_of("/a?q=b>; rel=\"x\"&r=hòa"), R"(</a?q=b%3E;%20rel=%22x%22&r=h%C3%B2a&cursor=c0>; rel="next")");
}

} // namespace
} // namespace nscl::http
