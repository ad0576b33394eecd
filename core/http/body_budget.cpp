#include "core/http/body_budget.hpp"

#include <algorithm>

namespace nscl::http {

namespace {

std::size_t counted(std::size_t body)
{
    return body - std::min(body, body_budget::uncounted);
}

} // namespace

bool body_budget::has_room_for(std::size_t body) const
{
    const std::size_t held_now = held();
    return held_now <= capacity_ && counted(body) <= capacity_ - held_now;
}

bool body_budget::take(std::size_t bytes)
{
    std::size_t held_now = held();
    do {
        if (bytes > capacity_ - held_now) return false;
    } while (!held_.compare_exchange_weak(held_now, held_now + bytes, std::memory_order_relaxed));
    return true;
}

void body_budget::give_back(std::size_t bytes)
{
    held_.fetch_sub(bytes, std::memory_order_relaxed);
}

bool body_share::grow_to(const std::shared_ptr<body_budget>& from, std::size_t body)
{
    const std::size_t wanted = counted(body);
    if (wanted <= held_) return true;
    if (!from->take(wanted - held_)) return false;
    from_ = from;
    held_ = wanted;
    return true;
}

void body_share::release()
{
    if (from_) from_->give_back(held_);
    from_.reset();
    held_ = 0;
}

} // namespace nscl::http
