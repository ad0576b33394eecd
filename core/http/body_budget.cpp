#include "core/http/body_budget.hpp"

#include <utility>

namespace nscl::http {

bool body_budget::has_room_for(std::size_t bytes) const
{
    const std::size_t held_now = held();
    return held_now <= capacity_ && bytes <= capacity_ - held_now;
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

body_share::body_share(body_share&& other) noexcept
    : from_(std::move(other.from_)), held_(std::exchange(other.held_, 0))
{
}

body_share& body_share::operator=(body_share&& other) noexcept
{
    if (this == &other) return *this;
    release();
    from_ = std::move(other.from_);
    held_ = std::exchange(other.held_, 0);
    return *this;
}

bool body_share::grow_to(const std::shared_ptr<body_budget>& from, std::size_t bytes)
{
    if (bytes <= held_) return true;
    if (!from->take(bytes - held_)) return false;
    from_ = from;
    held_ = bytes;
    return true;
}

void body_share::release()
{
    if (from_) from_->give_back(held_);
    from_.reset();
    held_ = 0;
}

} // namespace nscl::http
