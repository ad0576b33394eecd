#pragma once

#include "core/database/connection_pool.hpp"
#include "core/database/id_blocks.hpp"
#include "core/database/write_ids.hpp"
#include "core/database/write_path.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace nscl::database {

/// Every write has a connection and a commit of its own; the server behind it (MariaDB, MySQL) flushes several at once. A lost race or
/// connection is tried again; a COMMIT that was not answered is looked up.
class separate_commits final : public write_path {
public:
    /// `origin` is unique to this object; write ids begin with it.
    separate_commits(std::shared_ptr<connection_pool> writers, std::string origin);

    effects write(const closure& work, commit_sharing sharing) override;
    void resolve_lost_commits_with(commit_lookup committed) override;
    write_counts counts() const override;

private:
    effects once(connection& on, const closure& work);
    void commit(connection& on, const pooled_transaction& within, const std::string& write_id);
    bool took_place(connection& on, const std::string& write_id);

    std::shared_ptr<connection_pool> writers_;
    id_blocks ids_;
    write_ids write_ids_;
    commit_lookup committed_;
    std::atomic<std::uint64_t> writes_{0};
    std::atomic<std::uint64_t> retries_{0};
};

} // namespace nscl::database
