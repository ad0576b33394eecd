#include "core/platform/repeating.hpp"

#include <utility>

namespace nscl::platform {

repeating::repeating(std::chrono::milliseconds every, std::function<void()> work)
    : thread_([this, every, work = std::move(work)](const std::stop_token& ending) {
          std::unique_lock lock{guard_};
          while (!changed_.wait_for(lock, ending, every, [&] { return ending.stop_requested(); })) work();
      })
{
}

} // namespace nscl::platform
