#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

field decimal(unsigned scale)
{
    auto of = field_of(field_type::decimal);
    of.scale = scale;
    return of;
}

TEST(DecimalField, TravelsAsAString)
{
    EXPECT_EQ(from_json(decimal(2), R"("12.50")"), "12.50");
    EXPECT_EQ(from_json(decimal(2), R"("12.5")"), "12.50");
    EXPECT_EQ(from_json(decimal(2), R"("-0.05")"), "-0.05");
    EXPECT_EQ(from_json(decimal(0), R"("12")"), "12");
    EXPECT_EQ(to_json(decimal(2), std::int64_t{1250}), R"("12.50")");
    EXPECT_EQ(to_json(decimal(3), std::int64_t{-5}), R"("-0.005")");
    EXPECT_EQ(to_json(decimal(0), std::int64_t{5}), R"("5")");
    EXPECT_EQ(to_json(decimal(2), {}), "null");
}

TEST(DecimalField, IsStoredAsAnExactInteger)
{
    EXPECT_EQ(*accept_json(decimal(2), "0.29"), field_value{std::int64_t{29}});
    EXPECT_EQ(*accept_json(decimal(9), "0.000000001"), field_value{std::int64_t{1}});
}

TEST(DecimalField, TakesJsonIntegersButNoFloatingPoint)
{
    EXPECT_EQ(from_json(decimal(2), "12"), "12.00");
    EXPECT_EQ(from_json(decimal(2), "-3"), "-3.00");
    EXPECT_EQ(from_json(decimal(2), "12.5"), "!wrong_type");
    EXPECT_EQ(from_json(decimal(2), "1e3"), "!wrong_type");
    EXPECT_EQ(from_json(decimal(2), "true"), "!wrong_type");
}

TEST(DecimalField, RefusesMoreDigitsThanItsScale)
{
    EXPECT_EQ(from_json(decimal(2), R"("1.234")"), "!bad_decimal");
    EXPECT_EQ(from_json(decimal(2), R"("1.230")"), "1.23"); // nothing is lost
    EXPECT_EQ(limit_of(accept_json(decimal(2), "1.234")), "2");
}

TEST(DecimalField, RefusesWhatIsNoDecimal)
{
    for (const char* other : {"1.", ".5", "+1", "1e2", "1,5", "--1", "-", "0x1", " 1", "1.2.3", "NaN"})
        EXPECT_EQ(in_words(decimal(2), accept_json(decimal(2), boost::json::value(other))), "!bad_decimal") << other;
}

TEST(DecimalField, HasEighteenDigits)
{
    EXPECT_EQ(from_json(decimal(2), R"("9999999999999999.99")"), "9999999999999999.99");
    EXPECT_EQ(from_json(decimal(2), R"("10000000000000000.00")"), "!out_of_range");
    EXPECT_EQ(from_json(decimal(2), R"("99999999999999999999999")"), "!out_of_range");
    EXPECT_EQ(from_json(decimal(2), "9223372036854775807"), "!out_of_range");
    EXPECT_EQ(from_json(decimal(2), R"("000000000000000000000012.50")"), "12.50");
    EXPECT_EQ(from_stored(decimal(2), std::int64_t{1'000'000'000'000'000'000}), "!out_of_range");
}

TEST(DecimalField, ReadsVietnameseNotationFromTextOnly)
{
    EXPECT_EQ(from_text(decimal(1), "125.000,5"), "125000.5");
    EXPECT_EQ(from_text(decimal(2), "-1.250.000,75"), "-1250000.75");
    EXPECT_EQ(from_text(decimal(1), "12,5"), "12.5");
    EXPECT_EQ(from_text(decimal(0), "1.250.000"), "1250000");
    EXPECT_EQ(from_json(decimal(1), R"("125.000,5")"), "!bad_decimal");
}

TEST(DecimalField, ReadsAnUnclearPointAsADecimalPoint)
{
    EXPECT_EQ(from_text(decimal(3), "125.000"), "125.000");
    EXPECT_EQ(from_text(decimal(0), "125.000"), "125");
    EXPECT_EQ(from_text(decimal(2), "1,234.5"), "!bad_decimal");
    EXPECT_EQ(from_text(decimal(2), "12.50,5"), "!bad_decimal");
    EXPECT_EQ(from_text(decimal(2), "1,2,3"), "!bad_decimal");
}

TEST(DecimalField, ReadsBackWhatItWrites)
{
    for (const std::int64_t number : {0LL, 1LL, -1LL, 99LL, -100LL, 123456789012345678LL}) {
        const auto of = decimal(3);
        EXPECT_EQ(*accept_text(of, rules_of(of.type).write_text(of, number)), field_value{number});
    }
}

TEST(DecimalField, KeepsItsRange)
{
    auto of = decimal(1);
    of.min = std::int64_t{5};
    of.max = std::int64_t{1000};
    EXPECT_EQ(from_json(of, R"("0.4")"), "!below_minimum");
    EXPECT_EQ(from_json(of, R"("100.1")"), "!above_maximum");
    EXPECT_EQ(limit_of(accept_json(of, "100.1")), "100.0");
}

} // namespace
} // namespace nscl::entities
