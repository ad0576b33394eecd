#pragma once

#include "core/database/connection.hpp"

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
/// those that wait, which saves switching between threads; but nobody is overtaken for more than a tenth of the patience.
class connection_pool {
public:
    /// `make` is called `size` times at once; what it makes connects when first used.
    connection_pool(std::size_t size, std::chrono::milliseconds patience,
                    const std::function<std::unique_ptr<connection>()>& make);

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

private:
    using clock = std::chrono::steady_clock;

    /// A thread in the queue. Lives on its stack; guarded by the pool's mutex.
    struct waiter {
        purpose what;
        clock::time_point since;
        connection* given = nullptr;
        std::condition_variable wake;
    };

    connection& wait_for_one(purpose what);
    connection& choose_idle(purpose what);
    /// The one who has waited longest and was not served, or null.
    waiter* first_in_queue() const;
    /// The same of those who wait for this, or else of all.
    waiter* first_in_queue(purpose what) const;
    void put_back(connection& leased);

    std::chrono::milliseconds patience_;
    std::vector<std::unique_ptr<connection>> all_;
    mutable std::mutex mutex_;
    std::deque<waiter*> queue_;
    std::vector<connection*>
        idle_; ///< last returned last, so that few connections do each kind of work of a quiet server
    std::uint64_t waits_ = 0;
    clock::duration waited_{0};
};

} // namespace nscl::database
