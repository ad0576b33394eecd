#include "core/database/shared_commits.hpp"

#include "core/database/error.hpp"
#include "core/database/retries.hpp"

#include <utility>

namespace nscl::database {

shared_commits::shared_commits(std::unique_ptr<connection> writer, limits most, std::string origin)
    : writer_(std::move(writer)), most_(most), write_ids_(std::move(origin))
{
}

write_counts shared_commits::counts() const
{
    const std::lock_guard lock{mutex_};
    return {.writes = writes_,
            .commits = commits_,
            .waiting = queue_.size(),
            .retries = retries_,
            .waited = std::chrono::duration_cast<std::chrono::microseconds>(waited_)};
}

effects shared_commits::write(const closure& work, commit_sharing sharing)
{
    retries left;
    while (true) {
        try {
            waiter me{.work = work, .sharing = sharing, .since = clock::now()};
            take_turn(me);
            const bool carried = me.now == waiter::state::was_carried;
            if (auto wanted = carried ? answer(std::move(me.done), me.ended) : ride(work, sharing))
                return std::move(*wanted);
            sharing = commit_sharing::alone; // so that nobody's failure but its own can undo it once more
        } catch (const error& failed) {
            if (!left.again(failed)) throw;
        }
        retries_.fetch_add(1, std::memory_order_relaxed);
    }
}

/// Returns what the closure wants done now, or nothing when the group was lost with its work.
std::optional<effects> shared_commits::ride(const closure& work, commit_sharing sharing)
{
    const auto mine = board();
    const bool first = mine->riders == 0;
    auto done = run(work, first);
    if (done.what == ridden::result::lost || (first && done.what == ridden::result::undone)) {
        writer_->rollback();
        end(*mine, fate::lost);
        if (!first) return {};
        if (done.thrown) std::rethrow_exception(done.thrown);
        return effects{};
    }
    ++mine->riders;
    if (sharing == commit_sharing::carried && !carry(*mine)) return {};
    return answer(std::move(done), hand_over(*mine, sharing) ? wait_for_end(*mine) : commit(*mine));
}

/// What the thread that asked is told of a closure, whose group ended so.
std::optional<effects> shared_commits::answer(ridden done, fate ended)
{
    if (ended == fate::lost) return {};
    if (done.thrown) std::rethrow_exception(done.thrown);
    if (done.what == ridden::result::kept) writes_.fetch_add(1, std::memory_order_relaxed);
    return std::move(done.wanted);
}

/// The open group, or a new one when there is none.
std::shared_ptr<shared_commits::group> shared_commits::board()
{
    if (open_) return open_;
    try {
        ids_.refill(*writer_);
        writer_->begin(purpose::write);
        auto made = std::make_shared<group>(clock::now());
        made->carried.reserve(most_.riders); // whoever is carried waits for ever unless it stands there
        open_ = std::move(made);
        return open_;
    } catch (...) {
        writer_->rollback();
        pass_turn();
        throw;
    }
}

/// The first of a group needs no savepoint: undoing it is undoing the transaction. Throws nothing: whatever goes wrong outside the closure
/// loses the transaction.
shared_commits::ridden shared_commits::run(const closure& work, bool first)
try {
    using result = ridden::result;
    pooled_transaction within{*writer_, ids_, write_ids_.next()};
    ridden done;
    try {
        if (!first) writer_->execute(R"(SAVEPOINT "rider")", {});
        if (work(within)) done.what = result::kept;
    } catch (...) {
        done.thrown = std::current_exception();
    }
    // Whatever the closure made of it: the database has given the transaction up.
    if (within.doom()) throw error{*within.doom()};
    if (done.what == result::kept) done.wanted = within.take_effects();
    if (first) return done;
    if (done.what == result::undone) writer_->execute(R"(ROLLBACK TO SAVEPOINT "rider")", {});
    writer_->execute(R"(RELEASE SAVEPOINT "rider")", {});
    return done;
} catch (...) {
    return {.what = ridden::result::lost, .thrown = std::current_exception(), .wanted = {}};
}

/// Runs the closures of those next in the queue who may be carried. False when one of them lost the transaction.
bool shared_commits::carry(group& along)
{
    while (true) {
        waiter* next = nullptr;
        {
            const std::lock_guard lock{mutex_};
            next = take_aboard(along, commit_sharing::carried);
            if (next == nullptr) return true;
            next->now = waiter::state::is_carried;
        }
        along.carried.push_back(next); // there is room for all
        next->done = run(next->work, false);
        if (next->done.what == ridden::result::lost) {
            writer_->rollback();
            end(along, fate::lost);
            return false;
        }
        ++along.riders;
    }
}

/// Gives the turn to the next in the queue, the transaction still open, when there is one who may join.
bool shared_commits::hand_over(const group& to, commit_sharing sharing)
{
    if (sharing == commit_sharing::alone) return false;
    const std::lock_guard lock{mutex_};
    waiter* const next = take_aboard(to, commit_sharing::allowed);
    if (next == nullptr) return false;
    give_turn(*next);
    return true;
}

/// Takes the first out of the queue where the group has room for it and it shares at least so much; null otherwise. Under the mutex.
shared_commits::waiter* shared_commits::take_aboard(const group& of, commit_sharing least)
{
    if (of.riders >= most_.riders || clock::now() - of.began > most_.boarding) return nullptr;
    if (queue_.empty() || queue_.front()->sharing < least) return nullptr;
    return &take_first();
}

/// Commits for the whole group. Throws when that fails and the group is this thread alone; a larger one is lost.
shared_commits::fate shared_commits::commit(group& of)
{
    try {
        writer_->commit();
        commits_.fetch_add(1, std::memory_order_relaxed);
    } catch (...) {
        writer_->rollback();
        const bool alone = of.riders == 1;
        end(of, fate::lost);
        if (alone) throw;
        return fate::lost;
    }
    end(of, fate::durable);
    return fate::durable;
}

shared_commits::fate shared_commits::wait_for_end(group& of)
{
    std::unique_lock lock{mutex_};
    of.changed.wait(lock, [&] { return of.ended != fate::open; });
    return of.ended;
}

/// Tells those who wait, and gives the turn to the next.
void shared_commits::end(group& which, fate how)
{
    open_.reset();
    {
        const std::lock_guard lock{mutex_};
        which.ended = how;
        for (waiter* each : which.carried) {
            each->now = waiter::state::was_carried;
            each->ended = how;
            each->wake.notify_one();
        }
    }
    which.changed.notify_all();
    pass_turn();
}

/// Returns with the turn, or when the closure was carried and its group has ended.
void shared_commits::take_turn(waiter& me)
{
    using state = waiter::state;
    std::unique_lock lock{mutex_};
    if (!taken_) {
        taken_ = true;
        me.now = state::has_turn;
        return;
    }
    queue_.push_back(&me);
    const bool came = me.wake.wait_for(lock, most_.patience, [&] { return me.now != state::waits; });
    if (!came) {
        waited_ += clock::now() - me.since;
        std::erase(queue_, &me);
        throw error{fault::busy,
                    "the turn to write did not come within " + std::to_string(most_.patience.count()) + " ms"};
    }
    me.wake.wait(lock, [&] { return me.now != state::is_carried; });
}

void shared_commits::pass_turn()
{
    const std::lock_guard lock{mutex_};
    if (queue_.empty()) {
        taken_ = false;
        return;
    }
    give_turn(take_first());
}

/// Under the mutex, which the thread needs to go on: the waiter lives until then.
void shared_commits::give_turn(waiter& next)
{
    next.now = waiter::state::has_turn;
    next.wake.notify_one();
}

/// Under the mutex.
shared_commits::waiter& shared_commits::take_first()
{
    waiter& first = *queue_.front();
    queue_.pop_front();
    waited_ += clock::now() - first.since;
    return first;
}

} // namespace nscl::database
