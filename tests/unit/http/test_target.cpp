#include "core/http/target.hpp"

#include <gmock/gmock.h>

namespace nscl::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Target, IsDecodedAndSplit)
{
    const auto read =
        read_target("/api/v1/training/courses/Ho%C3%A0%20b?limit=5&q=h%C3%B2a+1&flag&empty=&filter[a][ge]=2");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->path, "/api/v1/training/courses/Hoà b");
    EXPECT_THAT(read->segments, ElementsAre("api", "v1", "training", "courses", "Hoà b"));
    EXPECT_THAT(read->query, ElementsAre(pair{"limit", "5"}, pair{"q", "hòa 1"}, pair{"flag", ""}, pair{"empty", ""},
                                         pair{"filter[a][ge]", "2"}));
}

TEST(Target, OfTheRootHasNoSegments)
{
    const auto read = read_target("/");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->path, "/");
    EXPECT_THAT(read->segments, IsEmpty());
}

TEST(Target, KeepsAClosingSlash)
{
    const auto read = read_target("/a/");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->path, "/a/");
    EXPECT_THAT(read->segments, ElementsAre("a", ""));
}

TEST(Target, PlusIsASpaceInTheQueryOnly)
{
    const auto read = read_target("/a+b?c+d=e%2Bf");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->path, "/a+b");
    EXPECT_THAT(read->query, ElementsAre(pair{"c d", "e+f"}));
}

TEST(Target, TakesRawUtf8AndDotsWithinSegments)
{
    const auto read = read_target("/hòa/..a/b../.c/a.b?q=hòa");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->path, "/hòa/..a/b../.c/a.b");
    EXPECT_THAT(read->query, ElementsAre(pair{"q", "hòa"}));
}

TEST(Target, MayBeAbsoluteOrAnAsterisk)
{
    EXPECT_EQ(read_target("http://host.example:8080/a/b?c=d")->path, "/a/b");
    EXPECT_EQ(read_target("HTTPS://host")->path, "/");
    EXPECT_EQ(read_target("http://host?x=1")->path, "/");
    EXPECT_EQ(read_target("*")->path, "*");
}

TEST(Target, IsRefusedWhereTwoProgramsCouldReadTwoPaths)
{
    const std::vector<std::string> targets{
        "",
        "api",
        "//",
        "//evil.example/x",
        "/a//b",
        "/a//",
        "/.",
        "/..",
        "/a/.",
        "/a/./b",
        "/a/..",
        "/api/../x",
        "/%2e",
        "/%2e%2e/x",
        "/a/.%2e/b",
        "/a/%2E./b",
        "/a%2fb",
        "/a%2Fb",
        "/a%5cb",
        "/a\\b",
        "/a%00b",
        "/a%0ab",
        "/a%1fb",
        "/a%7fb",
        "/a%",
        "/a%4",
        "/a%zz",
        "/a%u0041",
        "/a%ff",
        "/a%c0%af",
        "/%e0%80%af",
        "/%ed%a0%80",
        "/%f4%90%80%80",
        "/%c3",
        "/\xff",
        "/a#b",
        "/a?b#c",
        "ftp://h/a",
        "http://",
        "http:///a",
        "http://u@h/a",
        "http://h/../a",
        "http:/a",
        "host:80",
        "%2fa",
        "*/a",
        "/a\tb",
        "/a/%2e%2e%2fb",
    };
    for (const auto& each : targets) {
        const auto read = read_target(each);
        ASSERT_TRUE(read.has_error()) << each;
        EXPECT_EQ(read.error().code, "bad_path") << each;
        EXPECT_EQ(read.error().why, messages::reason::unreadable) << each;
    }
}

TEST(Target, IsRefusedForAMalformedQuery)
{
    for (const auto* each : {"/a?%", "/a?b=%4", "/a?b=%gg", "/a?b=%00", "/a?b=%ff", "/a?%c3=x", "/a?b=%0a"}) {
        const auto read = read_target(each);
        ASSERT_TRUE(read.has_error()) << each;
        EXPECT_EQ(read.error().code, "bad_query") << each;
    }
}

TEST(Query, SkipsEmptyPairsAndKeepsRepeatedNames)
{
    EXPECT_THAT(*parse_query("&&a=1&&a=2&"), ElementsAre(pair{"a", "1"}, pair{"a", "2"}));
    EXPECT_THAT(*parse_query(""), IsEmpty());
    EXPECT_THAT(*parse_query("a=b=c%26d"), ElementsAre(pair{"a", "b=c&d"}));
}

TEST(Request, FindsHeadersParametersAndCookies)
{
    request asked;
    asked.headers = {{"accept", "a"}, {"cookie", "x=1; sid=abc=;y=; late=2"}};
    asked.query = {{"q", "1"}, {"q", "2"}, {"none", ""}};
    asked.path_parameters = {{"id", "12"}};
    EXPECT_EQ(asked.header("accept"), "a");
    EXPECT_EQ(asked.header("absent"), "");
    EXPECT_EQ(asked.parameter("q"), "1");
    EXPECT_EQ(asked.parameter("none"), "");
    EXPECT_FALSE(asked.parameter("absent"));
    EXPECT_EQ(asked.path_parameter("id"), "12");
    EXPECT_EQ(asked.cookie("sid"), "abc=");
    EXPECT_EQ(asked.cookie("late"), "2");
    EXPECT_EQ(asked.cookie("id"), "");
}

} // namespace
} // namespace nscl::http
