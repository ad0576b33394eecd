#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

const field money = field_of(field_type::money);

TEST(MoneyField, IsAWholeNumberOfDong)
{
    EXPECT_EQ(from_json(money, "7866000000"), "7866000000");
    for (const char* other : {"1.0", "1e9", "\"100\"", "0.1"})
        EXPECT_EQ(from_json(money, other), "!wrong_type") << other;
    EXPECT_EQ(to_json(money, std::int64_t{7'866'000'000}), "7866000000");
}

TEST(MoneyField, ReadsGroupedDigitsFromText)
{
    EXPECT_EQ(from_text(money, "7.866.000.000"), "7866000000");
    EXPECT_EQ(from_text(money, "125.000"), "125000");
    EXPECT_EQ(from_text(money, "-1.000"), "-1000");
    EXPECT_EQ(from_text(money, "125000"), "125000");
}

TEST(MoneyField, RefusesTextsThatAreNotClear)
{
    for (const char* other :
         {"12.50", "1250.000", ".000", "1.00", "1..000", "1.000.", "125,000", "125.000,5", "1.0000", "1 000", "đ100"})
        EXPECT_EQ(from_text(money, other), "!bad_money") << other;
}

} // namespace
} // namespace nscl::entities
