#include "core/database/pooled_database.hpp"

#include "core/database/error.hpp"
#include "core/log/log.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace nscl::database {
namespace {

constexpr int tries_on_conflict = 10;
constexpr int tries_on_lost_connection = 3; // each has tried to connect several times
constexpr std::chrono::milliseconds first_pause{1};
constexpr std::chrono::milliseconds longest_pause{64};

/// What this thread has open, so that nested reads and writes join it.
struct open_work {
    const database* of;
    reader* read;
    transaction* write; ///< null inside a read
};

std::vector<open_work>& opened()
{
    thread_local std::vector<open_work> all;
    return all;
}

const open_work* opened_on(const database* of)
{
    const auto found = std::ranges::find(opened(), of, &open_work::of);
    return found == opened().end() ? nullptr : &*found;
}

class open_scope {
public:
    explicit open_scope(open_work work) { opened().push_back(work); }
    open_scope(const open_scope&) = delete;
    open_scope& operator=(const open_scope&) = delete;
    ~open_scope() { opened().pop_back(); }
};

/// Rolls back unless the transaction was ended otherwise.
class rollback_guard {
public:
    explicit rollback_guard(connection& on) : on_(&on) {}
    rollback_guard(const rollback_guard&) = delete;
    rollback_guard& operator=(const rollback_guard&) = delete;
    ~rollback_guard()
    {
        if (on_ != nullptr) on_->rollback();
    }
    void release() { on_ = nullptr; }

private:
    connection* on_;
};

} // namespace

pooled_database::pooled_database(std::shared_ptr<connection_pool> readers, std::shared_ptr<connection_pool> writers,
                                 const nscl::database::dialect& spoken, std::string origin)
    : readers_(std::move(readers)), writers_(std::move(writers)), dialect_(spoken), origin_(std::move(origin))
{
}

void pooled_database::resolve_lost_commits_with(std::function<bool(reader&, const std::string&)> committed)
{
    committed_ = std::move(committed);
}

void pooled_database::run_read(const std::function<void(reader&)>& fn)
{
    if (const open_work* outer = opened_on(this)) return fn(*outer->read);
    const auto lease = readers_->take(purpose::read);
    lease->begin(purpose::read);
    const rollback_guard guard{*lease};
    pooled_reader from{*lease};
    const open_scope scope{{this, &from, nullptr}};
    fn(from);
}

void pooled_database::run_write(const std::function<bool(transaction&)>& fn)
{
    if (const open_work* outer = opened_on(this)) {
        if (outer->write == nullptr) throw std::logic_error{"a write inside a read: end the read first"};
        transaction& joined = *outer->write;
        joined.attempt([&] { return fn(joined); });
        return;
    }
    for (const auto& effect : write_with_retries(fn)) {
        try {
            effect();
        } catch (const std::exception& failed) {
            log::error("database_after_commit_failed", {{"error", failed.what()}});
        } catch (...) {
            log::error("database_after_commit_failed");
        }
    }
}

effects pooled_database::write_with_retries(const std::function<bool(transaction&)>& fn)
{
    const auto lease = writers_->take(purpose::write);
    auto pause = first_pause;
    int conflicts = 0;
    int losses = 0;
    while (true) {
        try {
            return write_once(*lease, fn);
        } catch (const error& failed) {
            const bool again = (failed.kind() == fault::conflict && ++conflicts < tries_on_conflict) ||
                               (failed.kind() == fault::connection_lost && ++losses < tries_on_lost_connection);
            if (!again) throw;
        }
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, longest_pause);
    }
}

effects pooled_database::write_once(connection& on, const std::function<bool(transaction&)>& fn)
{
    ids_.refill(on);
    on.begin(purpose::write);
    rollback_guard guard{on};
    const std::string write_id = next_write_id();
    pooled_transaction within{on, ids_, write_id};
    bool keep = false;
    {
        const open_scope scope{{this, &within, &within}};
        try {
            keep = fn(within);
        } catch (...) {
            // Whatever the closure made of it: the race was lost, or the connection.
            if (within.doom()) throw error{*within.doom()};
            throw;
        }
    }
    if (within.doom()) throw error{*within.doom()};
    if (!keep) return {};
    commit(on, within, write_id);
    guard.release();
    return within.take_effects();
}

/// Returns when the transaction is durable; throws connection_lost when it certainly did not take place.
void pooled_database::commit(connection& on, const pooled_transaction& within, const std::string& write_id)
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

bool pooled_database::took_place(connection& on, const std::string& write_id)
{
    try {
        on.reconnect();
        if (!on.predecessor_is_gone())
            throw error{fault::other, "the server still works on the connection that was lost"};
        on.begin(purpose::read);
        const rollback_guard guard{on};
        pooled_reader from{on};
        const open_scope scope{{this, &from, nullptr}};
        return committed_(from, write_id);
    } catch (const std::exception& failed) {
        throw error{fault::outcome_unknown,
                    std::string{"COMMIT was not answered and could not be looked up: "} + failed.what()};
    }
}

std::string pooled_database::next_write_id()
{
    return origin_ + "-" + std::to_string(writes_.fetch_add(1, std::memory_order_relaxed) + 1);
}

} // namespace nscl::database
