#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace nscl::platform {

/// Does something every so often on a thread of its own, for as long as it lives; the first time after `every`. The work
/// throws nothing. The destructor waits for work that has begun.
class repeating {
public:
    repeating(std::chrono::milliseconds every, std::function<void()> work);

    repeating(const repeating&) = delete;
    repeating& operator=(const repeating&) = delete;

private:
    std::mutex guard_;
    std::condition_variable_any changed_;
    std::jthread thread_;
};

} // namespace nscl::platform
