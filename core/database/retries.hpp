#pragma once

#include "core/database/error.hpp"

#include <chrono>

namespace nscl::database {

/// How often one write is tried again, and after what pauses.
class retries {
public:
    /// True, after a pause, when what failed may pass: a lost race, or a connection lost before COMMIT.
    bool again(const error& failed);

private:
    std::chrono::milliseconds pause_{1};
    int conflicts_ = 0;
    int losses_ = 0;
};

} // namespace nscl::database
