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

connection_counts connection_pool::counts() const
{
    const std::lock_guard lock{mutex_};
    const auto given =
        static_cast<std::size_t>(std::ranges::count_if(queue_, [](const waiter* w) { return w->given != nullptr; }));
    return {.all = all_.size(),
            .in_use = all_.size() - idle_.size(),
            .waiting = queue_.size() - given,
            .waits = waits_,
            .waited = std::chrono::duration_cast<std::chrono::microseconds>(waited_)};
}

connection& connection_pool::wait_for_one(purpose what)
{
    std::unique_lock lock{mutex_};
    if (!idle_.empty()) return choose_idle(what);
    waiter me{.what = what, .since = clock::now(), .wake = {}};
    queue_.push_back(&me);
    const bool served = me.wake.wait_for(lock, patience_, [&] { return me.given != nullptr || !idle_.empty(); });
    std::erase(queue_, &me);
    ++waits_;
    waited_ += clock::now() - me.since;
    if (!served)
        throw error{fault::busy, "no database connection was free within " + std::to_string(patience_.count()) + " ms"};
    if (me.given != nullptr) return *me.given;
    connection& found = choose_idle(what);
    // Several may have come back while this thread woke up.
    if (waiter* next = first_in_queue(); next != nullptr && !idle_.empty()) next->wake.notify_one();
    return found;
}

connection_pool::waiter* connection_pool::first_in_queue() const
{
    const auto first = std::ranges::find(queue_, nullptr, &waiter::given);
    return first == queue_.end() ? nullptr : *first;
}

connection_pool::waiter* connection_pool::first_in_queue(purpose what) const
{
    const auto alike =
        std::ranges::find_if(queue_, [&](const waiter* w) { return w->given == nullptr && w->what == what; });
    return alike == queue_.end() ? first_in_queue() : *alike;
}

connection& connection_pool::choose_idle(purpose what)
{
    const auto match =
        std::find_if(idle_.rbegin(), idle_.rend(), [&](const connection* c) { return c->last_purpose() == what; });
    // Otherwise the one that its own kind of work can spare: setting a connection up for another costs a round trip.
    const auto chosen = match == idle_.rend() ? idle_.begin() : std::prev(match.base());
    connection& found = **chosen;
    idle_.erase(chosen);
    return found;
}

void connection_pool::put_back(connection& leased)
{
    const std::lock_guard lock{mutex_};
    waiter* next = first_in_queue();
    if (next != nullptr && clock::now() - next->since > patience_ / 10) {
        next->given = &leased;
    } else {
        idle_.push_back(&leased);
        next = first_in_queue(leased.last_purpose());
    }
    if (next != nullptr) next->wake.notify_one(); // under the lock: the waiter lives until it has it
}

} // namespace nscl::database
