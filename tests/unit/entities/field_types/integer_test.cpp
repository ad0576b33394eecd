#include "tests/unit/entities/values.hpp"

#include <limits>

namespace nscl::entities {
namespace {

const field integer = field_of(field_type::integer);

TEST(IntegerField, TakesWhatEveryReaderOfJsonKeeps)
{
    EXPECT_EQ(from_json(integer, "0"), "0");
    EXPECT_EQ(from_json(integer, "-12"), "-12");
    EXPECT_EQ(from_json(integer, "9007199254740991"), "9007199254740991");
    EXPECT_EQ(from_json(integer, "-9007199254740991"), "-9007199254740991");
    EXPECT_EQ(from_json(integer, "9007199254740992"), "!out_of_range");
    EXPECT_EQ(from_json(integer, "-9007199254740992"), "!out_of_range");
    EXPECT_EQ(from_json(integer, "9223372036854775807"), "!out_of_range");
    EXPECT_EQ(from_json(integer, "-9223372036854775808"), "!out_of_range");
    EXPECT_EQ(from_json(integer, "9223372036854775808"), "!out_of_range");
}

TEST(IntegerField, RefusesFractionsExponentsAndStrings)
{
    for (const char* other : {"1.0", "1e3", "0.5", "1E2", "\"1\"", "true", "[1]", "99999999999999999999999"})
        EXPECT_EQ(from_json(integer, other), "!wrong_type") << other;
}

TEST(IntegerField, ReadsDigitsFromTextGroupedOrNot)
{
    EXPECT_EQ(from_text(integer, "-7"), "-7");
    EXPECT_EQ(from_text(integer, "1.250"), "1250");
    EXPECT_EQ(from_text(integer, "-1.250.000"), "-1250000");
    for (const char* other :
         {"1.00", "10.00.000", "1,0", " 1", "1 ", "+1", "0x10", "1e3", "--1", "-", "9223372036854775808", "١"})
        EXPECT_EQ(from_text(integer, other), "!bad_integer") << other;
}

TEST(IntegerField, KeepsItsRange)
{
    auto of = integer;
    of.min = std::int64_t{-1};
    of.max = std::int64_t{5};
    EXPECT_EQ(from_json(of, "-1"), "-1");
    EXPECT_EQ(from_json(of, "5"), "5");
    EXPECT_EQ(from_json(of, "-2"), "!below_minimum");
    EXPECT_EQ(from_text(of, "6"), "!above_maximum");
    EXPECT_EQ(limit_of(accept_text(of, "6")), "5");
    EXPECT_EQ(rules_of(of.type).json_schema(of), R"({"type":"integer","minimum":-1,"maximum":5})");
}

TEST(IntegerField, IsWrittenAsANumber)
{
    EXPECT_EQ(to_json(integer, std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
    EXPECT_EQ(to_json(integer, {}), "null");
}

TEST(IntegerField, TakesOnlyIntegersFromPlugins)
{
    EXPECT_EQ(from_stored(integer, std::int64_t{5}), "5");
    EXPECT_EQ(from_stored(integer, std::string("5")), "!wrong_type");
}

} // namespace
} // namespace nscl::entities
