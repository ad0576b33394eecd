#include "working_days.hpp"

namespace programme {

using nscl::sdk::date;

date add_working_days(date from, std::int64_t days, const std::function<bool(date)>& is_holiday)
{
    date day = from;
    while (days > 0) {
        day += std::chrono::days{1};
        const std::chrono::weekday weekday{day};
        const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
        if (!weekend && !is_holiday(day)) --days;
    }
    return day;
}

} // namespace programme
