#include "core/database/pooled_database.hpp"

#include "core/database/error.hpp"
#include "core/database/open_work.hpp"
#include "core/database/rollback_guard.hpp"
#include "core/log/log.hpp"

#include <stdexcept>
#include <utility>

namespace nscl::database {

pooled_database::pooled_database(read_pools readers, std::unique_ptr<write_path> writes,
                                 const nscl::database::dialect& spoken)
    : readers_(std::move(readers)), writes_(std::move(writes)), dialect_(spoken)
{
}

void pooled_database::resolve_lost_commits_with(std::function<bool(reader&, const std::string&)> committed)
{
    writes_->resolve_lost_commits_with([this, committed = std::move(committed)](reader& from, const std::string& id) {
        const open_scope scope{{this, &from, nullptr}};
        return committed(from, id);
    });
}

connection_counts pooled_database::connections() const
{
    auto all = readers_.transactions->counts();
    if (readers_.look_ups == readers_.transactions) return all;
    const auto more = readers_.look_ups->counts();
    all.all += more.all;
    all.in_use += more.in_use;
    all.waiting += more.waiting;
    all.waits += more.waits;
    all.waited += more.waited;
    return all;
}

fault_counts pooled_database::faults() const
{
    fault_counts now{};
    for (std::size_t at = 0; at < now.size(); ++at) now[at] = faults_[at].load(std::memory_order_relaxed);
    return now;
}

template <class Work>
void pooled_database::counting_faults(Work&& work)
{
    try {
        work();
    } catch (const error& failed) {
        faults_[static_cast<std::size_t>(failed.kind())].fetch_add(1, std::memory_order_relaxed);
        throw;
    }
}

void pooled_database::run_read(isolation wanted, const std::function<void(reader&)>& fn)
{
    if (const open_work* outer = opened_on(this)) return fn(*outer->read);
    counting_faults([&] {
        const auto what = wanted == isolation::snapshot ? purpose::read : purpose::look_up;
        const auto lease = (what == purpose::read ? readers_.transactions : readers_.look_ups)->take(what);
        lease->begin(what);
        const rollback_guard guard{*lease};
        pooled_reader from{*lease};
        const open_scope scope{{this, &from, nullptr}};
        fn(from);
    });
}

void pooled_database::run_write(const std::function<bool(transaction&)>& fn, commit_sharing sharing)
{
    if (const open_work* outer = opened_on(this)) {
        if (outer->write == nullptr) throw std::logic_error{"a write inside a read: end the read first"};
        transaction& joined = *outer->write;
        joined.attempt([&] { return fn(joined); });
        return;
    }
    const auto work = [&](transaction& within) {
        const open_scope scope{{this, &within, &within}};
        return fn(within);
    };
    effects wanted;
    counting_faults([&] { wanted = writes_->write(work, sharing); });
    for (const auto& effect : wanted) {
        try {
            effect();
        } catch (const std::exception& failed) {
            log::error("database_after_commit_failed", {{"error", failed.what()}});
        } catch (...) {
            log::error("database_after_commit_failed");
        }
    }
}

} // namespace nscl::database
