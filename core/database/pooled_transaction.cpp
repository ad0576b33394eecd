#include "core/database/pooled_transaction.hpp"

#include <utility>

namespace nscl::database {
namespace {

/// After these the database has rolled back, or may have.
bool ends_transaction(fault kind)
{
    return kind == fault::conflict || kind == fault::busy || kind == fault::connection_lost || kind == fault::disk_full;
}

} // namespace

void pooled_reader::query(std::string_view sql, std::span<const value> parameters, std::span<const column> columns,
                          const visitor& visit)
{
    const bool first = !std::exchange(queried_, true);
    bool visited = false; // then the error may be that of a query inside the visitor
    try {
        on_.query(sql, parameters, columns, [&](const row& found) {
            visited = true;
            visit(found);
        });
        return;
    } catch (const error& failed) {
        if (!first || visited || failed.kind() != fault::connection_lost) throw;
    }
    on_.begin(on_.last_purpose());
    on_.query(sql, parameters, columns, visit);
}

template <class Work>
auto pooled_transaction::guarded(Work&& work)
{
    if (doom_) throw error{*doom_};
    try {
        return work();
    } catch (const error& failed) {
        if (ends_transaction(failed.kind()) || !on_.in_transaction()) doom_ = failed;
        throw;
    }
}

void pooled_transaction::query(std::string_view sql, std::span<const value> parameters, std::span<const column> columns,
                               const visitor& visit)
{
    guarded([&] { on_.query(sql, parameters, columns, visit); });
}

std::int64_t pooled_transaction::execute(std::string_view sql, std::span<const value> parameters)
{
    wrote_ = true;
    return guarded([&] { return on_.execute(sql, parameters); });
}

std::int64_t pooled_transaction::next_id()
{
    if (own_next_ == own_end_) {
        if (const auto id = ids_.take()) return *id;
        wrote_ = true;
        own_next_ = guarded([&] { return id_blocks::reserve(on_); });
        own_end_ = own_next_ + id_blocks::block;
    }
    return own_next_++;
}

const std::string& pooled_transaction::write_id() const
{
    write_id_asked_ = true;
    return write_id_;
}

void pooled_transaction::after_commit(std::function<void()> effect)
{
    effects_.push_back(std::move(effect));
}

bool pooled_transaction::attempt(const std::function<bool()>& step)
{
    const std::string name = R"("step)" + std::to_string(depth_) + '"';
    const std::size_t effects_before = effects_.size();
    guarded([&] { on_.execute("SAVEPOINT " + name, {}); });
    ++depth_;
    const auto undo = [&] {
        --depth_;
        effects_.resize(effects_before);
        // Ids reserved in the step are free again in the database.
        own_next_ = own_end_;
        if (doom_) return;
        guarded([&] { on_.execute("ROLLBACK TO SAVEPOINT " + name, {}); });
        guarded([&] { on_.execute("RELEASE SAVEPOINT " + name, {}); });
    };
    bool kept = false;
    try {
        kept = step();
    } catch (...) {
        undo();
        throw;
    }
    if (!kept || doom_) {
        undo();
        return false;
    }
    --depth_;
    guarded([&] { on_.execute("RELEASE SAVEPOINT " + name, {}); });
    return true;
}

} // namespace nscl::database
