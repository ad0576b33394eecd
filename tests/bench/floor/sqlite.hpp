#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

/// The SQLite C API with its handles owned; nothing else. Failures throw std::runtime_error.
namespace nscl::bench {

class sqlite {
public:
    explicit sqlite(const std::string& file);
    void execute(const char* sql);
    sqlite3* get() const { return handle_.get(); }

private:
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> handle_{nullptr, &sqlite3_close};
};

/// A prepared statement that is used again and again.
class statement {
public:
    statement(const sqlite& on, const std::string& sql);

    void bind(int parameter, std::int64_t value) { sqlite3_bind_int64(handle_.get(), parameter, value); }
    /// The text stays alive until the statement is reset.
    void bind(int parameter, std::string_view value);
    /// True while there is a row.
    bool step();
    void reset() { sqlite3_reset(handle_.get()); }

    bool is_null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }
    std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
    /// Valid until the next step or reset.
    std::string_view text(int column) const;
    sqlite3_stmt* get() const { return handle_.get(); }

private:
    std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> handle_{nullptr, &sqlite3_finalize};
};

} // namespace nscl::bench
