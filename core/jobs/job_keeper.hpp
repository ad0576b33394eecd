#pragma once

#include "core/jobs/job_ledger.hpp"
#include "core/platform/repeating.hpp"

namespace nscl::jobs {

/// Keeps a ledger several times per lease, on a thread of its own, for as long as it lives.
class job_keeper {
public:
    /// Fails what gone processes left before it returns, if it can. The ledger outlives the keeper.
    explicit job_keeper(job_ledger& ledger);

private:
    platform::repeating again_;
};

} // namespace nscl::jobs
