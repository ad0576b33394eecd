#include "core/text/unicode.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace nscl::text {
namespace {

std::vector<std::string> sorted(std::vector<std::string> texts)
{
    std::ranges::sort(texts, {}, [](const std::string& text) { return sort_key(text); });
    return texts;
}

TEST(SortKey, PutsDWithStrokeAfterD)
{
    EXPECT_THAT(sorted({"Đà Nẵng", "Em", "Dương", "Cà Mau", "Dã"}),
                testing::ElementsAre("Cà Mau", "Dã", "Dương", "Đà Nẵng", "Em"));
}

TEST(SortKey, OrdersTonesWithinALetterOnlyWhenLettersAreEqual)
{
    EXPECT_THAT(sorted({"mạ", "mã", "mả", "má", "mà", "ma"}), testing::ElementsAre("ma", "mà", "mả", "mã", "má", "mạ"));
    EXPECT_THAT(sorted({"mạa", "mab"}), testing::ElementsAre("mạa", "mab"));
}

TEST(SortKey, OrdersTheVowelsThatVietnameseTellsApart)
{
    EXPECT_THAT(sorted({"ư", "u", "ơ", "ô", "o", "ê", "e", "â", "ă", "a"}),
                testing::ElementsAre("a", "ă", "â", "e", "ê", "o", "ô", "ơ", "u", "ư"));
}

TEST(SortKey, HasNoZeroByteAndAtMostSixtyFourBytes)
{
    for (const std::string& text :
         {std::string{}, std::string{"Đ"}, std::string(5000, 'a'), std::string{"a\tb 漢字 🚀"}}) {
        const std::string key = sort_key(text);
        EXPECT_EQ(key.find('\0'), std::string::npos);
        EXPECT_LE(key.size(), 64U);
    }
}

TEST(SortKey, OfALongTextStillOrdersByItsBeginning)
{
    EXPECT_LT(sort_key("a" + std::string(5000, 'x')), sort_key("b" + std::string(5000, 'x')));
    EXPECT_LE(sort_key(std::string(300, 'x') + "a"), sort_key(std::string(300, 'x') + "b"));
}

TEST(CollatorVersion, NamesTheLocaleAndAVersion)
{
    EXPECT_TRUE(collator_version().starts_with("vi-"));
    EXPECT_GT(collator_version().size(), 5U);
}

} // namespace
} // namespace nscl::text
