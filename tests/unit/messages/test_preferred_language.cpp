#include "core/messages/catalogue.hpp"

#include <gtest/gtest.h>

namespace nscl::messages {
namespace {

TEST(PreferredLanguage, IsVietnameseWhenNothingIsSaid)
{
    EXPECT_EQ(preferred(""), language::vi);
    EXPECT_EQ(preferred("*"), language::vi);
    EXPECT_EQ(preferred("fr, de;q=0.5"), language::vi);
}

TEST(PreferredLanguage, FollowsTheWeights)
{
    EXPECT_EQ(preferred("en-US,en;q=0.9"), language::en);
    EXPECT_EQ(preferred("vi;q=0.8, en;q=0.9"), language::en);
    EXPECT_EQ(preferred("en;q=0.8, vi;q=0.9"), language::vi);
    EXPECT_EQ(preferred("fr, en;q=0.001"), language::en);
}

TEST(PreferredLanguage, ReadsTagsWithoutRegardToCaseOrSpace)
{
    EXPECT_EQ(preferred(" EN-gb ; q=1 "), language::en);
    EXPECT_EQ(preferred("VI-VN , en;q=0.5"), language::vi);
}

TEST(PreferredLanguage, TakesTheWildcardForALanguageThatIsNotNamed)
{
    EXPECT_EQ(preferred("vi;q=0, *"), language::en);
    EXPECT_EQ(preferred("en;q=0.5, *;q=0.1"), language::en);
    EXPECT_EQ(preferred("en;q=0.1, *"), language::vi);
}

TEST(PreferredLanguage, IsVietnameseWhenBothWeighTheSame)
{
    EXPECT_EQ(preferred("en, vi"), language::vi);
}

TEST(PreferredLanguage, PassesOverAWeightThatIsMalformed)
{
    EXPECT_EQ(preferred("en;q=abc"), language::vi);
    EXPECT_EQ(preferred("en;q=7"), language::vi);
    EXPECT_EQ(preferred(",;,"), language::vi);
}

TEST(PreferredLanguage, HasATag)
{
    EXPECT_EQ(tag(language::vi), "vi");
    EXPECT_EQ(tag(language::en), "en");
}

} // namespace
} // namespace nscl::messages
