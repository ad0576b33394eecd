#include "core/jobs/job_keeper.hpp"

#include "core/log/log.hpp"

namespace nscl::jobs {

namespace {

void keep(job_ledger& ledger)
{
    try {
        ledger.keep();
    } catch (const std::exception& outage) {
        log::warning("jobs_not_kept", {{"problem", outage.what()}}); // the next time comes before the lease ends
    }
}

} // namespace

job_keeper::job_keeper(job_ledger& ledger) : ledger_(ledger)
{
    ledger_.find_left_behind();
    keep(ledger_);
    thread_ = std::jthread([this](const std::stop_token& stopping) { loop(stopping); });
}

job_keeper::~job_keeper() = default;

void job_keeper::loop(const std::stop_token& stopping)
{
    std::unique_lock lock{guard_};
    while (!changed_.wait_for(lock, stopping, job_ledger::lifetime / 4, [&] { return stopping.stop_requested(); }))
        keep(ledger_);
}

} // namespace nscl::jobs
