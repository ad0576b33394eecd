#include "core/database/ddl.hpp"
#include "core/database/dialect.hpp"

namespace nscl::database {
namespace {

std::string_view type_name(storage kept)
{
    switch (kept) {
    case storage::integer: return "INTEGER";
    case storage::short_text:
    case storage::long_text: return "TEXT";
    case storage::key_bytes:
    case storage::blob: return "BLOB";
    }
    return "BLOB";
}

std::string sqlite_definition(const column_model& column)
{
    std::string out = dialect::quoted(column.name) + " " + std::string{type_name(column.storage)};
    if (!column.nullable) out += " NOT NULL";
    if (const auto fallback = ddl::literal(column.fallback); !fallback.empty()) out += " DEFAULT " + fallback;
    if (!column.references.empty())
        out += " REFERENCES " + dialect::quoted(column.references) + " (\"id\") ON DELETE RESTRICT ON UPDATE RESTRICT";
    return out;
}

/// `INTEGER PRIMARY KEY` makes the id the row's own number: one b-tree instead of two.
bool is_rowid(const table_model& table, const column_model& column)
{
    return table.primary_key.size() == 1 && table.primary_key.front() == column.name &&
           column.storage == storage::integer && column.references.empty();
}

class sqlite final : public dialect {
public:
    std::string_view name() const override { return "sqlite"; }

    std::string create_table(const table_model& table) const override
    {
        std::string columns;
        bool keyed = table.primary_key.empty();
        for (column_model column : table.columns) {
            if (!columns.empty()) columns += ", ";
            if (is_rowid(table, column)) {
                columns += quoted(column.name) + " INTEGER PRIMARY KEY";
                keyed = true;
                continue;
            }
            // SQLite, unlike the standard, lets a primary key hold NULL.
            if (ddl::in_primary_key(table, column.name)) column.nullable = false;
            columns += sqlite_definition(column);
        }
        if (!keyed) columns += ", PRIMARY KEY (" + ddl::name_list(table.primary_key) + ")";
        return "CREATE TABLE IF NOT EXISTS " + quoted(table.name) + " (" + columns + ")";
    }

    std::string add_column(std::string_view table, const column_model& column) const override
    {
        return "ALTER TABLE " + quoted(table) + " ADD COLUMN " + sqlite_definition(column);
    }

    std::string create_index(std::string_view table, const index_model& index) const override
    {
        return ddl::create_index_if_not_exists(table, index);
    }

    std::string drop_index(std::string_view, std::string_view index) const override
    {
        return "DROP INDEX IF EXISTS " + quoted(index);
    }

    std::string rename_column(std::string_view table, std::string_view from, const column_model& to) const override
    {
        return "ALTER TABLE " + quoted(table) + " RENAME COLUMN " + quoted(from) + " TO " + quoted(to.name);
    }

    std::string rename_table(std::string_view from, const table_model& to) const override
    {
        return "ALTER TABLE " + quoted(from) + " RENAME TO " + quoted(to.name);
    }

    std::string lengthen_column(std::string_view, const column_model&) const override { return {}; }

    bool transactional_ddl() const override { return true; }
    std::string_view for_update() const override { return ""; }
    std::string_view insert_or_ignore() const override { return "INSERT OR IGNORE INTO"; }
    std::string_view explain() const override { return ""; }

    std::string_view tables() const override
    {
        return R"(SELECT "name" FROM sqlite_master WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite!_%' ESCAPE '!')";
    }

    std::string_view ignore_foreign_keys() const override { return "PRAGMA foreign_keys=OFF"; }
    std::string_view claim_alone() const override { return "PRAGMA locking_mode=EXCLUSIVE"; }
};

} // namespace

const dialect& sqlite_dialect()
{
    static const sqlite only;
    return only;
}

} // namespace nscl::database
