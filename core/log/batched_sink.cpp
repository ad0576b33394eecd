#include "core/log/batched_sink.hpp"

#include <spdlog/sinks/base_sink-inl.h> // the library instantiates it for std::mutex alone

#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace nscl::log {

batched_sink::batched_sink(int descriptor)
    : descriptor_(descriptor), flusher_([this](const std::stop_token& stopped) { look_after(stopped); })
{
}

batched_sink::~batched_sink()
{
    flusher_.request_stop();
    flusher_.join();
    flush_();
}

void batched_sink::sink_it_(const spdlog::details::log_msg& line)
{
    const bool alone = waiting_.size() == 0;
    formatter_->format(line, waiting_);
    if (line.level >= spdlog::level::warn || waiting_.size() >= most_waiting ||
        line.time - written_at_ >= longest_wait) {
        written_at_ = line.time;
        flush_();
    } else if (alone) {
        changed_.notify_one();
    }
}

/// A pipe that nobody reads makes the writers wait, as it always does; a closed one loses the lines.
void batched_sink::flush_()
{
    const char* next = waiting_.data();
    const char* const end = next + waiting_.size();
    while (next != end) {
        const ssize_t written = ::write(descriptor_, next, static_cast<std::size_t>(end - next));
        if (written > 0) {
            next += written;
        } else if (errno == EAGAIN) {
            pollfd room{descriptor_, POLLOUT, 0};
            ::poll(&room, 1, -1);
        } else if (errno != EINTR) {
            break;
        }
    }
    waiting_.clear();
}

void batched_sink::flush_if_read()
{
    const std::unique_lock lock{mutex_, patience};
    if (!lock.owns_lock()) return;
    pollfd room{descriptor_, POLLOUT, 0};
    if (::poll(&room, 1, 0) == 1) flush_();
}

void batched_sink::look_after(const std::stop_token& stopped)
{
    std::unique_lock lock{mutex_};
    while (changed_.wait(lock, stopped, [this] { return waiting_.size() > 0; })) {
        // Only a stop ends this wait early: the lines of a busy moment are to gather.
        std::condition_variable_any pause;
        pause.wait_for(lock, stopped, longest_wait, [] { return false; });
        written_at_ = clock::now();
        flush_();
    }
}

} // namespace nscl::log
