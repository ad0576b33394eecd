#include "core/platform/utf8.hpp"

#include <gtest/gtest.h>

namespace nscl::platform {
namespace {

using namespace std::string_view_literals;

TEST(Utf8, TakesVietnameseAndEveryLengthOfSequence)
{
    EXPECT_TRUE(is_utf8(""));
    EXPECT_TRUE(is_utf8("plain ASCII, longer than eight bytes"));
    EXPECT_TRUE(is_utf8("Sở Khoa học và Công nghệ thành phố Hồ Chí Minh"));
    EXPECT_TRUE(is_utf8(
        "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"));
}

TEST(Utf8, RefusesZeroWhereverItStands)
{
    EXPECT_FALSE(is_utf8("\0"sv));
    for (std::size_t at = 0; at < 24; ++at) {
        std::string text(24, 'a');
        text[at] = '\0';
        EXPECT_FALSE(is_utf8(text)) << at;
    }
}

TEST(Utf8, RefusesWhatIsNotASequence)
{
    for (const std::string_view bad : {"\x80"sv, "\xBF"sv, "\xFF"sv, "\xFE"sv, "\xC3"sv, "\xC3("sv, "\xE1\xBB"sv,
                                       "\xF0\x9F\x9A"sv, "\xE1("sv, "\xF0\x9F(\x80"sv}) {
        EXPECT_FALSE(is_utf8(bad));
        EXPECT_FALSE(is_utf8("a long run of plain text before it " + std::string{bad}));
    }
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndWhatLiesBeyondUnicode)
{
    for (const std::string_view bad :
         {"\xC0\x80"sv, "\xC1\xBF"sv, "\xE0\x9F\xBF"sv, "\xF0\x8F\xBF\xBF"sv, "\xED\xA0\x80"sv, "\xED\xBF\xBF"sv,
          "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv}) {
        EXPECT_FALSE(is_utf8(bad));
    }
}

TEST(Utf8, AgreesWithABadByteAtEveryPlace)
{
    for (std::size_t at = 0; at < 40; ++at) {
        std::string text(40, 'x');
        text[at] = '\xE1';
        EXPECT_FALSE(is_utf8(text)) << at;
    }
}

TEST(Length, CountsCodePoints)
{
    EXPECT_EQ(length(""), 0U);
    EXPECT_EQ(length("đồng"), 4U);
    EXPECT_EQ(length("🚀"), 1U);
}

} // namespace
} // namespace nscl::platform
