#include "tests/integration/scenario/json_match.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace nscl::tests {
namespace {

std::string compare(std::string_view expected, std::string_view actual)
{
    return mismatch(boost::json::parse(expected), boost::json::parse(actual));
}

TEST(JsonMatch, PassesOverMembersThatNobodyAskedFor)
{
    EXPECT_EQ(compare(R"({"a":1})", R"({"a":1,"b":2})"), "");
}

TEST(JsonMatch, NamesTheMemberThatDiffers)
{
    EXPECT_EQ(compare(R"({"a":{"b":1}})", R"({"a":{"b":2}})"), "/a/b: expected 1, got 2");
}

TEST(JsonMatch, RefusesAMissingMember)
{
    EXPECT_NE(compare(R"({"a":null})", R"({})"), "");
}

TEST(JsonMatch, TellsAbsentFromNull)
{
    EXPECT_EQ(compare(R"({"a":"$absent"})", R"({})"), "");
    EXPECT_NE(compare(R"({"a":"$absent"})", R"({"a":null})"), "");
}

TEST(JsonMatch, TakesAnythingButNullForAny)
{
    EXPECT_EQ(compare(R"("$any")", "false"), "");
    EXPECT_NE(compare(R"("$any")", "null"), "");
}

TEST(JsonMatch, FindsElementsInOrder)
{
    EXPECT_EQ(compare("[1,3]", "[1,2,3]"), "");
    EXPECT_NE(compare("[3,1]", "[1,2,3]"), "");
    EXPECT_NE(compare("[1,1]", "[1]"), "");
    EXPECT_EQ(compare("[]", "[1]"), "");
}

TEST(JsonMatch, ComparesExactListsWithPatternsInThem)
{
    EXPECT_EQ(compare(R"({"$exact":[{"a":1},2]})", R"([{"a":1,"b":0},2])"), "");
    EXPECT_NE(compare(R"({"$exact":[1]})", "[1,2]"), "");
}

TEST(JsonMatch, CombinesPatterns)
{
    EXPECT_EQ(compare(R"({"$length":2,"$each":"$integer"})", "[1,2]"), "");
    EXPECT_NE(compare(R"({"$length":2,"$each":"$integer"})", R"([1,"2"])"), "");
    EXPECT_NE(compare(R"({"$not":{"$has":[2]}})", "[1,2]"), "");
}

TEST(JsonMatch, SearchesTexts)
{
    EXPECT_EQ(compare(R"({"$regex":"^HS-[0-9]{4}"})", R"("HS-2026-00001")"), "");
    EXPECT_EQ(compare(R"({"$contains":"2026"})", R"("HS-2026-00001")"), "");
    EXPECT_NE(compare(R"({"$contains":"2027"})", R"("HS-2026-00001")"), "");
}

TEST(JsonMatch, RefusesAPatternThatItDoesNotKnow)
{
    EXPECT_THROW(compare(R"("$anything")", "1"), std::runtime_error);
}

} // namespace
} // namespace nscl::tests
