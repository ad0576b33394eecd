#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace nscl::http {

/// Threads for work that blocks, and the queue before them. Thread-safe. Who lay down last gets up first, so that few threads serve a
/// server with little to do, and what they need stays in the processor's caches.
///
/// Where most jobs need the same few things (connections to a database), more threads than things only take turns at waiting for them.
/// So while it is `crowded`, no job is begun beside others: those at work go on with what waits when the crowd is gone, and so does one
/// idle thread that stands by. After a while it begins the first that waits all the same, since that job may need something else
/// (docs/decisions/overload.md).
class worker_pool {
public:
    /// Must not throw: what escapes a job is logged and lost.
    using job = std::function<void()>;

    enum class admission { taken, full, stopped };

    /// Whether somebody waits for what most jobs need. Called on any thread, must not throw, wait or use the pool.
    using crowd = std::function<bool()>;

    static constexpr std::chrono::milliseconds usual_standby{10};

    /// Starts `threads` threads (at least one). At most `queue` offered jobs wait when all of them are at work; what an idle thread may
    /// take, now or when the crowd is gone, does not count.
    worker_pool(std::size_t threads, std::size_t queue, crowd crowded = {},
                std::chrono::milliseconds standby = usual_standby);

    /// Drains.
    ~worker_pool();

    worker_pool(const worker_pool&) = delete;
    worker_pool& operator=(const worker_pool&) = delete;

    /// New work: refused at once when as many jobs are at work and wait as there are threads and places in the queue, or the pool is
    /// stopping; `work` is then destroyed.
    admission offer(job work);

    /// The next step of work that was once admitted: waits however long the queue is. Refused only by a stopped pool; `work` is then
    /// destroyed on the calling thread.
    admission resume(job work);

    /// Takes nothing more, runs what waits and returns when every thread has ended. Idempotent; not to be called on a worker.
    void drain();

    /// Jobs that wait now.
    std::size_t waiting() const { return counts().waiting; }

    struct figures {
        std::size_t threads = 0;
        std::size_t running = 0; ///< threads that have a job
        std::size_t waiting = 0;
        std::size_t queue = 0; ///< so many may wait for threads that are all at work
    };
    figures counts() const;

private:
    /// Where a thread sleeps.
    struct bed {
        std::condition_variable wake;
        bool called = false; ///< its thread was told to get up and has not yet
    };

    void run(bed& mine);
    /// Returns when a job is to be begun, or the pool has stopped. Under the guard, which `lock` holds.
    void wait_for_work(std::unique_lock<std::mutex>& lock, bed& mine);
    /// Whether a job that waits is better left to those who are at work. Under the guard.
    bool holds_back() const { return crowded_ && running_ > 0 && crowded_(); }
    /// Calls an idle thread for what waits, or none (null); its bed is to be given to `wake` when the guard is free. One at a time: it calls
    /// the next when there is more than it can take, so that short jobs which come together cost one sleep and not one each.
    bed* call_one();
    static void wake(bed* called);

    const std::size_t queue_;
    const crowd crowded_;
    const std::chrono::milliseconds standby_;
    mutable std::mutex guard_;
    std::vector<bed> beds_;    ///< one for each wanted thread
    std::vector<bed*> asleep_; ///< whose threads sleep and were not called; who lay down last is last
    std::deque<job> jobs_;
    std::size_t running_ = 0;
    bool waking_ = false;      ///< one was called and has not got up yet
    bool standing_by_ = false; ///< one of those that sleep gets up by itself in time
    bool stopped_ = false;
    std::mutex joining_;
    std::vector<std::thread> threads_;
};

} // namespace nscl::http
