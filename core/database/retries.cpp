#include "core/database/retries.hpp"

#include <algorithm>
#include <thread>

namespace nscl::database {
namespace {

constexpr int tries_on_conflict = 10;
constexpr int tries_on_lost_connection = 3; // each has tried to connect several times
constexpr std::chrono::milliseconds longest_pause{64};

} // namespace

bool retries::again(const error& failed)
{
    const bool may_pass = (failed.kind() == fault::conflict && ++conflicts_ < tries_on_conflict) ||
                          (failed.kind() == fault::connection_lost && ++losses_ < tries_on_lost_connection);
    if (!may_pass) return false;
    std::this_thread::sleep_for(pause_);
    pause_ = std::min(pause_ * 2, longest_pause);
    return true;
}

} // namespace nscl::database
