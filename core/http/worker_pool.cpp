#include "core/http/worker_pool.hpp"

#include "core/log/log.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace nscl::http {

worker_pool::worker_pool(std::size_t threads, std::size_t queue, crowd crowded, std::chrono::milliseconds standby)
    : queue_(queue), crowded_(std::move(crowded)), standby_(standby), beds_(std::max<std::size_t>(threads, 1))
{
    asleep_.reserve(beds_.size());
    threads_.reserve(beds_.size());
    try {
        for (bed& each : beds_) threads_.emplace_back([this, &each] { run(each); });
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
    bed* called = nullptr;
    {
        const std::scoped_lock lock{guard_};
        if (stopped_) return admission::stopped;
        if (running_ + jobs_.size() >= beds_.size() + queue_) return admission::full;
        jobs_.push_back(std::move(work));
        called = call_one();
    }
    wake(called);
    return admission::taken;
}

worker_pool::admission worker_pool::resume(job work)
{
    bed* called = nullptr;
    {
        const std::scoped_lock lock{guard_};
        if (stopped_) return admission::stopped;
        jobs_.push_back(std::move(work));
        called = call_one();
    }
    wake(called);
    return admission::taken;
}

void worker_pool::drain()
{
    {
        const std::scoped_lock lock{guard_};
        stopped_ = true;
    }
    for (bed& each : beds_) each.wake.notify_one();
    const std::scoped_lock lock{joining_};
    for (auto& each : threads_) each.join();
    threads_.clear();
}

worker_pool::figures worker_pool::counts() const
{
    const std::scoped_lock lock{guard_};
    return {.threads = beds_.size(), .running = running_, .waiting = jobs_.size(), .queue = queue_};
}

worker_pool::bed* worker_pool::call_one()
{
    if (waking_ || asleep_.empty() || jobs_.empty()) return nullptr;
    if (standing_by_ && holds_back()) return nullptr;
    bed* const last = asleep_.back();
    asleep_.pop_back();
    last->called = waking_ = true;
    return last;
}

void worker_pool::wake(bed* called)
{
    if (called != nullptr) called->wake.notify_one();
}

void worker_pool::wait_for_work(std::unique_lock<std::mutex>& lock, bed& mine)
{
    using clock = std::chrono::steady_clock;
    constexpr auto never = clock::time_point::max();
    const auto gets_up = [&] { return mine.called || stopped_; };
    auto until = never; // then it has stood by long enough for what waits now
    while (!stopped_ && (jobs_.empty() || holds_back())) {
        if (jobs_.empty()) until = never;
        const bool stands_by = !jobs_.empty() && !standing_by_;
        asleep_.push_back(&mine);
        if (stands_by) {
            until = std::min(until, clock::now() + standby_);
            standing_by_ = true;
            mine.wake.wait_until(lock, until, gets_up);
            standing_by_ = false;
        } else {
            mine.wake.wait(lock, gets_up);
        }
        if (std::exchange(mine.called, false))
            waking_ = false;
        else
            std::erase(asleep_, &mine);
        // What waits may be a job that needs nothing of what the others wait for.
        if (stands_by && !jobs_.empty() && clock::now() >= until) return;
    }
}

void worker_pool::run(bed& mine)
{
    for (bool worked = false;; worked = true) {
        job next;
        bed* called = nullptr;
        {
            std::unique_lock lock{guard_};
            if (worked) --running_;
            wait_for_work(lock, mine);
            if (jobs_.empty()) return;
            next = std::move(jobs_.front());
            jobs_.pop_front();
            ++running_;
            called = call_one();
        }
        wake(called);
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
