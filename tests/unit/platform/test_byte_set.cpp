#include "core/platform/byte_set.hpp"

#include <gtest/gtest.h>

namespace nscl::platform {
namespace {

constexpr byte_set lower_case{[](char c) { return c >= 'a' && c <= 'z'; }};
constexpr byte_set beyond_ascii{[](char c) { return static_cast<unsigned char>(c) >= 0x80; }};

TEST(ByteSet, HasTheBytesOfWhichItsPropertyHolds)
{
    for (int byte = 0; byte < 256; ++byte) {
        EXPECT_EQ(lower_case.has(static_cast<char>(byte)), byte >= 'a' && byte <= 'z') << byte;
        EXPECT_EQ(beyond_ascii.has(static_cast<char>(byte)), byte >= 0x80) << byte;
    }
}

TEST(ByteSet, CountsWhatLeadsAText)
{
    EXPECT_EQ(lower_case.leading(""), 0U);
    EXPECT_EQ(lower_case.leading("xã"), 1U);
    EXPECT_EQ(lower_case.leading("xa"), 2U);
    EXPECT_EQ(lower_case.leading("Xa"), 0U);
    EXPECT_TRUE(lower_case.has_all(""));
    EXPECT_TRUE(lower_case.has_all("xa"));
    EXPECT_FALSE(lower_case.has_all("xa "));
}

} // namespace
} // namespace nscl::platform
