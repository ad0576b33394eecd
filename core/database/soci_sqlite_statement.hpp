#pragma once

#include "core/database/statement_cache.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace nscl::database {

/// A statement that SQLite has compiled, on the handle of SOCI's session: its rows are read where they lie, and not copied through SOCI's
/// exchanges (docs/decisions/database-access.md). Failures are soci::sqlite3_soci_error, as those of SOCI's own statements.
class sqlite_statement final : public prepared_statement {
public:
    /// `connection` outlives it.
    sqlite_statement(sqlite_api::sqlite3* connection, std::string_view sql, std::span<const column> parameters,
                     std::span<const column> columns);

    std::int64_t execute(std::span<const value> parameters) override;
    void query(std::span<const value> parameters, const visitor& visit) override;

private:
    struct finalize {
        void operator()(sqlite_api::sqlite3_stmt* of) const { sqlite_api::sqlite3_finalize(of); }
    };

    void bind(std::span<const value> parameters);
    /// False when there is no further row.
    bool step();
    [[noreturn]] void fail() const;

    sqlite_api::sqlite3* connection_;
    std::unique_ptr<sqlite_api::sqlite3_stmt, finalize> handle_;
    std::vector<column> columns_;
    std::vector<cell> cells_;
};

} // namespace nscl::database
