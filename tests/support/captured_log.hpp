#pragma once

#include "core/log/log.hpp"

#include <gtest/gtest.h>

#include <string>

namespace nscl::tests {

/// From now on standard error is kept for captured_log().
inline void capture_log()
{
    log::flush();
    testing::internal::CaptureStderr();
}

/// What was written since capture_log(), lines of the log that still wait included.
inline std::string captured_log()
{
    log::flush();
    return testing::internal::GetCapturedStderr();
}

} // namespace nscl::tests
