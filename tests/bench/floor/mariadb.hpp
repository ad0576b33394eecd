#pragma once

#include <mysql.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>

/// The MariaDB C API with its handles owned; nothing else. Failures throw std::runtime_error.
namespace nscl::bench {

class mariadb {
public:
    /// By the Unix socket, as the user and with the password of tests/support/mariadb.sh.
    mariadb(const std::string& socket, const std::string& database);
    void execute(const std::string& sql);
    MYSQL* get() const { return handle_.get(); }

private:
    std::unique_ptr<MYSQL, decltype(&mysql_close)> handle_{nullptr, &mysql_close};
};

/// A statement that the server has prepared; its parameters are numbers.
class mariadb_statement {
public:
    mariadb_statement(const mariadb& on, const std::string& sql);
    /// Runs it and throws away what it finds.
    void run(std::span<std::int64_t> numbers);

private:
    std::unique_ptr<MYSQL_STMT, decltype(&mysql_stmt_close)> handle_{nullptr, &mysql_stmt_close};
};

} // namespace nscl::bench
