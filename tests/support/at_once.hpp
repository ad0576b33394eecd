#pragma once

#include <barrier>
#include <cstddef>
#include <thread>
#include <vector>

namespace nscl::tests {

/// Runs `work(0)` to `work(many - 1)`, each on a thread of its own and all from the same moment on; returns when all are done. `begin(i)`
/// comes first on that thread, and its result is what `work(i, made)` gets: what may take its time.
template <class Begin, class Work>
void at_once(std::size_t many, Begin begin, Work work)
{
    std::barrier together{static_cast<std::ptrdiff_t>(many)};
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < many; ++i)
        threads.emplace_back([&, i] {
            auto made = begin(i);
            together.arrive_and_wait();
            work(i, made);
        });
}

} // namespace nscl::tests
