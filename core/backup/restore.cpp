#include "core/backup/backup.hpp"
#include "core/backup/backup_reader.hpp"
#include "core/backup/table_rows.hpp"
#include "core/database/error.hpp"
#include "core/database/open.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

namespace nscl::backup {

namespace {

using database::column;
using database::dialect;
using database::table_model;
using database::value;

constexpr std::size_t bytes_of_a_statement = std::size_t{1} << 19U;
constexpr std::size_t bytes_of_a_transaction = std::size_t{1} << 23U;

/// Rows per INSERT: few different statements, so that they stay prepared, and few round trips.
constexpr std::array<std::size_t, 3> group_sizes{32, 8, 1};

table_model mark()
{
    return {.name = std::string{database::restore_mark},
            .columns = {{.name = "table_name",
                         .storage = database::storage::short_text,
                         .length = 64,
                         .nullable = false,
                         .references = {}}},
            .primary_key = {"table_name"},
            .indexes = {}};
}

std::size_t size_of(const std::vector<value>& row)
{
    std::size_t size = 0;
    for (const auto& each : row) {
        const auto* text = std::get_if<std::string>(&each);
        size += text ? text->size() + 2 : 8;
    }
    return size;
}

/// The connection that fills a database, in a transaction from its first use on.
class filling {
public:
    explicit filling(database::connection& into) : into_(into)
    {
        into_.reconnect();
        into_.execute(into_.dialect().ignore_foreign_keys(), {});
        if (text(into_.dialect().claim_alone()) != "exclusive")
            throw refused{"another restore fills this database; let it end"};
        begin();
    }
    filling(const filling&) = delete;
    filling& operator=(const filling&) = delete;
    ~filling() { into_.rollback(); }

    database::connection& connection() { return into_; }
    const nscl::database::dialect& dialect() { return into_.dialect(); }
    void execute(const std::string& sql, std::span<const value> parameters = {}) { into_.execute(sql, parameters); }

    void keep()
    {
        into_.commit();
        begin();
    }

    std::string text(std::string_view sql)
    {
        std::string found;
        static constexpr std::array columns{column::text};
        into_.query(sql, {}, columns, [&](const database::row& row) { found = row.text(0); });
        return found;
    }

    std::int64_t integer(const std::string& sql)
    {
        std::int64_t found = 0;
        static constexpr std::array columns{column::integer};
        into_.query(sql, {}, columns, [&](const database::row& row) { found = row.integer(0); });
        return found;
    }

private:
    void begin()
    {
        try {
            into_.begin(database::purpose::write);
        } catch (const database::error& failed) {
            if (failed.kind() != database::fault::busy) throw;
            throw refused{std::string{"somebody else uses the database; stop the server that runs on it: "} +
                          failed.what()};
        }
    }

    database::connection& into_;
};

/// Takes away what a restore that was broken off has made. The mark goes last, so that this too may be broken off.
void clear(filling& into, const std::set<std::string>& present)
{
    const auto named = std::string{database::restore_mark};
    if (!present.contains(named)) return;
    std::set<std::string> made;
    static constexpr std::array columns{column::text};
    into.connection().query("SELECT \"table_name\" FROM " + dialect::quoted(named), {}, columns,
                            [&](const database::row& row) { made.emplace(row.text(0)); });
    for (const auto& each : made)
        if (present.contains(each)) into.execute("DROP TABLE " + dialect::quoted(each));
    into.execute("DROP TABLE " + dialect::quoted(named));
    into.keep();
}

void require_empty(filling& into)
{
    const auto present = database::tables_of(into.connection());
    if (present.empty()) return;
    throw refused{"the database has tables already (" + *present.begin() + (present.size() > 1 ? ", ...)" : ")") +
                  "; a backup is restored into an empty one only. Nothing was changed"};
}

/// From here on the database is refused by servers, until the mark goes again.
void set_mark(filling& into, const std::vector<table_model>& tables)
{
    into.execute(into.dialect().create_table(mark()));
    for (const auto& each : tables) {
        const std::array<value, 1> row{each.name};
        into.execute("INSERT INTO " + dialect::quoted(database::restore_mark) + " (\"table_name\") VALUES (?)", row);
    }
    into.keep();
}

/// Inserts the rows of one table as they come.
class row_inserter {
public:
    row_inserter(filling& into, const table_model& table)
        : into_(into), insert_("INSERT INTO " + dialect::quoted(table.name) + " (" + columns_of(table) + ") VALUES ")
    {
        for (std::size_t at = 0; at < table.columns.size(); ++at) places_ += at == 0 ? "(?" : ",?";
        places_ += ")";
    }

    void add(const std::vector<value>& row)
    {
        bytes_ += size_of(row);
        waiting_.push_back(row);
        if (waiting_.size() == group_sizes.front() || bytes_ > bytes_of_a_statement) flush();
    }

    void flush()
    {
        std::span<const std::vector<value>> rest{waiting_};
        for (const auto size : group_sizes)
            for (; rest.size() >= size; rest = rest.subspan(size)) insert(rest.first(size));
        waiting_.clear();
        uncommitted_ += bytes_;
        bytes_ = 0;
        if (uncommitted_ < bytes_of_a_transaction) return;
        into_.keep();
        uncommitted_ = 0;
    }

private:
    void insert(std::span<const std::vector<value>> rows)
    {
        auto sql = insert_;
        std::vector<value> parameters;
        for (const auto& row : rows) {
            sql += (parameters.empty() ? "" : ",") + places_;
            parameters.insert(parameters.end(), row.begin(), row.end());
        }
        into_.execute(sql, parameters);
    }

    filling& into_;
    std::string insert_;
    std::string places_;
    std::vector<std::vector<value>> waiting_;
    std::size_t bytes_ = 0;
    std::size_t uncommitted_ = 0;
};

void fill(filling& into, backup_reader& from, const table_model& table)
{
    into.execute(into.dialect().create_table(table));
    row_inserter inserter{into, table};
    std::vector<value> row;
    while (from.next_row(row)) inserter.add(row);
    inserter.flush();
    for (const auto& each : table.indexes) into.execute(into.dialect().create_index(table.name, each));
    into.keep();
}

/// The database did not check them while it was filled.
void check_references(filling& into, const table_model& table)
{
    for (const auto& each : table.columns) {
        if (each.references.empty()) continue;
        const auto held = "a." + dialect::quoted(each.name);
        const auto lost = into.integer("SELECT COUNT(*) FROM " + dialect::quoted(table.name) + " AS a LEFT JOIN " +
                                       dialect::quoted(each.references) + R"( AS b ON b."id" = )" + held + " WHERE " +
                                       held + R"( IS NOT NULL AND b."id" IS NULL)");
        if (lost > 0)
            throw refused{"rows of " + table.name + "." + each.name + " refer to rows of " + each.references +
                          " that are not in the backup; it cannot have been made by nscl backup"};
    }
}

std::vector<table_model> tables_in(const std::filesystem::path& file)
{
    std::vector<table_model> all;
    backup_reader from{file};
    std::vector<value> row;
    while (auto table = from.next_table()) {
        while (from.next_row(row)) {
        }
        all.push_back(std::move(*table));
    }
    return all;
}

} // namespace

summary restore(database::connection& with, const std::filesystem::path& file)
{
    const auto tables = tables_in(file); // its sum is right, or this throws
    filling into{with};
    clear(into, database::tables_of(with));
    require_empty(into);
    set_mark(into, tables);

    backup_reader from{file};
    while (const auto table = from.next_table()) fill(into, from, *table);
    for (const auto& each : tables) check_references(into, each);
    into.execute("DROP TABLE " + dialect::quoted(database::restore_mark));
    with.commit();
    return from.read_so_far();
}

} // namespace nscl::backup
