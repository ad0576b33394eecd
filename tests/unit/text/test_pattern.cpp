#include "core/text/pattern.hpp"

#include <gtest/gtest.h>

namespace nscl::text {
namespace {

TEST(Pattern, MatchesTheWholeText)
{
    const auto letters = pattern::compile("[a-z]+|[0-9]");
    ASSERT_NE(letters, nullptr);
    EXPECT_TRUE(letters->matches("abc"));
    EXPECT_TRUE(letters->matches("1"));
    EXPECT_FALSE(letters->matches("abc1"));
    EXPECT_FALSE(letters->matches(""));
    EXPECT_TRUE(pattern::compile("^[A-Z]+$")->matches("ABC"));
    EXPECT_FALSE(pattern::compile("^[A-Z]+$")->matches("ABC\nx"));
}

TEST(Pattern, CountsCharactersOfEveryAlphabet)
{
    EXPECT_TRUE(pattern::compile("\\p{L}{3}")->matches("Đặn"));
    EXPECT_TRUE(pattern::compile("..")->matches("ệ𝄞"));
}

TEST(Pattern, IsNullWhenMalformed)
{
    for (const char* broken : {"[a", "(", "*", "a{2,1}", "\\"}) EXPECT_EQ(pattern::compile(broken), nullptr) << broken;
}

TEST(Pattern, GivesUpOnTextsThatItExplodesOn)
{
    const auto nested = pattern::compile("(a+)+b");
    ASSERT_NE(nested, nullptr);
    EXPECT_FALSE(nested->matches(std::string(5'000, 'a')));
    EXPECT_TRUE(nested->matches(std::string(1'000, 'a') + "b"));
}

} // namespace
} // namespace nscl::text
