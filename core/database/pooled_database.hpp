#pragma once

#include "core/database/connection_pool.hpp"
#include "core/database/database.hpp"
#include "core/database/write_path.hpp"

#include <functional>
#include <memory>
#include <string>

namespace nscl::database {

/// `database` of a pool to read from and a path for writes. Thread-safe.
class pooled_database final : public database {
public:
    pooled_database(std::shared_ptr<connection_pool> readers, std::unique_ptr<write_path> writes,
                    const nscl::database::dialect& spoken);

    const nscl::database::dialect& dialect() const override { return dialect_; }
    write_counts counts() const override { return writes_->counts(); }
    void resolve_lost_commits_with(std::function<bool(reader&, const std::string& write_id)> committed) override;

protected:
    void run_read(const std::function<void(reader&)>& fn) override;
    void run_write(const std::function<bool(transaction&)>& fn, commit_sharing sharing) override;

private:
    std::shared_ptr<connection_pool> readers_;
    std::unique_ptr<write_path> writes_;
    const nscl::database::dialect& dialect_;
};

} // namespace nscl::database
