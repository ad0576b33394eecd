#include "core/database/mysql_dialect.hpp"
#include "core/database/native_error.hpp"
#include "core/database/soci_connection.hpp"
#include "core/database/soci_mysql_statement.hpp"
#include "core/database/soci_session.hpp"

#include <algorithm>
#include <array>
#include <thread>

namespace nscl::database {
namespace {

constexpr std::chrono::seconds predecessor_patience{5};
constexpr std::chrono::milliseconds predecessor_pause{20};
/// A server that says nothing for so long is taken for lost; indexing a large table may take minutes.
constexpr std::chrono::seconds longest_statement{1800};
/// ER_MAX_PREPARED_STMT_COUNT_REACHED, by all connections of all who use the server.
constexpr unsigned too_many_statements = 1461;

MYSQL* handle(soci::session& session)
{
    return static_cast<soci::mysql_session_backend*>(session.get_backend())->conn_;
}

/// A value in SOCI's connect string.
std::string quoted_option(const char* name, const std::string& text)
{
    std::string out = std::string{name} + "='";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "' ";
}

/// The same meaning of SQL as on SQLite: "names", || joins, a wrong or too long value is an error, bytewise text, UTC.
std::string set_up(mysql_flavour flavour, std::chrono::milliseconds patience)
{
    const auto seconds = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(patience).count());
    return "SET SESSION sql_mode='ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES,NO_ZERO_DATE,"
           "NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone='+00:00', "
           "lock_wait_timeout=" +
           std::to_string(seconds) + ", innodb_lock_wait_timeout=" + std::to_string(seconds) +
           ", collation_connection=" + std::string{mysql_collation(flavour)};
}

class mysql_session final : public soci_session {
public:
    mysql_session(mysql_location where, std::string password, std::chrono::milliseconds patience)
        : where_(std::move(where)), password_(std::move(password)), patience_(patience)
    {
    }

    void commit() override
    {
        if (worked()) run("COMMIT");
    }

    void rollback() noexcept override
    {
        if (broken() || !worked() || set_for_ == purpose::look_up) return;
        try {
            run("ROLLBACK");
        } catch (...) {
            give_up();
        }
    }

    /// What ends one by itself there has a fault of its own: a deadlock, a lost connection.
    bool in_transaction() override { return !broken(); }

    bool predecessor_is_gone() override
    {
        const std::array<value, 1> id{static_cast<std::int64_t>(previous_)};
        static constexpr std::array columns{column::integer};
        const auto deadline = std::chrono::steady_clock::now() + predecessor_patience;
        while (std::chrono::steady_clock::now() < deadline) {
            bool known = false;
            query("SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = ?", id, columns,
                  [&](const row&) { known = true; });
            rollback();
            if (!known) return true;
            std::this_thread::sleep_for(predecessor_pause);
        }
        return false;
    }

    const nscl::database::dialect& dialect() const override { return mysql_dialect(flavour_); }

protected:
    std::unique_ptr<soci::session> connect() override
    {
        auto made = std::make_unique<soci::session>(soci::mysql, address());
        MYSQL* native = handle(*made);
        previous_ = current_;
        current_ = mysql_thread_id(native);
        const bool mariadb = std::string_view{mysql_get_server_info(native)}.find("MariaDB") != std::string_view::npos;
        flavour_ = mariadb ? mysql_flavour::mariadb : mysql_flavour::mysql;
        *made << set_up(flavour_, patience_);
        set_for_.reset();
        return made;
    }

    /// autocommit=0 saves the BEGIN: every transaction ends with COMMIT or ROLLBACK. Reads: REPEATABLE READ, so that a list and its count belong together. Writes: READ COMMITTED, because after
    /// locking a row the sums that it guards must include what the lock's last holder committed, not what stood there
    /// at the transaction's first SELECT; and it locks no gaps. Lost updates are the version check's business.
    void begin_now(purpose what) override
    {
        if (set_for_ == what) return;
        const std::string transactions = flavour_ == mysql_flavour::mariadb ? ", tx_" : ", transaction_";
        run(std::string{"SET SESSION autocommit="} + (what == purpose::look_up ? "1" : "0") + transactions +
            "isolation=" + (what == purpose::write ? "'READ-COMMITTED'" : "'REPEATABLE-READ'") + transactions +
            "read_only=" + (what == purpose::write ? "0" : "1"));
        set_for_ = what;
    }

    std::unique_ptr<prepared_statement> prepare(std::string_view sql, std::span<const column> parameters,
                                                std::span<const column> columns) override
    {
        std::string text{sql};
        if (parameters.empty() && columns.empty())
            return std::make_unique<mysql_command>(handle(session()), std::move(text));
        try {
            return std::make_unique<mysql_statement>(handle(session()), text, parameters, columns);
        } catch (const soci::mysql_soci_error& thrown) {
            if (thrown.err_num_ != too_many_statements) throw;
            forget_statements();
        }
        return std::make_unique<mysql_statement>(handle(session()), text, parameters, columns);
    }

    error translate(const soci::soci_error& thrown) override
    {
        const auto* native = dynamic_cast<const soci::mysql_soci_error*>(&thrown);
        if (native == nullptr) return {fault::other, thrown.get_error_message()};
        return mysql_error(native->err_num_, thrown.get_error_message());
    }

    bool forgives(std::string_view sql, const soci::soci_error& thrown) const override
    {
        const auto* native = dynamic_cast<const soci::mysql_soci_error*>(&thrown);
        if (native == nullptr || flavour_ == mysql_flavour::mariadb) return false;
        static constexpr std::array there_already{1060U, 1061U, 1091U}; // column, index; nothing to drop
        static constexpr std::array renamed_already{1054U, 1146U};      // no column, no table of the old name
        const auto is_one_of = [&](const auto& codes) {
            return std::ranges::find(codes, native->err_num_) != codes.end();
        };
        const bool ddl = sql.starts_with("ALTER ") || sql.starts_with("CREATE ") || sql.starts_with("DROP ");
        const bool rename = sql.starts_with("ALTER ") && sql.find(" RENAME ") != std::string_view::npos;
        return (ddl && is_one_of(there_already)) || (rename && is_one_of(renamed_already));
    }

private:
    std::string address() const
    {
        std::string out = quoted_option("user", where_.user) + quoted_option("db", where_.name);
        if (!password_.empty()) out += quoted_option("password", password_);
        if (where_.socket.empty())
            out += quoted_option("host", where_.host) + "port=" + std::to_string(where_.port) + " ";
        else
            out += quoted_option("host", "localhost") + quoted_option("unix_socket", where_.socket);
        const auto seconds = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(patience_).count());
        return out + "charset=utf8mb4 connect_timeout=" + std::to_string(seconds) +
               " read_timeout=" + std::to_string(longest_statement.count());
    }

    mysql_location where_;
    std::string password_;
    std::chrono::milliseconds patience_;
    mysql_flavour flavour_ = mysql_flavour::mariadb;
    unsigned long current_ = 0;
    unsigned long previous_ = 0;
    std::optional<purpose> set_for_; ///< what the session is set up for
};

} // namespace

std::unique_ptr<connection> mysql_connection(const mysql_location& where, std::string password,
                                             std::chrono::milliseconds patience)
{
    return std::make_unique<mysql_session>(where, std::move(password), patience);
}

} // namespace nscl::database
