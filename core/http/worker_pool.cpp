#include "core/http/worker_pool.hpp"

#include "core/log/log.hpp"

#include <algorithm>
#include <exception>

namespace nscl::http {

worker_pool::worker_pool(std::size_t threads, std::size_t queue) : queue_(queue)
{
    threads_.reserve(std::max<std::size_t>(threads, 1));
    try {
        while (threads_.size() < std::max<std::size_t>(threads, 1)) threads_.emplace_back([this] { run(); });
    } catch (...) {
        drain(); // a machine that gives no more threads must not leave the first ones unjoined
        throw;
    }
}

worker_pool::~worker_pool()
{
    drain();
}

worker_pool::admission worker_pool::offer(job work)
{
    {
        const std::scoped_lock lock{guard_};
        if (stopped_) return admission::stopped;
        if (jobs_.size() >= queue_) return admission::full;
        jobs_.push_back(std::move(work));
    }
    changed_.notify_one();
    return admission::taken;
}

worker_pool::admission worker_pool::resume(job work)
{
    {
        const std::scoped_lock lock{guard_};
        if (stopped_) return admission::stopped;
        jobs_.push_back(std::move(work));
    }
    changed_.notify_one();
    return admission::taken;
}

void worker_pool::drain()
{
    {
        const std::scoped_lock lock{guard_};
        stopped_ = true;
    }
    changed_.notify_all();
    const std::scoped_lock lock{joining_};
    for (auto& each : threads_) each.join();
    threads_.clear();
}

std::size_t worker_pool::waiting() const
{
    const std::scoped_lock lock{guard_};
    return jobs_.size();
}

void worker_pool::run()
{
    while (true) {
        job next;
        {
            std::unique_lock lock{guard_};
            changed_.wait(lock, [this] { return stopped_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            next = std::move(jobs_.front());
            jobs_.pop_front();
        }
        try {
            next();
        } catch (const std::exception& thrown) {
            log::error("worker_job_failed", {{"what", thrown.what()}});
        } catch (...) {
            log::error("worker_job_failed", {{"what", "something that is no std::exception"}});
        }
    }
}

} // namespace nscl::http
