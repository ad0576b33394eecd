#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace nscl::jobs {

/// Runs long work one piece after the other on a thread of its own, off the request workers.
class job_runner {
public:
    /// One piece. It reports its own failures; what either function throws is logged.
    struct work {
        /// Does it; ends early when asked to stop.
        std::function<void(const std::stop_token&)> run{};
        /// Instead of `run`, when the runner stops before the piece's turn.
        std::function<void()> give_up{};
        std::size_t bytes = 0; ///< that it holds while it waits
    };

    struct room {
        std::size_t pieces = 0;
        std::size_t bytes = 0; ///< one piece may wait however large it is
    };

    /// At most so much waits.
    explicit job_runner(room most_waiting);
    /// Stops.
    ~job_runner();

    job_runner(const job_runner&) = delete;
    job_runner& operator=(const job_runner&) = delete;

    /// False when too much waits already, or after stop(); then neither function is called.
    bool run(work next);

    /// What waits now, the running piece not counted.
    room waiting() const;

    /// Takes no more work, asks the running piece to stop and waits for it, then lets those that wait give up. Idempotent; not to be called by
    /// a piece.
    void stop();

private:
    void loop(const std::stop_token& stopping);
    bool has_room_for(const work& next) const;

    mutable std::mutex guard_;
    std::condition_variable_any arrived_;
    std::deque<work> waiting_;
    std::size_t waiting_bytes_ = 0;
    const room most_waiting_;
    bool stopped_ = false;
    std::jthread thread_;
};

} // namespace nscl::jobs
