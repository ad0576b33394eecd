#include "plugins/programme/content_pattern.hpp"

#include <gtest/gtest.h>

namespace programme::tests {
namespace {

TEST(ContentPattern, NamesCodesAndFamilies)
{
    EXPECT_TRUE(names_content("*", "tool_5s"));
    EXPECT_TRUE(names_content("prod_test", "prod_test"));
    EXPECT_TRUE(names_content("tool_*;ms_*_apply", "ms_iso_9001_apply"));
    EXPECT_TRUE(names_content("tool_*;ms_*_apply", "tool_5s"));
}

TEST(ContentPattern, NamesNothingElse)
{
    EXPECT_FALSE(names_content("", "tool_5s"));
    EXPECT_FALSE(names_content("tool_*;ms_*_apply", "ms_iso_9001_cert"));
    EXPECT_FALSE(names_content("prod_test", "prod_test_more"));
    EXPECT_FALSE(names_content("ms_*_apply", "ms_apply"));
}

} // namespace
} // namespace programme::tests
