#include "core/database/pooled_database.hpp"

#include "core/database/open_work.hpp"
#include "core/database/rollback_guard.hpp"
#include "core/log/log.hpp"

#include <stdexcept>
#include <utility>

namespace nscl::database {

pooled_database::pooled_database(std::shared_ptr<connection_pool> readers, std::unique_ptr<write_path> writes,
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

void pooled_database::run_read(const std::function<void(reader&)>& fn)
{
    if (const open_work* outer = opened_on(this)) return fn(*outer->read);
    const auto lease = readers_->take(purpose::read);
    lease->begin(purpose::read);
    const rollback_guard guard{*lease};
    pooled_reader from{*lease};
    const open_scope scope{{this, &from, nullptr}};
    fn(from);
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
    for (const auto& effect : writes_->write(work, sharing)) {
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
