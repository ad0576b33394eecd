#pragma once

#include <nscl/plugin.hpp>

#include <cstdint>

namespace programme {

/// The day that lies `working_days` working days after `from`, by the holidays that the administrator entered.
nscl::sdk::date due_after(const nscl::sdk::context& in, nscl::sdk::date from, std::int64_t working_days);

} // namespace programme
