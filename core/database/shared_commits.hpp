#pragma once

#include "core/database/connection.hpp"
#include "core/database/id_blocks.hpp"
#include "core/database/write_ids.hpp"
#include "core/database/write_path.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace nscl::database {

/// Writes of many threads through the one connection that may write (SQLite). They take turns in the order in which they came, and as long as
/// somebody waits for the next turn they get it inside the same transaction: each runs its closure in a savepoint of its own, hands the open
/// transaction on and waits; the last one commits for all. So the disk is asked once for many writes. Writes whose closures may be carried
/// spare the switch from thread to thread: one of them that has the turn runs those of the others behind it after its own.
///
/// What a closure saw of those before it may yet be undone, so every answer, a refusal too, leaves only after the common commit. When
/// that fails, or the database gives the transaction up in the middle, each of the group runs again with a commit of its own.
class shared_commits final : public write_path {
public:
    struct limits {
        std::chrono::milliseconds patience; ///< how long a write waits for its turn
        std::size_t riders = 64;            ///< writes of one transaction, at least one
        /// Nobody gets on later than this after the transaction began: those on it wait for their answers.
        std::chrono::milliseconds boarding{20};
    };

    /// `origin` is unique to this object; write ids begin with it.
    shared_commits(std::unique_ptr<connection> writer, limits most, std::string origin);

    /// Throws error{fault::busy} when its turn does not come within the patience.
    effects write(const closure& work, commit_sharing sharing) override;
    void resolve_lost_commits_with(commit_lookup) override {} ///< a file's COMMIT is always answered
    write_counts counts() const override;

private:
    using clock = std::chrono::steady_clock;

    /// What became of a closure.
    struct ridden {
        enum class result : std::uint8_t {
            kept,
            undone, ///< by its own wish; the transaction goes on without it
            lost    ///< and the transaction with it
        };
        result what = result::undone;
        std::exception_ptr thrown{};
        effects wanted{};
    };

    enum class fate : std::uint8_t { open, durable, lost };

    /// A thread in the queue. Lives on its stack; guarded by the mutex.
    struct waiter {
        enum class state : std::uint8_t { waits, has_turn, is_carried, was_carried };

        const closure& work;
        commit_sharing sharing;
        clock::time_point since;
        state now = state::waits;
        ridden done{}; ///< once it was carried
        fate ended = fate::open;
        std::condition_variable wake{};
    };

    /// The writes of one transaction.
    struct group {
        clock::time_point began;
        std::size_t riders = 0;            ///< whose work it holds; touched only by whose turn it is
        std::vector<waiter*> carried{};    ///< likewise
        fate ended = fate::open;           ///< guarded by the mutex, and so is its change
        std::condition_variable changed{}; ///< not an atomic's wait, which would spin before it sleeps
    };

    void take_turn(waiter& me);
    void pass_turn();
    waiter& take_first();
    static void give_turn(waiter& next);
    std::optional<effects> ride(const closure& work, commit_sharing sharing);
    std::optional<effects> answer(ridden done, fate ended);
    std::shared_ptr<group> board();
    ridden run(const closure& work, bool first);
    bool carry(group& along);
    waiter* take_aboard(const group& of, commit_sharing least);
    bool hand_over(const group& to, commit_sharing sharing);
    fate commit(group& of);
    fate wait_for_end(group& of);
    void end(group& which, fate how);

    std::unique_ptr<connection> writer_; ///< used by whose turn it is
    limits most_;
    id_blocks ids_;
    write_ids write_ids_;
    std::shared_ptr<group> open_; ///< touched only by whose turn it is

    mutable std::mutex mutex_; ///< guards the queue
    std::deque<waiter*> queue_;
    bool taken_ = false;
    clock::duration waited_{0};

    std::atomic<std::uint64_t> writes_{0};
    std::atomic<std::uint64_t> commits_{0};
    std::atomic<std::uint64_t> retries_{0};
};

} // namespace nscl::database
