#include "core/http/conditional.hpp"

#include <gmock/gmock.h>

#include <array>

namespace nscl::http {
namespace {

using testing::ElementsAre;

request asking(std::string if_none_match, std::string accept_encoding = {})
{
    request asked;
    if (!accept_encoding.empty()) asked.headers.emplace_back("accept-encoding", std::move(accept_encoding));
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
    EXPECT_EQ(known_tag(asking("\"3-ab\""), "3-ab"), "3-ab");
    EXPECT_EQ(known_tag(asking("W/\"3-ab\""), "3-ab"), "3-ab");
    EXPECT_EQ(known_tag(asking("\"x\", \"3-ab\""), "3-ab"), "3-ab");
    EXPECT_EQ(known_tag(asking("*"), "3-ab"), "3-ab");
    EXPECT_EQ(known_tag(asking("\"13-ab\""), "3-ab"), "");
    EXPECT_EQ(known_tag(asking("3-ab"), "3-ab"), "");
    EXPECT_EQ(known_tag(asking(""), "3-ab"), "");
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

TEST(EntityTags, DifferForACompressedBody)
{
    EXPECT_EQ(entity_tag_of_gzip("\"3-ab\""), "\"3-ab-gzip\"");
    EXPECT_EQ(entity_tag_of_gzip("W/\"3-ab\""), "W/\"3-ab\"") << "a weak one need not";
}

TEST(EntityTags, SayWhichFormOfTheBodyIsKnown)
{
    EXPECT_EQ(known_tag(asking("\"3-ab-gzip\"", "gzip"), "3-ab"), "3-ab-gzip");
    EXPECT_EQ(known_tag(asking("\"2-x\", W/\"3-ab-gzip\"", "gzip, br"), "3-ab"), "3-ab-gzip");
    EXPECT_EQ(known_tag(asking("\"3-ab\", \"3-ab-gzip\"", "gzip"), "3-ab"), "3-ab");
    EXPECT_EQ(known_tag(asking("\"3-ab\"", "gzip"), "3-ab"), "3-ab") << "it will do as it is";
    EXPECT_EQ(known_tag(asking("\"3-ab-gzip\""), "3-ab"), "") << "what is known is not taken now";
    EXPECT_EQ(known_tag(asking("\"3-ab\"", "gzip, identity;q=0"), "3-ab"), "");
    EXPECT_EQ(known_tag(asking("\"3-ac-gzip\"", "gzip"), "3-ab"), "");
}

TEST(EntityTags, OfWhatIsKnownComeBackWithTheAnswer)
{
    const auto saved = unless_known(asking("\"3-ab-gzip\"", "gzip"), "3-ab", [] { return json("{}"); });
    EXPECT_EQ(saved.status, 304U);
    EXPECT_EQ(*saved.header("ETag"), "\"3-ab-gzip\"");
}

} // namespace
} // namespace nscl::http
