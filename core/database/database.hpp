#pragma once

#include "core/database/dialect.hpp"
#include "core/database/error.hpp"
#include "core/database/value.hpp"

#include <array>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

/// The only way to the data. No driver's name occurs in these headers.
namespace nscl::database {

/// What the caller expects in a column; the database is never asked for types.
enum class column : std::uint8_t { integer, text };

/// One cell of the current row.
struct cell {
    bool null = true;
    long long integer = 0;
    std::string_view text; ///< the database's, as long as the row is the current one
};

/// The current row of a query; valid until the visitor returns.
class row {
public:
    explicit row(std::span<const cell> cells) : cells_(cells) {}

    std::size_t size() const { return cells_.size(); }
    bool is_null(std::size_t at) const { return cells_[at].null; }
    /// The integer in a column asked for as one; 0 when null.
    std::int64_t integer(std::size_t at) const { return cells_[at].null ? 0 : cells_[at].integer; }
    /// The text in a column asked for as one; empty when null.
    std::string_view text(std::size_t at) const { return cells_[at].null ? std::string_view{} : cells_[at].text; }

private:
    std::span<const cell> cells_;
};

/// Called for each row.
using visitor = std::function<void(const row&)>;

/// Consistent reads on one connection. Used by the thread that got it, only inside the closure that got it.
/// Every function throws `database::error` on an outage or a violated constraint.
class reader {
public:
    virtual ~reader() = default;

    /// Runs a SELECT; parameters are `?` in order. `columns` types the result from the left, at least one.
    /// LIKE has no character that escapes unless the statement names one.
    /// `visit` may query again on this reader.
    virtual void query(std::string_view sql, std::span<const value> parameters, std::span<const column> columns,
                       const visitor& visit) = 0;

    virtual const nscl::database::dialect& dialect() const = 0;

    /// The first row's integer, when there is a row and it is not null.
    std::optional<std::int64_t> integer(std::string_view sql, std::span<const value> parameters = {});
    /// The first row's text, when there is a row and it is not null.
    std::optional<std::string> text(std::string_view sql, std::span<const value> parameters = {});

    /// About how many rows a SELECT of one table would read, which is quick however many they are; none where the database does not guess.
    std::optional<std::int64_t> estimated_rows(std::string_view sql, std::span<const value> parameters);
};

/// A transaction in progress: sees its own writes, ends with the closure that it was given to.
class transaction : public reader {
public:
    /// Runs a statement; returns the number of rows that it matched, changed or not; 0 for DDL.
    virtual std::int64_t execute(std::string_view sql, std::span<const value> parameters = {}) = 0;

    /// A new record id: below 2^53, never used before, known before the insert.
    virtual std::int64_t next_id() = 0;

    /// The next number of a gapless sequence, from 1. Rolls back with the transaction.
    std::int64_t next_number(std::string_view sequence);

    /// Unique for this attempt; journal rows carry it, so that the outcome of a lost COMMIT can be looked up. Only a
    /// transaction that asked for it can be looked up: the others end with fault::outcome_unknown in that case.
    virtual const std::string& write_id() const = 0;

    /// Runs once the transaction is durable, on the thread that asked for the write; never when it rolls back.
    virtual void after_commit(std::function<void()> effect) = 0;

    /// Undoes what `step` did when it returns false or throws (which goes on), and nothing else. Returns what `step`
    /// did. No DDL inside: MariaDB commits everything before it.
    virtual bool attempt(const std::function<bool()>& step) = 0;
};

/// Whether writes of other threads may have their commit together with this one's. Each allows what the one before does. A nested write has its commit with the outer one, whatever it says.
enum class commit_sharing : std::uint8_t {
    alone,   ///< for long work: nobody else's answer waits for its end
    allowed, ///< its closure runs on the thread that asks
    /// Another thread may run its closure, in which nothing depends on the thread. What it throws, returns and wants done after the commit
    /// comes back to the thread that asked.
    carried
};

/// Of a database object, since it was opened.
struct write_counts {
    std::uint64_t writes = 0;  ///< that were kept
    std::uint64_t commits = 0; ///< that made them durable; fewer where writes share them
    std::size_t waiting = 0;   ///< now, for a turn to write; 0 where each has a connection of its own
    std::uint64_t retries =
        0; ///< closures that were run once more: a lost race or connection, a common commit that failed
    std::chrono::microseconds waited{0}; ///< all together, for a turn to write
};

/// Of the connections that reads lease, and on MariaDB writes too.
struct connection_counts {
    std::size_t all = 0;
    std::size_t in_use = 0;
    std::size_t waiting = 0;             ///< threads, now
    std::uint64_t waits = 0;             ///< leases that had to wait
    std::chrono::microseconds waited{0}; ///< all of them together
};

/// Faults that reads and writes ended with, each by its kind; those that a retry made good are not among them.
using fault_counts = std::array<std::uint64_t, fault_kinds>;

namespace detail {
template <class T>
concept refusable = requires(const T& t) {
    { t.has_error() } -> std::convertible_to<bool>;
};
} // namespace detail

class database {
public:
    virtual ~database() = default;

    /// Runs `fn(reader&)` on a leased connection and returns what it returns: one snapshot for all its queries. Inside
    /// a write or read of the same thread it joins that. Throws error{fault::busy} when no connection is free in time.
    template <class F>
    auto read(F&& fn) -> std::invoke_result_t<F, reader&>
    {
        return read_for(isolation::snapshot, std::forward<F>(fn));
    }

    /// The same for a `fn` of one query, which needs no snapshot: what begins and ends one costs as much as a small query.
    template <class F>
    auto look_up(F&& fn) -> std::invoke_result_t<F, reader&>
    {
        return read_for(isolation::none, std::forward<F>(fn));
    }

    /// Runs `fn(transaction&)` and commits; returns what it returns once that is durable. Rolls back when `fn` throws
    /// or returns an outcome with an error. A nested write joins: it is a step (`attempt`) of the outer one. `fn` may
    /// run several times (a lost race), so it has no effects outside the transaction but those given to after_commit.
    /// Inside a read it throws std::logic_error: what was read there may be old.
    template <class F>
    auto write(F&& fn, commit_sharing sharing = commit_sharing::allowed) -> std::invoke_result_t<F, transaction&>
    {
        using result = std::invoke_result_t<F, transaction&>;
        if constexpr (std::is_void_v<result>) {
            run_write(
                [&](transaction& t) {
                    fn(t);
                    return true;
                },
                sharing);
        } else {
            std::optional<result> kept;
            run_write(
                [&](transaction& t) {
                    kept.emplace(fn(t));
                    if constexpr (detail::refusable<result>)
                        return !kept->has_error();
                    else
                        return true;
                },
                sharing);
            return std::move(*kept);
        }
    }

    virtual const nscl::database::dialect& dialect() const = 0;

    virtual write_counts counts() const = 0;
    virtual connection_counts connections() const = 0;
    /// Whether somebody waits for a connection. Waits for no lock, so it may be asked for each request.
    virtual bool crowded() const = 0;
    virtual fault_counts faults() const = 0;

    /// Looks up whether a write whose COMMIT was never answered took place. Set once at start, by the journal.
    virtual void resolve_lost_commits_with(std::function<bool(reader&, const std::string& write_id)> committed) = 0;

protected:
    /// What the queries of a read have in common.
    enum class isolation : std::uint8_t { snapshot, none };

    virtual void run_read(isolation wanted, const std::function<void(reader&)>& fn) = 0;
    /// `fn` returns false to roll back.
    virtual void run_write(const std::function<bool(transaction&)>& fn, commit_sharing sharing) = 0;

private:
    template <class F>
    auto read_for(isolation wanted, F&& fn) -> std::invoke_result_t<F, reader&>
    {
        using result = std::invoke_result_t<F, reader&>;
        if constexpr (std::is_void_v<result>) {
            run_read(wanted, [&](reader& r) { fn(r); });
        } else {
            std::optional<result> kept;
            run_read(wanted, [&](reader& r) { kept.emplace(fn(r)); });
            return std::move(*kept);
        }
    }
};

} // namespace nscl::database
