#include "core/jobs/job_runner.hpp"

#include "core/log/log.hpp"

#include <exception>

namespace nscl::jobs {

namespace {

template <class Step>
void logged(const Step& step)
{
    try {
        step();
    } catch (const std::exception& thrown) {
        log::error("job_failed", {{"problem", thrown.what()}});
    } catch (...) {
        log::error("job_failed", {{"problem", "something that is no std::exception"}});
    }
}

} // namespace

job_runner::job_runner(room most_waiting)
    : most_waiting_(most_waiting), thread_([this](const std::stop_token& stopping) { loop(stopping); })
{
}

job_runner::~job_runner()
{
    stop();
}

bool job_runner::has_room_for(const work& next) const
{
    if (waiting_.empty()) return most_waiting_.pieces > 0;
    return waiting_.size() < most_waiting_.pieces && waiting_bytes_ + next.bytes <= most_waiting_.bytes;
}

bool job_runner::run(work next)
{
    {
        const std::lock_guard lock{guard_};
        if (stopped_ || !has_room_for(next)) return false;
        waiting_bytes_ += next.bytes;
        waiting_.push_back(std::move(next));
    }
    arrived_.notify_one();
    return true;
}

job_runner::room job_runner::waiting() const
{
    const std::scoped_lock lock{guard_};
    return {.pieces = waiting_.size(), .bytes = waiting_bytes_};
}

void job_runner::stop()
{
    {
        const std::lock_guard lock{guard_};
        stopped_ = true;
    }
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    std::deque<work> left;
    {
        const std::lock_guard lock{guard_};
        left.swap(waiting_);
        waiting_bytes_ = 0;
    }
    for (const auto& each : left) {
        if (each.give_up) logged(each.give_up);
    }
}

void job_runner::loop(const std::stop_token& stopping)
{
    while (true) {
        work next;
        {
            std::unique_lock lock{guard_};
            arrived_.wait(lock, stopping, [this] { return !waiting_.empty(); });
            if (stopping.stop_requested()) return;
            next = std::move(waiting_.front());
            waiting_.pop_front();
            waiting_bytes_ -= next.bytes;
        }
        logged([&] { next.run(stopping); });
    }
}

} // namespace nscl::jobs
