#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace nscl::jobs {

/// Runs long work one piece after the other on a thread of its own, off the request workers.
class job_runner {
public:
    /// At most `most_waiting` pieces wait.
    explicit job_runner(std::size_t most_waiting);
    /// Waits for the piece that runs; those that wait are told to give up by being destroyed.
    ~job_runner();

    job_runner(const job_runner&) = delete;
    job_runner& operator=(const job_runner&) = delete;

    /// False when too many wait already, or after stop(). `work` reports its own failures; what it throws is logged.
    bool run(std::function<void()> work);

    /// Takes no more work, and returns once the running piece is done.
    void stop();

private:
    void loop();

    std::mutex guard_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> waiting_;
    std::size_t most_waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace nscl::jobs
