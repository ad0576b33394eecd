#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

const field timestamp = field_of(field_type::timestamp);

TEST(TimestampField, IsStoredInUtcWhateverTheOffset)
{
    EXPECT_EQ(from_json(timestamp, R"("2026-10-01T09:03:04+07:00")"), "2026-10-01T02:03:04Z");
    EXPECT_EQ(from_json(timestamp, R"("2026-10-01T02:03:04Z")"), "2026-10-01T02:03:04Z");
    EXPECT_EQ(from_json(timestamp, R"("2026-12-31T20:00:00-05:30")"), "2027-01-01T01:30:00Z");
    EXPECT_EQ(*accept_text(timestamp, "1970-01-01T00:00:01Z"), field_value{std::int64_t{1'000'000}});
}

TEST(TimestampField, KeepsMicroseconds)
{
    EXPECT_EQ(*accept_text(timestamp, "1970-01-01T00:00:00.5Z"), field_value{std::int64_t{500'000}});
    EXPECT_EQ(*accept_text(timestamp, "1970-01-01T00:00:00.000001Z"), field_value{std::int64_t{1}});
    EXPECT_EQ(from_text(timestamp, "1970-01-01T00:00:00.0000001Z"), "!bad_timestamp");
}

TEST(TimestampField, NeedsAnOffset)
{
    EXPECT_EQ(from_text(timestamp, "2026-10-01T02:03:04"), "!bad_timestamp");
    EXPECT_EQ(from_text(timestamp, "2026-10-01T02:03:04+7"), "!bad_timestamp");
    EXPECT_EQ(from_text(timestamp, "2026-10-01T02:03:04+0700"), "!bad_timestamp");
}

TEST(TimestampField, RefusesTimesThatDoNotExist)
{
    for (const char* other :
         {"2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
          "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+07:60", "1899-12-31T00:00:00Z", "2201-01-01T00:00:00Z"})
        EXPECT_EQ(from_text(timestamp, other), "!bad_timestamp") << other;
}

TEST(TimestampField, RefusesOtherForms)
{
    for (const char* other :
         {"2026-10-01", "2026-10-01 02:03:04Z", "2026-10-01T02:03Z", "2026-10-01T02:03:04.Z", "now", "1790000000"})
        EXPECT_EQ(from_text(timestamp, other), "!bad_timestamp") << other;
    EXPECT_EQ(from_json(timestamp, "1790000000"), "!wrong_type");
    EXPECT_EQ(from_stored(timestamp, std::int64_t{1} << 62), "!bad_timestamp");
}

TEST(TimestampField, IsWrittenAsRfc3339)
{
    EXPECT_EQ(to_json(timestamp, std::int64_t{0}), R"("1970-01-01T00:00:00Z")");
    EXPECT_EQ(to_json(timestamp, {}), "null");
}

} // namespace
} // namespace nscl::entities
