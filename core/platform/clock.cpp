#include "core/platform/clock.hpp"

#include "core/platform/digits.hpp"

#include <string_view>

namespace nscl::platform {

namespace {

using microseconds = std::chrono::microseconds;
using moment = std::chrono::sys_time<microseconds>;

void append_date(std::string& to, std::chrono::sys_days day)
{
    const std::chrono::year_month_day date{day};
    append_digits(to, static_cast<int>(date.year()), 4);
    to += '-';
    append_digits(to, static_cast<unsigned>(date.month()), 2);
    to += '-';
    append_digits(to, static_cast<unsigned>(date.day()), 2);
}

} // namespace

instant system_clock::now() const
{
    return std::chrono::floor<microseconds>(std::chrono::system_clock::now()).time_since_epoch().count();
}

std::string local_date(instant when, std::chrono::minutes offset)
{
    std::string date;
    append_date(date, std::chrono::floor<std::chrono::days>(moment{microseconds{when}} + offset));
    return date;
}

void append_rfc3339(std::string& to, instant when)
{
    const moment at{microseconds{when}};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::hh_mm_ss time{at - day};

    append_date(to, day);
    to += 'T';
    append_digits(to, time.hours().count(), 2);
    to += ':';
    append_digits(to, time.minutes().count(), 2);
    to += ':';
    append_digits(to, time.seconds().count(), 2);
    if (time.subseconds().count() != 0) {
        to += '.';
        append_digits(to, time.subseconds().count(), 6);
    }
    to += 'Z';
}

std::string to_rfc3339(instant when)
{
    std::string text;
    text.reserve(std::string_view{"2026-10-01T02:03:04.000005Z"}.size());
    append_rfc3339(text, when);
    return text;
}

} // namespace nscl::platform
