#pragma once

#include <nscl/sdk/calendar.hpp>

#include <cstdint>
#include <functional>

namespace programme {

/// The day that lies `days` working days after `from`: Monday to Friday, but for the days that `is_holiday` names. Pure.
nscl::sdk::date add_working_days(nscl::sdk::date from, std::int64_t days,
                                 const std::function<bool(nscl::sdk::date)>& is_holiday);

} // namespace programme
