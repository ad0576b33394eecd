#pragma once

#include "core/database/database.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace nscl::database {

/// What a connection is used for.
enum class purpose : std::uint8_t {
    read,   ///< a transaction whose queries see one snapshot
    write,  ///< a transaction whose statements see what others have committed before each
    look_up ///< one query, without a transaction around it
};

/// One connection and its prepared statements. One thread at a time. Everything throws `database::error`; after
/// fault::connection_lost the next begin() sets it up again.
class connection {
public:
    virtual ~connection() = default;

    /// Begins a transaction, but for a look-up. Connects first when that was not yet done or the connection was lost.
    virtual void begin(purpose what) = 0;
    virtual void commit() = 0;
    /// Also ends a read or look-up. Never fails: a connection that cannot roll back is set up again at the next begin().
    virtual void rollback() noexcept = 0;
    /// False when the database has ended the transaction by itself, as SQLite does when a disk is full: what would be executed now would
    /// stand alone.
    virtual bool in_transaction() = 0;

    /// Connects afresh, in a few tries; what was open is lost.
    virtual void reconnect() = 0;
    /// Waits a few seconds at most until the server has forgotten the connection before the last reconnect(), so that
    /// what it was doing is either done or undone. False when it has not.
    virtual bool predecessor_is_gone() = 0;

    /// Of the last begin(): the pool prefers to hand out a connection for the same purpose again.
    virtual purpose last_purpose() const = 0;

    virtual void query(std::string_view sql, std::span<const value> parameters, std::span<const column> columns,
                       const visitor& visit) = 0;
    virtual std::int64_t execute(std::string_view sql, std::span<const value> parameters) = 0;

    virtual const nscl::database::dialect& dialect() const = 0;
};

} // namespace nscl::database
