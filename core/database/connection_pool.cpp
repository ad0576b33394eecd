#include "core/database/connection_pool.hpp"

#include "core/database/error.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace nscl::database {

connection_pool::connection_pool(std::size_t size, std::chrono::milliseconds patience,
                                 const std::function<std::unique_ptr<connection>()>& make,
                                 std::chrono::milliseconds turn)
    : patience_(patience), turn_(turn)
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
    queued_ = queue_.size();
    const bool served = me.wake.wait_for(lock, patience_, [&] {
        if (std::exchange(me.told, false)) --told_;
        return me.given != nullptr || !idle_.empty();
    });
    std::erase(queue_, &me);
    queued_ = queue_.size();
    ++waits_;
    waited_ += clock::now() - me.since;
    if (!served)
        throw error{fault::busy, "no database connection was free within " + std::to_string(patience_.count()) + " ms"};
    connection& found = me.given != nullptr ? *me.given : choose_idle(what);
    tell_of_idle(what); // several may have come back while this thread woke up
    return found;
}

connection_pool::waiter* connection_pool::first_in_queue() const
{
    const auto first = std::ranges::find(queue_, nullptr, &waiter::given);
    return first == queue_.end() ? nullptr : *first;
}

void connection_pool::tell_of_idle(purpose what)
{
    if (told_ >= idle_.size()) return;
    const auto untold = [](const waiter* w) { return w->given == nullptr && !w->told; };
    auto one = std::ranges::find_if(queue_, [&](const waiter* w) { return untold(w) && w->what == what; });
    if (one == queue_.end()) one = std::ranges::find_if(queue_, untold);
    if (one == queue_.end()) return;
    (*one)->told = true;
    ++told_;
    (*one)->wake.notify_one(); // under the lock: who waits lives until he has it
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
    if (waiter* const first = first_in_queue(); first != nullptr && clock::now() - first->since >= turn_) {
        first->given = &leased;
        first->wake.notify_one(); // under the lock: who waits lives until he has it
        return;
    }
    idle_.push_back(&leased);
    tell_of_idle(leased.last_purpose());
}

} // namespace nscl::database
