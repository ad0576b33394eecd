#include "plugins/programme/working_days.hpp"

#include <gtest/gtest.h>

#include <set>

namespace programme::tests {
namespace {

using nscl::sdk::date;
using nscl::sdk::parse_date;
using nscl::sdk::to_text;

/// `from` and `days` working days, with these holidays.
std::string after(std::string_view from, std::int64_t days, const std::set<date>& holidays = {})
{
    return to_text(add_working_days(*parse_date(from), days, [&](date day) { return holidays.contains(day); }));
}

TEST(WorkingDays, PassOverTheWeekend)
{
    EXPECT_EQ(after("2026-11-20", 1), "2026-11-23"); // Friday
    EXPECT_EQ(after("2026-11-16", 4), "2026-11-20");
    EXPECT_EQ(after("2026-11-16", 5), "2026-11-23");
    EXPECT_EQ(after("2026-11-16", 15), "2026-12-07");
}

TEST(WorkingDays, BeginOnTheNextWorkingDayWhereverTheyAreCountedFrom)
{
    EXPECT_EQ(after("2026-11-21", 1), "2026-11-23"); // Saturday
    EXPECT_EQ(after("2026-11-22", 1), "2026-11-23"); // Sunday
}

TEST(WorkingDays, PassOverHolidays)
{
    const std::set<date> holidays{*parse_date("2027-01-01")};
    EXPECT_EQ(after("2026-12-31", 1, holidays), "2027-01-04");
    EXPECT_EQ(after("2026-12-30", 2, holidays), "2027-01-04");
}

TEST(WorkingDays, CountAHolidayAtTheWeekendOnce)
{
    EXPECT_EQ(after("2026-11-20", 1, {*parse_date("2026-11-21")}), "2026-11-23");
}

TEST(WorkingDays, EndTheSameDayWhenThereAreNone)
{
    EXPECT_EQ(after("2026-11-21", 0), "2026-11-21");
}

TEST(WorkingDays, KnowLeapYears)
{
    EXPECT_EQ(after("2028-02-28", 1), "2028-02-29");
}

} // namespace
} // namespace programme::tests
