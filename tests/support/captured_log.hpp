#pragma once

#include "core/log/log.hpp"

#include <gtest/gtest.h>

#include <string>

namespace nscl::tests {

/// What was written to standard error since testing::internal::CaptureStderr(), lines of the log that still wait included.
inline std::string captured_log()
{
    log::flush();
    return testing::internal::GetCapturedStderr();
}

} // namespace nscl::tests
