#include "core/plugin_host/version.hpp"

#include <gtest/gtest.h>

namespace {

using namespace nscl::plugin_host;

bool holds(std::string_view range, std::string_view candidate)
{
    return version_range::parse(range).value().holds(parse_version(candidate).value());
}

TEST(Version, IsThreeNumbers)
{
    EXPECT_EQ(to_text(parse_version("1.20.300").value()), "1.20.300");
    for (const auto* wrong : {"", "1", "1.2", "1.2.3.4", "1.2.x", "v1.2.3", "1..3", "1.2.", ".1.2", "-1.2.3", "01.2.3",
                              "1.2.99999999999", "1.2.3 ", "1.2.3-rc1"}) {
        EXPECT_FALSE(parse_version(wrong)) << wrong;
    }
}

TEST(Version, ComparesByNumberAndNotByText)
{
    EXPECT_LT(parse_version("0.9.0").value(), parse_version("0.10.0").value());
    EXPECT_LT(parse_version("9.9.9").value(), parse_version("10.0.0").value());
}

TEST(VersionRange, HoldsWhenEveryComparisonHolds)
{
    EXPECT_TRUE(holds(">=0.1 <1", "0.1.0"));
    EXPECT_TRUE(holds(">=0.1 <1", "0.99.7"));
    EXPECT_FALSE(holds(">=0.1 <1", "0.0.9"));
    EXPECT_FALSE(holds(">=0.1 <1", "1.0.0"));
    EXPECT_TRUE(holds("<=2.1", "2.1.0"));
    EXPECT_FALSE(holds("<=2.1", "2.1.1"));
    EXPECT_TRUE(holds(">1.2.3", "1.2.4"));
    EXPECT_FALSE(holds(">1.2.3", "1.2.3"));
    EXPECT_TRUE(holds("=3", "3.0.0"));
    EXPECT_FALSE(holds("=3", "3.0.1"));
}

TEST(VersionRange, RefusesOtherForms)
{
    for (const auto* wrong : {"", " ", "1.0", "~1.0", "^1", ">=", ">= 1", "=>1", "==1", ">=1,<2", "*", ">=1.x"}) {
        EXPECT_FALSE(version_range::parse(wrong)) << wrong;
    }
}

} // namespace
