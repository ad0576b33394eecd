#include "core/platform/clock.hpp"

#include <array>
#include <cstdio>

namespace nscl::platform {

namespace {

using microseconds = std::chrono::microseconds;
using moment = std::chrono::sys_time<microseconds>;

std::string date_text(std::chrono::sys_days day)
{
    const std::chrono::year_month_day date{day};
    std::array<char, 32> text{};
    const int written = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return {text.data(), static_cast<std::size_t>(written)};
}

} // namespace

instant system_clock::now() const
{
    return std::chrono::floor<microseconds>(std::chrono::system_clock::now()).time_since_epoch().count();
}

std::string local_date(instant when, std::chrono::minutes offset)
{
    return date_text(std::chrono::floor<std::chrono::days>(moment{microseconds{when}} + offset));
}

std::string to_rfc3339(instant when)
{
    const moment at{microseconds{when}};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::hh_mm_ss time{at - day};
    const auto fraction = static_cast<int>(time.subseconds().count());

    std::array<char, 48> text{};
    int written = std::snprintf(text.data(), text.size(), "T%02d:%02d:%02d", static_cast<int>(time.hours().count()),
                                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    std::string result = date_text(day).append(text.data(), static_cast<std::size_t>(written));
    if (fraction != 0) {
        written = std::snprintf(text.data(), text.size(), ".%06d", fraction);
        result.append(text.data(), static_cast<std::size_t>(written));
    }
    result += 'Z';
    return result;
}

} // namespace nscl::platform
