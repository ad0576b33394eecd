#pragma once

#include "core/platform/clock.hpp"

#include <chrono>

namespace nscl::accounts {

/// A duration in the unit of platform::instant.
template <class Rep, class Period>
constexpr platform::instant microseconds(std::chrono::duration<Rep, Period> length)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(length).count();
}

/// That a token was rejected is journalled at most so often.
constexpr std::chrono::minutes noted_every{1};

} // namespace nscl::accounts
