#pragma once

#include "core/database/database.hpp"
#include "core/entities/entity_store.hpp"
#include "core/platform/clock.hpp"

#include <optional>
#include <string>

namespace nscl::jobs {

/// What a job has to say about itself by now.
struct job_state {
    std::string state; ///< queued, running, succeeded, failed
    std::int64_t progress = 0;
    std::int64_t failures = 0;
    std::optional<std::int64_t> total{};
    std::string result{}; ///< JSON, "" while there is none
};

/// The job's record of entity core.job, through which everybody sees how far it is. Written in transactions of its own.
class job_record {
public:
    /// Creates it, queued. Everything given outlives the job, but the store, which it keeps alive.
    job_record(database::database& where, std::shared_ptr<const entities::entity_store> store,
               const platform::clock& clock, std::string kind, std::string entity, std::int64_t user,
               std::string parameters);

    entities::record_id id() const { return id_; }
    void tell(const job_state& now);

private:
    void write(entities::field_values values);
    std::size_t field(std::string_view name) const;

    database::database& database_;
    std::shared_ptr<const entities::entity_store> store_;
    const platform::clock& clock_;
    const entities::entity& type_;
    entities::record_id id_ = 0;
    bool started_ = false;
};

} // namespace nscl::jobs
