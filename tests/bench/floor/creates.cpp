#include "tests/bench/floor/creates.hpp"

#include "tests/bench/floor/sqlite.hpp"

#include <chrono>
#include <deque>
#include <optional>
#include <set>
#include <vector>

namespace nscl::bench {

namespace {

/// Inserts rows that look like one that is there, but for the columns that must be different.
class copied_row {
public:
    copied_row(const sqlite& database, const std::string& table, const std::string& condition, const std::string& id,
               const std::string& empty)
        : insert_(database, insert_sql(database, table))
    {
        statement source{database, "SELECT * FROM " + table + " WHERE " + condition + " LIMIT 1"};
        if (!source.step()) throw std::runtime_error("there is no row in " + table + " to take after");
        for (int i = 0; i < sqlite3_column_count(source.get()); ++i) {
            const std::string name = sqlite3_column_name(source.get(), i);
            if (name == id) id_ = i + 1;
            if (name != id && name != empty)
                sqlite3_bind_value(insert_.get(), i + 1, sqlite3_column_value(source.get(), i));
        }
    }

    void insert(std::int64_t id)
    {
        insert_.bind(id_, id);
        insert_.step();
        insert_.reset();
    }

private:
    static std::string insert_sql(const sqlite& database, const std::string& table)
    {
        const statement any{database, "SELECT * FROM " + table};
        std::string marks;
        for (int i = 0; i < sqlite3_column_count(any.get()); ++i) marks += marks.empty() ? "?" : ",?";
        return "INSERT INTO " + table + " VALUES (" + marks + ")";
    }

    statement insert_;
    int id_ = 0;
};

std::int64_t one_number(const sqlite& database, const std::string& sql)
{
    statement asked{database, sql};
    return asked.step() ? asked.integer(0) : 0;
}

} // namespace

double creates_per_second(const std::string& file, double seconds)
{
    sqlite database{file};
    const auto model =
        std::to_string(one_number(database, "SELECT MIN(id) FROM programme_organization WHERE type='public_unit'"));
    copied_row organization{database, "programme_organization", "id=" + model, "id", "tax_code"};
    copied_row journal{database, "core_journal", "entity='programme.organization' AND record=" + model, "id",
                       "seal_number"};
    std::vector<copied_row> words;
    statement found{database, "SELECT rowid FROM core_word WHERE record=" + model};
    while (found.step())
        words.emplace_back(database, "core_word", "rowid=" + std::to_string(found.integer(0)), "record", "");

    // Far above the blocks of ids that a server may have reserved.
    const std::int64_t first = one_number(database, "SELECT MAX(id) FROM core_journal") + 1000000000;
    std::int64_t stored = 0;
    const auto begin = std::chrono::steady_clock::now();
    std::chrono::duration<double> passed{};
    for (; passed.count() < seconds; passed = std::chrono::steady_clock::now() - begin) {
        database.execute("BEGIN IMMEDIATE");
        organization.insert(first + stored);
        journal.insert(first + stored);
        for (copied_row& word : words) word.insert(first + stored);
        database.execute("COMMIT");
        ++stored;
    }
    return static_cast<double>(stored) / passed.count();
}

} // namespace nscl::bench
