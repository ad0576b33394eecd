#include "core/messages/refusal.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace nscl::messages {
namespace {

outcome<int> half_of(int number)
{
    if (number % 2 != 0)
        return refusal{.why = reason::invalid, .code = "odd", .parameters = {}, .errors = {}, .current_etag = {}};
    return number / 2;
}

TEST(Outcome, CarriesAValue)
{
    EXPECT_EQ(half_of(8).value(), 4);
}

TEST(Outcome, CarriesARefusalAsAValue)
{
    const auto refused = half_of(7);
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().code, "odd");
}

TEST(Outcome, ThrowsWhenAValueIsTakenThatIsNotThere)
{
    try {
        static_cast<void>(half_of(7).value());
        FAIL() << "nothing was thrown";
    } catch (const std::logic_error& thrown) {
        EXPECT_NE(std::string{thrown.what()}.find("odd"), std::string::npos);
    }
}

} // namespace
} // namespace nscl::messages
