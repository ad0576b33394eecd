#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

const field boolean = field_of(field_type::boolean);

TEST(BooleanField, TakesOnlyJsonBooleans)
{
    EXPECT_EQ(from_json(boolean, "true"), "true");
    EXPECT_EQ(from_json(boolean, "false"), "false");
    for (const char* other : {"1", "0", "\"true\"", "\"\""})
        EXPECT_EQ(from_json(boolean, other), "!wrong_type") << other;
}

TEST(BooleanField, ReadsTheWordsOfSpreadsheets)
{
    for (const char* yes : {"true", "TRUE", "1", "yes", "có", "Có"}) EXPECT_EQ(from_text(boolean, yes), "true") << yes;
    for (const char* no : {"false", "False", "0", "no", "không", "KHÔNG"})
        EXPECT_EQ(from_text(boolean, no), "false") << no;
    for (const char* other : {"2", "y", "tru", "đúng"}) EXPECT_EQ(from_text(boolean, other), "!bad_boolean") << other;
    EXPECT_EQ(from_text(boolean, "\xFF"), "!invalid_utf8");
}

TEST(BooleanField, IsStoredAsZeroOrOne)
{
    EXPECT_EQ(*accept_json(boolean, boost::json::value(true)), field_value{std::int64_t{1}});
    EXPECT_EQ(from_stored(boolean, std::int64_t{2}), "!bad_boolean");
    EXPECT_EQ(to_json(boolean, std::int64_t{0}), "false");
}

} // namespace
} // namespace nscl::entities
