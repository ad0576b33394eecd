#include "core/database/connection_pool.hpp"

#include "core/database/error.hpp"

#include <algorithm>
#include <iterator>

namespace nscl::database {

connection_pool::connection_pool(std::size_t size, std::chrono::milliseconds patience,
                                 const std::function<std::unique_ptr<connection>()>& make)
    : patience_(patience)
{
    for (std::size_t made = 0; made < size; ++made) {
        all_.push_back(make());
        idle_.push_back(all_.back().get());
    }
}

connection_pool::lease connection_pool::take(purpose what)
{
    return {*this, wait_for_one(what)};
}

connection& connection_pool::wait_for_one(purpose what)
{
    std::unique_lock lock{mutex_};
    if (!returned_.wait_for(lock, patience_, [&] { return !idle_.empty(); }))
        throw error{fault::busy, "no database connection was free within " + std::to_string(patience_.count()) + " ms"};
    const auto match =
        std::find_if(idle_.rbegin(), idle_.rend(), [&](const connection* c) { return c->last_purpose() == what; });
    const auto chosen = match == idle_.rend() ? std::prev(idle_.end()) : std::prev(match.base());
    connection& found = **chosen;
    idle_.erase(chosen);
    return found;
}

void connection_pool::put_back(connection& leased)
{
    {
        const std::lock_guard lock{mutex_};
        idle_.push_back(&leased);
    }
    returned_.notify_one();
}

} // namespace nscl::database
