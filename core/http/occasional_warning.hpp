#pragma once

#include "core/log/log.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nscl::http {

/// A line in the log, once a second at most, about what happens many times a second just when there is no time for it. Thread-safe.
class occasional_warning {
public:
    /// `event` outlives it.
    explicit occasional_warning(std::string_view event) : event_(event) {}

    /// It has happened; `waiting` is for the line.
    void note(std::size_t waiting)
    {
        using namespace std::chrono;
        times_.fetch_add(1, std::memory_order_relaxed);
        const auto now = duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
        auto next = next_.load(std::memory_order_relaxed);
        if (now < next || !next_.compare_exchange_strong(next, now + 1000, std::memory_order_relaxed)) return;
        log::warning(event_, {{"waiting", waiting}, {"times", times_.exchange(0, std::memory_order_relaxed)}});
    }

private:
    const std::string_view event_;
    std::atomic<std::uint64_t> times_{0}; ///< since the last line
    std::atomic<std::int64_t> next_{0};   ///< no line before, in ms
};

} // namespace nscl::http
