#include "core/database/separate_commits.hpp"

#include "core/database/error.hpp"
#include "core/database/retries.hpp"
#include "core/database/rollback_guard.hpp"
#include "core/log/log.hpp"

#include <utility>

namespace nscl::database {
separate_commits::separate_commits(std::shared_ptr<connection_pool> writers, std::string origin)
    : writers_(std::move(writers)), write_ids_(std::move(origin))
{
}

void separate_commits::resolve_lost_commits_with(commit_lookup committed)
{
    committed_ = std::move(committed);
}

write_counts separate_commits::counts() const
{
    const auto writes = writes_.load(std::memory_order_relaxed);
    return {.writes = writes,
            .commits = writes,
            .waiting = 0,
            .retries = retries_.load(std::memory_order_relaxed),
            .waited = {}};
}

effects separate_commits::write(const closure& work, commit_sharing)
{
    const auto lease = writers_->take(purpose::write);
    retries left;
    while (true) {
        try {
            return once(*lease, work);
        } catch (const error& failed) {
            if (!left.again(failed)) throw;
        }
        retries_.fetch_add(1, std::memory_order_relaxed);
    }
}

effects separate_commits::once(connection& on, const closure& work)
{
    ids_.refill(on);
    on.begin(purpose::write);
    rollback_guard guard{on};
    const std::string write_id = write_ids_.next();
    pooled_transaction within{on, ids_, write_id};
    bool keep = false;
    try {
        keep = work(within);
    } catch (...) {
        // Whatever the closure made of it: the race was lost, or the connection.
        if (within.doom()) throw error{*within.doom()};
        throw;
    }
    if (within.doom()) throw error{*within.doom()};
    if (!keep) return {};
    commit(on, within, write_id);
    guard.release();
    writes_.fetch_add(1, std::memory_order_relaxed);
    return within.take_effects();
}

/// Returns when the transaction is durable; throws connection_lost when it certainly did not take place.
void separate_commits::commit(connection& on, const pooled_transaction& within, const std::string& write_id)
{
    try {
        on.commit();
        return;
    } catch (const error& failed) {
        if (failed.kind() != fault::connection_lost) throw;
        if (!within.wrote()) return;
    }
    if (!within.can_be_looked_up() || !committed_)
        throw error{fault::outcome_unknown, "COMMIT was not answered and nothing tells whether it took place"};
    if (!took_place(on, write_id))
        throw error{fault::connection_lost, "the connection was lost before COMMIT took place"};
    log::warning("database_commit_looked_up", {{"write_id", write_id}});
}

bool separate_commits::took_place(connection& on, const std::string& write_id)
{
    try {
        on.reconnect();
        if (!on.predecessor_is_gone())
            throw error{fault::other, "the server still works on the connection that was lost"};
        on.begin(purpose::read);
        const rollback_guard guard{on};
        pooled_reader from{on};
        return committed_(from, write_id);
    } catch (const std::exception& failed) {
        throw error{fault::outcome_unknown,
                    std::string{"COMMIT was not answered and could not be looked up: "} + failed.what()};
    }
}

} // namespace nscl::database
