#pragma once

#include "core/jobs/job_ledger.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace nscl::jobs {

/// Keeps a ledger several times per lease, on a thread of its own, for as long as it lives.
class job_keeper {
public:
    /// Fails what gone processes left before it returns, if it can. The ledger outlives the keeper.
    explicit job_keeper(job_ledger& ledger);
    ~job_keeper();

    job_keeper(const job_keeper&) = delete;
    job_keeper& operator=(const job_keeper&) = delete;

private:
    void loop(const std::stop_token& stopping);

    job_ledger& ledger_;
    std::mutex guard_;
    std::condition_variable_any changed_;
    std::jthread thread_;
};

} // namespace nscl::jobs
