#pragma once

#include <spdlog/sinks/base_sink.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace nscl::log {

/// Writes lines to a file descriptor, those of a busy moment in one go: a line leaves at once when none has for a while, or when it is a
/// warning or worse; and in any case after `longest_wait`. What a killed process has not written by then is lost.
class batched_sink final : public spdlog::sinks::base_sink<std::timed_mutex> {
public:
    static constexpr std::chrono::milliseconds longest_wait{10};
    static constexpr std::size_t most_waiting = 64UL * 1024;
    static constexpr std::chrono::milliseconds patience{200}; ///< with a reader that has stopped, at the end

    explicit batched_sink(int descriptor);
    ~batched_sink() override;

    batched_sink(const batched_sink&) = delete;
    batched_sink& operator=(const batched_sink&) = delete;

    /// For the end of the process: writes what waits unless nobody reads what is written.
    void flush_if_read();

protected:
    void sink_it_(const spdlog::details::log_msg& line) override;
    void flush_() override;

private:
    using clock = spdlog::log_clock;

    void look_after(const std::stop_token& stopped);

    int descriptor_;
    spdlog::memory_buf_t waiting_; ///< guarded by the base's mutex, as everything here
    clock::time_point written_at_{};
    std::condition_variable_any changed_;
    std::jthread flusher_;
};

} // namespace nscl::log
