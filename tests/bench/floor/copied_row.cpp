#include "tests/bench/floor/copied_row.hpp"

#include <algorithm>
#include <stdexcept>

namespace nscl::bench {

namespace {

std::string insert_sql(const sqlite& database, const std::string& table)
{
    const statement any{database, "SELECT * FROM " + table};
    std::string marks;
    for (int i = 0; i < sqlite3_column_count(any.get()); ++i) marks += marks.empty() ? "?" : ",?";
    return "INSERT INTO " + table + " VALUES (" + marks + ")";
}

} // namespace

copied_row::copied_row(const sqlite& database, const std::string& table, const std::string& condition,
                       std::vector<std::string> own, const std::vector<std::string>& empty)
    : insert_(database, insert_sql(database, table)), parameters_(own.size())
{
    statement source{database, "SELECT * FROM " + table + " WHERE " + condition + " LIMIT 1"};
    if (!source.step()) throw std::runtime_error("there is no row in " + table + " to take after");
    for (int i = 0; i < sqlite3_column_count(source.get()); ++i) {
        const std::string name = sqlite3_column_name(source.get(), i);
        if (const auto given = std::ranges::find(own, name); given != own.end())
            parameters_[static_cast<std::size_t>(given - own.begin())] = i + 1;
        else if (std::ranges::find(empty, name) == empty.end())
            sqlite3_bind_value(insert_.get(), i + 1, sqlite3_column_value(source.get(), i));
    }
}

void copied_row::set_bytes(std::size_t own, std::string_view value)
{
    sqlite3_bind_blob(insert_.get(), parameters_[own], value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
}

void copied_row::insert()
{
    insert_.step();
    insert_.reset();
}

std::int64_t one_number(const sqlite& database, const std::string& sql)
{
    statement asked{database, sql};
    return asked.step() ? asked.integer(0) : 0;
}

} // namespace nscl::bench
