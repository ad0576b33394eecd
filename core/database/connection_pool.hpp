#pragma once

#include "core/database/connection.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace nscl::database {

/// A fixed number of connections, leased for one read or write. Thread-safe. A thread that comes back at once may overtake
/// those that wait, which saves switching between threads; but only until the first of them has waited for a turn's length.
class connection_pool {
public:
    /// Long enough that most threads do some requests without a switch, and too short to be noticed (docs/decisions/overload.md).
    static constexpr std::chrono::milliseconds usual_turn{10};

    /// `make` is called `size` times at once; what it makes connects when first used. `patience`: how long `take` waits.
    connection_pool(std::size_t size, std::chrono::milliseconds patience,
                    const std::function<std::unique_ptr<connection>()>& make,
                    std::chrono::milliseconds turn = usual_turn);

    /// A connection for the caller's thread, back in the pool when it ends, whichever way that happens.
    class lease {
    public:
        lease(connection_pool& from, connection& leased) : from_(from), leased_(leased) {}
        lease(const lease&) = delete;
        lease& operator=(const lease&) = delete;
        ~lease() { from_.put_back(leased_); }

        connection& operator*() const { return leased_; }
        connection* operator->() const { return &leased_; }

    private:
        connection_pool& from_;
        connection& leased_;
    };

    /// Throws error{fault::busy} when none is free within the pool's patience.
    lease take(purpose what);

    connection_counts counts() const;

    /// Whether a thread waits, or waited a moment ago. Takes no lock.
    bool has_queue() const { return queued_.load(std::memory_order_relaxed) > 0; }

private:
    using clock = std::chrono::steady_clock;

    /// A thread in the queue. Lives on its stack; guarded by the pool's mutex.
    struct waiter {
        purpose what;
        clock::time_point since;
        connection* given = nullptr;
        bool told = false; ///< that a connection is idle, and has not looked yet
        std::condition_variable wake;
    };

    connection& wait_for_one(purpose what);
    connection& choose_idle(purpose what);
    /// The one who has waited longest and was given nothing, or null.
    waiter* first_in_queue() const;
    /// Wakes somebody for an idle connection, unless as many are on their way as there are: preferably one who wants it for this.
    void tell_of_idle(purpose what);
    void put_back(connection& leased);

    std::chrono::milliseconds patience_;
    std::chrono::milliseconds turn_;
    std::vector<std::unique_ptr<connection>> all_;
    mutable std::mutex mutex_;
    std::deque<waiter*> queue_;
    std::atomic<std::size_t> queued_{0}; ///< its length
    std::size_t told_ = 0;               ///< waiters that were told and have not looked yet
    std::vector<connection*>
        idle_; ///< last returned last, so that few connections do each kind of work of a quiet server
    std::uint64_t waits_ = 0;
    clock::duration waited_{0};
};

} // namespace nscl::database
