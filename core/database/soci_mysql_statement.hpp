#pragma once

#include "core/database/statement_cache.hpp"

#include <soci/mysql/soci-mysql.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace nscl::database {

/// A statement that the server has prepared, through the client library of SOCI's session: SOCI itself writes parameters into the text,
/// which the server then reads anew each time. Failures are soci::mysql_soci_error, as those of SOCI's own statements.
class mysql_statement final : public prepared_statement {
public:
    /// `connection` outlives it.
    mysql_statement(MYSQL* connection, const std::string& sql, std::span<const column> parameters,
                    std::span<const column> columns);
    mysql_statement(const mysql_statement&) = delete;
    mysql_statement& operator=(const mysql_statement&) = delete;

    std::int64_t execute(std::span<const value> parameters) override;
    void query(std::span<const value> parameters, const visitor& visit) override;

private:
    struct slot {
        long long integer = 0;
        unsigned long length = 0;
        my_bool null = 0;
    };

    void run(std::span<const value> parameters);
    /// The text in column `at` of the current row, however long it is.
    void read_text(std::size_t at);
    void expect_success(bool failed) const;

    std::unique_ptr<MYSQL_STMT, decltype(&mysql_stmt_close)> handle_;
    std::vector<slot> given_;       ///< never resized: the client library holds addresses
    std::vector<MYSQL_BIND> gives_; ///< parameters
    std::vector<slot> found_;       ///< likewise
    std::vector<MYSQL_BIND> finds_; ///< columns, those too that were not asked for
    std::vector<column> columns_;
    std::vector<std::string> texts_;
    std::vector<cell> cells_;
};

/// A statement of neither parameters nor columns: sent as it stands, which spares a round trip; what it answers is thrown away.
class mysql_command final : public prepared_statement {
public:
    /// `connection` outlives it.
    mysql_command(MYSQL* connection, std::string sql) : connection_(connection), sql_(std::move(sql)) {}

    std::int64_t execute(std::span<const value> parameters) override;
    /// There is no such use: a query has columns.
    void query(std::span<const value> parameters, const visitor& visit) override;

private:
    MYSQL* connection_;
    std::string sql_;
};

} // namespace nscl::database
