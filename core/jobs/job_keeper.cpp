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

job_ledger& begun(job_ledger& ledger)
{
    ledger.find_left_behind();
    keep(ledger);
    return ledger;
}

} // namespace

job_keeper::job_keeper(job_ledger& ledger) : again_(job_ledger::lifetime / 4, [&kept = begun(ledger)] { keep(kept); })
{
}

} // namespace nscl::jobs
