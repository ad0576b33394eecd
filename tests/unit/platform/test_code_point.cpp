#include "core/platform/utf8.hpp"

#include <gtest/gtest.h>

namespace nscl::platform {
namespace {

TEST(CodePoint, ReadsBackWhatItWrote)
{
    for (char32_t value = 1; value < 0x110000; ++value) {
        if (value == 0xD800) value = 0xE000;
        const std::string bytes = utf8_of(value);
        ASSERT_TRUE(is_utf8(bytes)) << std::hex << static_cast<unsigned>(value);
        const code_point read = first_code_point(bytes + "x");
        ASSERT_EQ(read.value, value);
        ASSERT_EQ(read.length, bytes.size());
    }
}

TEST(CodePoint, HasNoLengthWhereThereIsNone)
{
    EXPECT_EQ(first_code_point("\x80").length, 0U);
    EXPECT_EQ(first_code_point("\xE1\xBB").length, 0U);
}

} // namespace
} // namespace nscl::platform
