#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

const field date = field_of(field_type::date);

TEST(DateField, TakesIsoDatesOfTheCalendar)
{
    EXPECT_EQ(from_json(date, R"("2026-10-01")"), "2026-10-01");
    EXPECT_EQ(from_json(date, R"("2028-02-29")"), "2028-02-29");
    EXPECT_EQ(to_json(date, std::string("2026-10-01")), R"("2026-10-01")");
}

TEST(DateField, RefusesDatesThatDoNotExist)
{
    for (const char* other :
         {"2026-02-30", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00", "1900-02-29"})
        EXPECT_EQ(from_text(date, other), "!bad_date") << other;
}

TEST(DateField, RefusesYearsThatAreTypingErrors)
{
    EXPECT_EQ(from_text(date, "1899-12-31"), "!bad_date");
    EXPECT_EQ(from_text(date, "1900-01-01"), "1900-01-01");
    EXPECT_EQ(from_text(date, "2200-12-31"), "2200-12-31");
    EXPECT_EQ(from_text(date, "2201-01-01"), "!bad_date");
}

TEST(DateField, ReadsVietnameseDatesFromTextOnly)
{
    EXPECT_EQ(from_text(date, "31/01/2026"), "2026-01-31");
    EXPECT_EQ(from_text(date, "30/02/2026"), "!bad_date");
    EXPECT_EQ(from_text(date, "1/1/2026"), "!bad_date");
    EXPECT_EQ(from_json(date, R"("31/01/2026")"), "!bad_date");
    EXPECT_EQ(from_stored(date, std::string("31/01/2026")), "!bad_date");
}

TEST(DateField, RefusesOtherForms)
{
    for (const char* other :
         {"2026-1-1", "20260101", "2026-10-01T00:00:00Z", " 2026-10-01", "2026/10/01", "today", "2026-1O-01"})
        EXPECT_EQ(from_text(date, other), "!bad_date") << other;
    EXPECT_EQ(from_json(date, "20261001"), "!wrong_type");
}

TEST(DateField, KeepsItsRange)
{
    auto of = date;
    of.min = std::string("2026-01-01");
    of.max = std::string("2030-12-31");
    EXPECT_EQ(from_text(of, "2025-12-31"), "!below_minimum");
    EXPECT_EQ(from_text(of, "2031-01-01"), "!above_maximum");
    EXPECT_EQ(from_text(of, "01/01/2026"), "2026-01-01");
}

} // namespace
} // namespace nscl::entities
