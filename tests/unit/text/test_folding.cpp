#include "core/text/unicode.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace nscl::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Fold, MakesTonePlacementsAndCasesMeet)
{
    EXPECT_EQ(fold("Hòa"), "hoa");
    EXPECT_EQ(fold("hoà"), "hoa");
    EXPECT_EQ(fold("HOA"), "hoa");
    EXPECT_EQ(fold("HO\xCC\x80"
                   "A"),
              "hoa");
}

TEST(Fold, TurnsDWithStrokeIntoD)
{
    EXPECT_EQ(fold("Đường đi"), "duong di");
}

TEST(Fold, StripsEveryVietnameseLetter)
{
    EXPECT_EQ(fold("ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ"), std::string(17, 'a'));
    EXPECT_EQ(fold("èéẻẽẹêềếểễệ"), std::string(11, 'e'));
    EXPECT_EQ(fold("ÌÍỈĨỊỳýỷỹỵ"), "iiiiiyyyyy");
    EXPECT_EQ(fold("òóỏõọôồốổỗộơờớởỡợ"), std::string(17, 'o'));
    EXPECT_EQ(fold("ÙÚỦŨỤƯỪỨỬỮỰ"), std::string(11, 'u'));
}

TEST(Fold, FoldsOtherScriptsToo)
{
    EXPECT_EQ(fold("Straße ΣΊΣΥΦΟΣ İ"), "strasse σισυφοσ i");
    EXPECT_EQ(fold("🚀 Ａ"), "🚀 ａ");
}

TEST(Fold, IsTheSameWhenDoneTwice)
{
    for (const char* text : {"Năng suất – Chất lượng", "ǅ", "ﷺ", "각", "İstanbul", "ΐ"}) {
        EXPECT_EQ(fold(fold(text)), fold(text)) << text;
    }
}

TEST(Fold, MayBeCalledFromManyThreads)
{
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([] {
            for (int round = 0; round < 200; ++round) EXPECT_EQ(fold("Đà Nẵng"), "da nang");
        });
    }
}

TEST(Words, AreFoldedAndComeOnceInOrder)
{
    EXPECT_THAT(words("Công ty CP Công nghệ, công-nghiệp ISO 9001:2015"),
                ElementsAre("cong", "ty", "cp", "nghe", "nghiep", "iso", "9001", "2015"));
}

TEST(Words, OfOneLetterCount)
{
    EXPECT_THAT(words("A ơ 5"), ElementsAre("a", "o", "5"));
}

TEST(Words, AreNoneWhereThereAreOnlySigns)
{
    EXPECT_THAT(words(" -–— %_ \"' "), IsEmpty());
    EXPECT_THAT(words(""), IsEmpty());
}

TEST(Words, AreCutAtFortyBytesBetweenCharacters)
{
    EXPECT_THAT(words(std::string(60, 'a')), ElementsAre(std::string(40, 'a')));
    EXPECT_THAT(words(std::string(39, 'a') + "жж"), ElementsAre(std::string(39, 'a')));
}

} // namespace
} // namespace nscl::text
