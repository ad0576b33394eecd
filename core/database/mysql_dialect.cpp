#include "core/database/mysql_dialect.hpp"
#include "core/database/ddl.hpp"

#include <cstdint>

namespace nscl::database {
namespace {

constexpr std::size_t longest_identifier = 64;

/// FNV-1a, so that a shortened name stays the same from run to run.
std::string short_hash(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211U;
    }
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(hash >> shift) & 15U];
    return out;
}

/// Constraint names are unique in the whole database.
std::string foreign_key_name(std::string_view table, std::string_view column)
{
    std::string name = std::string{table} + "_" + std::string{column} + "_fk";
    if (name.size() <= longest_identifier) return name;
    const std::string mark = "_" + short_hash(name);
    return name.substr(0, longest_identifier - mark.size()) + mark;
}

std::string type_name(const column_model& column)
{
    switch (column.storage) {
    case storage::integer: return "BIGINT";
    case storage::short_text: return "VARCHAR(" + std::to_string(column.length) + ")";
    case storage::long_text: return "LONGTEXT";
    case storage::key_bytes: return "VARBINARY(" + std::to_string(column.length) + ")";
    case storage::blob: return "LONGBLOB";
    }
    return "LONGBLOB";
}

std::string mysql_definition(const column_model& column)
{
    std::string out =
        dialect::quoted(column.name) + " " + type_name(column) + (column.nullable ? " NULL" : " NOT NULL");
    // In parentheses, without which MySQL gives long texts no default.
    if (const auto fallback = ddl::literal(column.fallback); !fallback.empty()) out += " DEFAULT (" + fallback + ")";
    return out;
}

std::string target_of(const column_model& column)
{
    return "(" + dialect::quoted(column.name) + ") REFERENCES " + dialect::quoted(column.references) +
           " (\"id\") ON DELETE RESTRICT ON UPDATE RESTRICT";
}

class mysql final : public dialect {
public:
    explicit mysql(mysql_flavour flavour) : mariadb_(flavour == mysql_flavour::mariadb) {}

    std::string_view name() const override { return "mysql"; }

    std::string create_table(const table_model& table) const override
    {
        std::string body;
        std::string keys;
        for (column_model column : table.columns) {
            if (!body.empty()) body += ", ";
            if (ddl::in_primary_key(table, column.name)) column.nullable = false;
            body += mysql_definition(column);
            if (!column.references.empty())
                keys += ", CONSTRAINT " + quoted(foreign_key_name(table.name, column.name)) + " FOREIGN KEY " +
                        target_of(column);
        }
        if (!table.primary_key.empty()) body += ", PRIMARY KEY (" + ddl::name_list(table.primary_key) + ")";
        return "CREATE TABLE IF NOT EXISTS " + quoted(table.name) + " (" + body + keys +
               ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=" + std::string{mysql_collation(flavour())};
    }

    std::string add_column(std::string_view table, const column_model& column) const override
    {
        std::string out = "ALTER TABLE " + quoted(table) + " ADD COLUMN " + if_not_exists() + mysql_definition(column);
        if (!column.references.empty()) out += ", " + add_foreign_key(table, column);
        return out;
    }

    std::string create_index(std::string_view table, const index_model& index) const override
    {
        if (mariadb_) return ddl::create_index_if_not_exists(table, index);
        return std::string{index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX "} + quoted(index.name) + " ON " +
               quoted(table) + " (" + ddl::name_list(index.columns) + ")";
    }

    std::string drop_index(std::string_view table, std::string_view index) const override
    {
        return std::string{mariadb_ ? "DROP INDEX IF EXISTS " : "DROP INDEX "} + quoted(index) + " ON " + quoted(table);
    }

    std::string rename_column(std::string_view table, std::string_view from, const column_model& to) const override
    {
        std::string out =
            "ALTER TABLE " + quoted(table) + " RENAME COLUMN " + if_exists() + quoted(from) + " TO " + quoted(to.name);
        if (!to.references.empty()) out += ", " + drop_foreign_key(table, from) + ", " + add_foreign_key(table, to);
        return out;
    }

    /// Foreign keys are named by table and column; under their old names they would stand in the way of later ones.
    std::string rename_table(std::string_view from, const table_model& to) const override
    {
        std::string out = "ALTER TABLE " + if_exists() + quoted(from) + " RENAME TO " + quoted(to.name);
        for (const column_model& column : to.columns) {
            if (column.references.empty()) continue;
            out += ", " + drop_foreign_key(from, column.name) + ", " + add_foreign_key(to.name, column);
        }
        return out;
    }

    std::string lengthen_column(std::string_view table, const column_model& column) const override
    {
        return "ALTER TABLE " + quoted(table) + " MODIFY COLUMN " + mysql_definition(column);
    }

    bool transactional_ddl() const override { return false; }
    std::string_view for_update() const override { return " FOR UPDATE"; }
    std::string_view insert_or_ignore() const override { return "INSERT IGNORE INTO"; }
    std::string_view explain() const override { return "EXPLAIN FORMAT=JSON "; }

    std::string_view tables() const override
    {
        return R"(SELECT "TABLE_NAME" FROM information_schema.TABLES WHERE "TABLE_SCHEMA" = DATABASE())";
    }

    std::string_view ignore_foreign_keys() const override { return "SET SESSION foreign_key_checks=0"; }

    std::string_view claim_alone() const override
    {
        return "SELECT IF(GET_LOCK(CONCAT('nscl restore ', MD5(DATABASE())), 0) = 1, 'exclusive', 'shared')";
    }

private:
    mysql_flavour flavour() const { return mariadb_ ? mysql_flavour::mariadb : mysql_flavour::mysql; }
    std::string if_not_exists() const { return mariadb_ ? "IF NOT EXISTS " : ""; }
    std::string if_exists() const { return mariadb_ ? "IF EXISTS " : ""; }

    std::string add_foreign_key(std::string_view table, const column_model& column) const
    {
        const std::string key = quoted(foreign_key_name(table, column.name));
        return "ADD CONSTRAINT " + key + " FOREIGN KEY " + (mariadb_ ? "IF NOT EXISTS " + key + " " : "") +
               target_of(column);
    }

    std::string drop_foreign_key(std::string_view table, std::string_view column) const
    {
        return "DROP FOREIGN KEY " + if_exists() + quoted(foreign_key_name(table, column));
    }

    bool mariadb_;
};

} // namespace

const dialect& mysql_dialect()
{
    return mysql_dialect(mysql_flavour::mariadb);
}

const dialect& mysql_dialect(mysql_flavour flavour)
{
    static const mysql for_mariadb{mysql_flavour::mariadb};
    static const mysql for_mysql{mysql_flavour::mysql};
    return flavour == mysql_flavour::mariadb ? for_mariadb : for_mysql;
}

std::string_view mysql_collation(mysql_flavour flavour)
{
    return flavour == mysql_flavour::mariadb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";
}

} // namespace nscl::database
