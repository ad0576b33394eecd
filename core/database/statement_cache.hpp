#pragma once

#include "core/database/database.hpp"

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nscl::database {

/// A statement that the database has parsed, for parameters and columns of fixed types.
class prepared_statement {
public:
    virtual ~prepared_statement() = default;

    /// Runs it; returns the number of rows matched.
    virtual std::int64_t execute(std::span<const value> parameters) = 0;

    /// Runs it and visits each row; the statement holds nothing in the database afterwards.
    virtual void query(std::span<const value> parameters, const visitor& visit) = 0;
};

/// The prepared statements of one connection, the least recently used of them thrown away. One thread at a time.
class statement_cache {
    struct entry;
    using entries = std::list<entry>;

public:
    /// Prepares a statement; `parameters` are their types.
    using preparer = std::function<std::unique_ptr<prepared_statement>(
        std::string_view sql, std::span<const column> parameters, std::span<const column> columns)>;

    statement_cache(std::size_t capacity, preparer prepare);
    ~statement_cache();

    /// A statement in use. A second user of the same SQL meanwhile gets another one. When an exception ends the use,
    /// the statement is thrown away: its state is not worth relying on.
    class lease {
    public:
        lease(statement_cache& from, entries::iterator at);
        lease(const lease&) = delete;
        lease& operator=(const lease&) = delete;
        ~lease();

        prepared_statement* operator->() const;

    private:
        statement_cache& from_;
        entries::iterator at_;
        int exceptions_;
    };

    /// A statement for these types; null fits any type.
    lease get(std::string_view sql, std::span<const value> parameters, std::span<const column> columns);

    /// Throws all statements away, none of which is in use: the connection goes.
    void clear();

    /// Throws those away that are not in use.
    void forget_idle();

    std::size_t size() const;

private:
    struct entry {
        std::string sql;
        std::vector<column> parameters;
        std::vector<column> columns;
        std::unique_ptr<prepared_statement> statement;
        bool busy = false;
    };

    entries::iterator find(std::string_view sql, std::span<const value> parameters, std::span<const column> columns);
    entries::iterator add(std::string_view sql, std::span<const value> parameters, std::span<const column> columns);
    void erase(entries::iterator at);
    void make_room();

    std::size_t capacity_;
    preparer prepare_;
    entries entries_; ///< most recently used first
    std::unordered_multimap<std::string_view, entries::iterator> by_sql_;
};

} // namespace nscl::database
