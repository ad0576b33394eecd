#include "tests/bench/floor/sqlite.hpp"

#include <stdexcept>

namespace nscl::bench {

sqlite::sqlite(const std::string& file)
{
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    handle_.reset(opened);
    if (result != SQLITE_OK) throw std::runtime_error("cannot open " + file);
    execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000");
}

void sqlite::execute(const char* sql)
{
    if (sqlite3_exec(get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error(std::string{sql} + ": " + sqlite3_errmsg(get()));
}

statement::statement(const sqlite& on, const std::string& sql)
{
    sqlite3_stmt* prepared = nullptr;
    const int result = sqlite3_prepare_v3(on.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    handle_.reset(prepared);
    if (result != SQLITE_OK) throw std::runtime_error(sql + ": " + sqlite3_errmsg(on.get()));
}

void statement::bind(int parameter, std::string_view value)
{
    sqlite3_bind_text(get(), parameter, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
}

bool statement::step()
{
    const int result = sqlite3_step(get());
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(get())));
}

std::string_view statement::text(int column) const
{
    const auto* begin = reinterpret_cast<const char*>(sqlite3_column_text(get(), column));
    return {begin, static_cast<std::size_t>(sqlite3_column_bytes(get(), column))};
}

} // namespace nscl::bench
