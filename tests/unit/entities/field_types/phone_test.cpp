#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

field phone()
{
    auto of = field_of(field_type::phone);
    of.max_length = 20;
    return of;
}

TEST(PhoneField, StoresMobileNumbersOneWay)
{
    for (const char* written :
         {"0912345678", "+84912345678", "+84 912 345 678", "0912.345.678", "(091) 234-5678", "+84 (0)912345678"})
        EXPECT_EQ(from_text(phone(), written), "0912345678") << written;
}

TEST(PhoneField, TakesFixedNumbersOfTheProvince)
{
    EXPECT_EQ(from_text(phone(), "0205 3812 345"), "02053812345");
    EXPECT_EQ(from_text(phone(), "+84 205 3812345"), "02053812345");
    EXPECT_EQ(from_text(phone(), "024 3825 1234"), "02438251234");
}

TEST(PhoneField, TakesServiceAndForeignNumbers)
{
    EXPECT_EQ(from_text(phone(), "1900 1234"), "19001234");
    EXPECT_EQ(from_text(phone(), "+86 10 6552 9988"), "+861065529988");
}

TEST(PhoneField, RefusesWhatNobodyCanDial)
{
    for (const char* other :
         {"123", "0112345678", "0412345678", "091234567", "09123456789", "020538123", "9123456789", "0912345678a",
          "+84", "+0912345678", "++84912345678", "091234567８", "+1234567890123456", "."})
        EXPECT_EQ(from_text(phone(), other), "!bad_phone") << other;
    EXPECT_EQ(from_json(phone(), "912345678"), "!wrong_type");
}

} // namespace
} // namespace nscl::entities
