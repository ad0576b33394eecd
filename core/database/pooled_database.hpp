#pragma once

#include "core/database/connection_pool.hpp"
#include "core/database/database.hpp"
#include "core/database/write_path.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace nscl::database {

/// Where a database reads.
struct read_pools {
    std::shared_ptr<connection_pool> transactions;
    /// Of its own where setting a connection up for the one after the other takes a round trip.
    std::shared_ptr<connection_pool> look_ups = transactions;
};

/// `database` of pools to read from and a path for writes. Thread-safe.
class pooled_database final : public database {
public:
    pooled_database(read_pools readers, std::unique_ptr<write_path> writes, const nscl::database::dialect& spoken);

    const nscl::database::dialect& dialect() const override { return dialect_; }
    write_counts counts() const override { return writes_->counts(); }
    connection_counts connections() const override;
    bool crowded() const override { return readers_.transactions->has_queue() || readers_.look_ups->has_queue(); }
    fault_counts faults() const override;
    void resolve_lost_commits_with(std::function<bool(reader&, const std::string& write_id)> committed) override;

protected:
    void run_read(isolation wanted, const std::function<void(reader&)>& fn) override;
    void run_write(const std::function<bool(transaction&)>& fn, commit_sharing sharing) override;

private:
    template <class Work>
    void counting_faults(Work&& work);

    read_pools readers_;
    std::unique_ptr<write_path> writes_;
    const nscl::database::dialect& dialect_;
    std::array<std::atomic<std::uint64_t>, fault_kinds> faults_{};
};

} // namespace nscl::database
