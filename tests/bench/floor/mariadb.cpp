#include "tests/bench/floor/mariadb.hpp"

#include <stdexcept>
#include <vector>

namespace nscl::bench {

mariadb::mariadb(const std::string& socket, const std::string& database) : handle_(mysql_init(nullptr), &mysql_close)
{
    if (!mysql_real_connect(get(), nullptr, "nscl", "nscl-test", database.c_str(), 0, socket.c_str(), 0))
        throw std::runtime_error(mysql_error(get()));
    execute("SET SESSION sql_mode='ANSI_QUOTES,STRICT_ALL_TABLES'");
    execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
    execute("SET autocommit=0");
}

void mariadb::execute(const std::string& sql)
{
    if (mysql_real_query(get(), sql.data(), sql.size()) != 0) throw std::runtime_error(sql + ": " + mysql_error(get()));
}

mariadb_statement::mariadb_statement(const mariadb& on, const std::string& sql)
    : handle_(mysql_stmt_init(on.get()), &mysql_stmt_close)
{
    if (mysql_stmt_prepare(handle_.get(), sql.data(), sql.size()) != 0)
        throw std::runtime_error(sql + ": " + mysql_stmt_error(handle_.get()));
}

void mariadb_statement::run(std::span<std::int64_t> numbers)
{
    std::vector<MYSQL_BIND> bound(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        bound[i].buffer_type = MYSQL_TYPE_LONGLONG;
        bound[i].buffer = &numbers[i];
    }
    mysql_stmt_bind_param(handle_.get(), bound.data());
    if (mysql_stmt_execute(handle_.get()) != 0 || mysql_stmt_store_result(handle_.get()) != 0)
        throw std::runtime_error(mysql_stmt_error(handle_.get()));
    mysql_stmt_free_result(handle_.get());
}

} // namespace nscl::bench
