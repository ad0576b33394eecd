#pragma once

#include "core/database/table_model.hpp"

#include <string>
#include <string_view>

namespace nscl::database {

/// Every difference between the databases. Names are quoted with `"` on all of them (MariaDB: ANSI_QUOTES).
class dialect {
public:
    virtual ~dialect() = default;

    /// "sqlite" or "mysql".
    virtual std::string_view name() const = 0;

    /// DDL, one statement each. All but add_column and the renames may be repeated without harm; these too on MySQL,
    /// and on SQLite DDL is part of the transaction.
    virtual std::string create_table(const table_model& table) const = 0;
    virtual std::string add_column(std::string_view table, const column_model& column) const = 0;
    virtual std::string create_index(std::string_view table, const index_model& index) const = 0;
    virtual std::string drop_index(std::string_view table, std::string_view index) const = 0;
    /// The column `from` becomes `to`, which differs in its name only. Indexes follow under the names that they have.
    virtual std::string rename_column(std::string_view table, std::string_view from, const column_model& to) const = 0;
    /// The table `from`, which refers to other tables only, becomes `to`, which differs in its name only. Indexes follow under the
    /// names that they have.
    virtual std::string rename_table(std::string_view from, const table_model& to) const = 0;
    /// Widens a text to the storage of `column`; no index may cover it. "" where both are stored alike.
    virtual std::string lengthen_column(std::string_view table, const column_model& column) const = 0;

    /// True when DDL is part of the transaction around it.
    virtual bool transactional_ddl() const = 0;

    /// Appended to a SELECT whose rows are to be locked until the end of the transaction (" FOR UPDATE", or nothing).
    virtual std::string_view for_update() const = 0;

    /// Begins an INSERT that does nothing when the row is there ("INSERT OR IGNORE INTO", "INSERT IGNORE INTO").
    virtual std::string_view insert_or_ignore() const = 0;

    /// Begins a statement that says as JSON how a SELECT would be run, and with how many rows; "" where the database does not guess these.
    virtual std::string_view explain() const = 0;

    /// A SELECT of the names of all tables in the database, whoever made them.
    virtual std::string_view tables() const = 0;

    /// Statement after which the connection checks no foreign keys, between transactions only.
    virtual std::string_view ignore_foreign_keys() const = 0;

    /// A query that answers "exclusive" when the connection may be the only one that fills the database. On SQLite others are locked
    /// out once it writes, on MariaDB only others that ask the same; until the connection ends.
    virtual std::string_view claim_alone() const = 0;

    /// An identifier for use in SQL.
    static std::string quoted(std::string_view name);
};

/// The dialects; static lifetime.
const dialect& sqlite_dialect();
const dialect& mysql_dialect();

} // namespace nscl::database
