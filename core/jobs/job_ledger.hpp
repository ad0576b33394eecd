#pragma once

#include "core/database/database.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/platform/clock.hpp"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace nscl::jobs {

/// What a job has to say about itself by now.
struct job_state {
    std::string state; ///< queued, running, succeeded, failed
    std::int64_t progress = 0;
    std::int64_t failures = 0;
    std::optional<std::int64_t> total{};
    std::string result{}; ///< JSON, "" while there is none
};

/// The job is another's to end by now: this process was taken for gone. Nothing more may be stored for it.
class lease_lost : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Table of leases, for the schema applier.
std::vector<database::table_model> tables();

/// The jobs of this process among those of all processes on the database. A job belongs to the process that runs it by a lease, a row beside
/// the job's record of core.job; whoever finds a lease that nobody renews fails the job as `job_interrupted`. Thread-safe.
class job_ledger {
public:
    /// How long a process may be silent before its jobs are failed.
    static constexpr std::chrono::seconds lifetime{60};

    /// `owner` is unique to this process. Everything given outlives the ledger, but the store, which it keeps alive.
    job_ledger(database::database& where, std::shared_ptr<const entities::entity_store> store,
               const platform::clock& clock, std::string owner);

    job_ledger(const job_ledger&) = delete;
    job_ledger& operator=(const job_ledger&) = delete;

    /// Creates a job's record, queued, and leases it. Throws database::error.
    entities::record_id create(const std::string& kind, const std::string& entity, std::int64_t user,
                               const std::string& parameters);

    /// Writes how far the job is; succeeded and failed end it. Throws lease_lost, which rolls back whatever else the transaction did, and
    /// database::error.
    void tell(database::transaction& in, entities::record_id job, const job_state& now);

    /// Ends the job in a transaction of its own. When the database cannot take it now, keep() tries again.
    void end(entities::record_id job, const job_state& last);

    /// Renews the leases of this process, repeats ends that could not be told, and fails the jobs of processes that are gone. To be called
    /// several times per `lifetime`. Throws database::error.
    void keep();

    /// Leases jobs that somebody left without a lease to nobody, so that keep() fails them. Once at start. Throws database::error.
    void find_left_behind();

    /// Fails what this process has begun and not ended, when it ends itself. Outages are logged; then others find the leases later.
    void close() noexcept;

private:
    entities::field_values values_of(const job_state& now) const;
    void tell_last_words();
    void fail_abandoned();
    void fail(entities::record_id job, platform::instant now);
    std::size_t field(std::string_view name) const;
    platform::instant lease_end() const;

    database::database& database_;
    std::shared_ptr<const entities::entity_store> store_;
    const platform::clock& clock_;
    const entities::entity& type_;
    const std::string owner_;
    std::mutex telling_; ///< one thread tells what is waiting
    std::mutex guard_;
    std::map<entities::record_id, job_state> last_words_; ///< that no write has taken yet
};

} // namespace nscl::jobs
