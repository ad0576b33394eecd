#include "core/jobs/job_runner.hpp"

#include "core/log/log.hpp"

#include <exception>

namespace nscl::jobs {

job_runner::job_runner(std::size_t most_waiting) : most_waiting_(most_waiting), thread_([this] { loop(); }) {}

job_runner::~job_runner()
{
    stop();
}

bool job_runner::run(std::function<void()> work)
{
    {
        const std::lock_guard lock{guard_};
        if (stopping_ || waiting_.size() >= most_waiting_) return false;
        waiting_.push_back(std::move(work));
    }
    arrived_.notify_one();
    return true;
}

void job_runner::stop()
{
    {
        const std::lock_guard lock{guard_};
        stopping_ = true;
    }
    arrived_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void job_runner::loop()
{
    for (;;) {
        std::function<void()> work;
        {
            std::unique_lock lock{guard_};
            arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
            if (stopping_) return;
            work = std::move(waiting_.front());
            waiting_.pop_front();
        }
        try {
            work();
        } catch (const std::exception& thrown) {
            log::error("job_failed", {{"problem", thrown.what()}});
        }
    }
}

} // namespace nscl::jobs
