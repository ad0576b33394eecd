#pragma once

#include "core/database/connection_pool.hpp"
#include "core/database/database.hpp"
#include "core/database/id_blocks.hpp"
#include "core/database/pooled_transaction.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace nscl::database {

/// `database` over pools of connections. Thread-safe.
class pooled_database final : public database {
public:
    /// `readers` and `writers` may be one pool. `origin` is unique to this object; write ids begin with it.
    pooled_database(std::shared_ptr<connection_pool> readers, std::shared_ptr<connection_pool> writers,
                    const nscl::database::dialect& spoken, std::string origin);

    const nscl::database::dialect& dialect() const override { return dialect_; }
    void resolve_lost_commits_with(std::function<bool(reader&, const std::string& write_id)> committed) override;

protected:
    void run_read(const std::function<void(reader&)>& fn) override;
    void run_write(const std::function<bool(transaction&)>& fn) override;

private:
    effects write_with_retries(const std::function<bool(transaction&)>& fn);
    effects write_once(connection& on, const std::function<bool(transaction&)>& fn);
    void commit(connection& on, const pooled_transaction& within, const std::string& write_id);
    bool took_place(connection& on, const std::string& write_id);
    std::string next_write_id();

    std::shared_ptr<connection_pool> readers_;
    std::shared_ptr<connection_pool> writers_;
    const nscl::database::dialect& dialect_;
    std::string origin_;
    std::atomic<std::uint64_t> writes_{0};
    id_blocks ids_;
    std::function<bool(reader&, const std::string&)> committed_;
};

} // namespace nscl::database
