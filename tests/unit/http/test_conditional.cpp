#include "core/http/conditional.hpp"

#include <gmock/gmock.h>

#include <array>

namespace nscl::http {
namespace {

using testing::ElementsAre;

request asking(std::string if_none_match)
{
    request asked;
    if (!if_none_match.empty()) asked.headers.emplace_back("if-none-match", std::move(if_none_match));
    return asked;
}

TEST(EntityTags, AreReadFromAList)
{
    const auto tags = read_tags("\"one\" , W/\"two\",\"a,b\"").value();
    EXPECT_FALSE(tags.any);
    EXPECT_THAT(tags.strong, ElementsAre("one", "a,b"));
    EXPECT_THAT(tags.weak, ElementsAre("two"));
    EXPECT_THAT(read_tags(", \"one\",,\"two\" ,").value().strong, ElementsAre("one", "two"));
    EXPECT_TRUE(read_tags("*").value().any);
    EXPECT_THAT(read_tags("\"\"").value().strong, ElementsAre(""));
}

TEST(EntityTags, AreNotReadFromAnythingElse)
{
    for (const auto* malformed :
         {"", ",", "3", "\"", "\"one", "one\"", "\"one\" \"two\"", "w/\"one\"", "*,\"one\"", "\"a b\"", "\"a\x01\""}) {
        EXPECT_FALSE(read_tags(malformed)) << malformed;
    }
}

TEST(EntityTags, SayWhatIsKnownWholeAndByWeakComparison)
{
    EXPECT_TRUE(is_known(asking("\"3-ab\""), "3-ab"));
    EXPECT_TRUE(is_known(asking("W/\"3-ab\""), "3-ab"));
    EXPECT_TRUE(is_known(asking("\"x\", \"3-ab\""), "3-ab"));
    EXPECT_TRUE(is_known(asking("*"), "3-ab"));
    EXPECT_FALSE(is_known(asking("\"13-ab\""), "3-ab"));
    EXPECT_FALSE(is_known(asking("3-ab"), "3-ab"));
    EXPECT_FALSE(is_known(asking(""), "3-ab"));
}

TEST(EntityTags, GoWithTheFullAnswerAndWithNone)
{
    const auto full = [] { return json("{}"); };
    const auto given = unless_known(asking(""), "3-ab", full);
    EXPECT_EQ(given.status, 200U);
    EXPECT_EQ(given.body, "{}");
    const auto saved = unless_known(asking("\"3-ab\""), "3-ab", full);
    EXPECT_EQ(saved.status, 304U);
    EXPECT_TRUE(saved.body.empty());
    for (const auto& each : std::array{given, saved}) {
        EXPECT_THAT(each.headers, testing::Contains(testing::Pair("ETag", "\"3-ab\"")));
    }
}

} // namespace
} // namespace nscl::http
