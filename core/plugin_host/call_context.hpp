#pragma once

#include "core/entities/reading/list_reader.hpp"
#include "core/plugin_host/invocation.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace nscl::plugin_host {

/// A record that a plugin may look at.
struct opened_record {
    const entities::entity* type = nullptr;
    const entities::record* content = nullptr;
    entities::record* draft = nullptr;                ///< the same, where it may be changed
    const entities::caller* reader = nullptr;         ///< whose field rights apply; null: all fields are shown
    std::unique_ptr<const entities::record> own = {}; ///< `content`, where nobody else keeps it
};

/// A list that a plugin reads record by record, fetched in pages; no connection is held between them.
struct opened_list {
    const entities::entity* type = nullptr;
    const entities::caller* reader = nullptr; ///< null: the plugin's own authority
    entities::list_query query;
    entities::condition scope;
    std::size_t left = 0;            ///< records that may still be delivered
    bool truncated_is_error = false; ///< no limit was asked for: more than the host delivers is refused
    std::vector<entities::record> page;
    std::size_t at = 0;
    bool complete = false; ///< `page` is the last one
    std::optional<entities::list_position> end;
};

struct kept_cell {
    bool null = true;
    std::int64_t integer = 0;
    std::string text;
};

/// A query's result, fetched whole.
struct opened_cursor {
    std::vector<database::column> columns;
    std::vector<std::vector<kept_cell>> rows;
    std::size_t at = 0;
};

/// What a context handle stands for: one callback, or one transaction inside it. Lives on the stack of the thread that runs the
/// callback, and is known to that thread only: a handle used elsewhere or later is stale, whatever it holds. The handles of what was
/// opened carry their context's generation and end with it.
class call_context {
public:
    call_context(invocation& about, database::transaction* within, call_context* outer = nullptr);
    call_context(const call_context&) = delete;
    call_context& operator=(const call_context&) = delete;
    /// Closes cursors that the plugin forgot, and says so in the log.
    ~call_context();

    /// The running context of this thread that the handle names, if it is one of `plugin`; else null.
    static call_context* find(const hosted_plugin& plugin, nscl_handle handle);

    nscl_handle handle() const { return handle_; }
    invocation& about() const { return about_; }
    /// Null outside transactions.
    database::transaction* transaction() const { return within_; }

    /// Whether a change of the record is what called this thread's plugins, in this transaction: its row is locked already.
    bool is_changing(const entities::entity& of, entities::record_id id) const;

    nscl_handle open(opened_record record) { return add(std::move(record)); }
    nscl_handle open(opened_list list) { return add(std::move(list)); }
    nscl_handle open(opened_cursor cursor) { return add(std::move(cursor)); }

    /// What a handle of this context, or of one around it, names: stale when its life is over, misuse when it is of another kind.
    template <class Opened>
    called<Opened*> get(nscl_handle handle);

    /// Ends a cursor.
    called<void> close_cursor(nscl_handle handle);

    lent_memory& memory() { return memory_; }

private:
    using opened = std::variant<std::monostate, opened_record, opened_list, opened_cursor>;

    nscl_handle add(opened what);
    /// Null when it is not of this context or one around it, or was closed.
    opened* find_opened(nscl_handle handle);

    invocation& about_;
    database::transaction* within_;
    call_context* outer_;
    nscl_handle handle_;
    std::vector<std::unique_ptr<opened>> opened_; ///< found by number, and where they are as long as they are open
    lent_memory memory_;
};

template <class Opened>
called<Opened*> call_context::get(nscl_handle handle)
{
    auto* found = find_opened(handle);
    if (!found) return call_status::stale("the handle names nothing that is open in this callback");
    auto* wanted = std::get_if<Opened>(found);
    if (!wanted) return call_status::misuse("the handle is of another kind");
    return wanted;
}

} // namespace nscl::plugin_host
