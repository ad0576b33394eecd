#include "core/database/file_rights.hpp"
#include "core/database/native_error.hpp"
#include "core/database/soci_connection.hpp"
#include "core/database/soci_session.hpp"
#include "core/database/soci_sqlite_statement.hpp"

#include <array>
#include <filesystem>
#include <map>

namespace nscl::database {
namespace {

sqlite_api::sqlite3* handle(soci::session& session)
{
    return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

/// What savepoints have to be able to undo stays in memory, however much it is: writes that share a commit have one each, and a file for
/// that costs creates a third of their rate. Any other limit is allocated at once, and from 128 KiB on SQLite takes the disk for full
/// when it moves to a file. A step that is kept gives the memory back, so a transaction of many steps holds no more than the largest.
constexpr int most_undo_in_memory = -1;

/// Of the pages that a transaction changes and reads again. SQLite's own 2 MiB are less than what a batch of an import touches in a large
/// table, whose pages then leave for the write-ahead log before the commit and come back.
constexpr int writer_cache_kib = 8 * 1024;
/// Pages in the write-ahead log when they are moved into the file: the pages that all writes have in common are moved the less often. 16 MiB
/// are read again at a start after a crash.
constexpr int checkpoint_pages = 4000;

/// A connection has one thread at a time (connection.hpp), so SQLite need not take a mutex for each value that is read; and nobody asks
/// how much memory it uses. Only before its first use: later SQLite keeps what it has, which is slower and no less right.
void tell_how_it_is_used()
{
    static const bool told = [] {
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        sqlite_api::sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, most_undo_in_memory);
        return true;
    }();
    static_cast<void>(told);
}

/// SOCI reads "key=value" pairs as soon as there is a '='.
std::string address_of(const std::string& file)
{
    return file.find('=') == std::string::npos ? file : "dbname=\"" + file + "\"";
}

class sqlite_session final : public soci_session {
public:
    sqlite_session(const sqlite_location& where, access allowed, std::chrono::milliseconds patience)
        : file_(where.file.string()), access_(allowed), patience_(patience)
    {
        tell_how_it_is_used();
    }

    void commit() override { run("COMMIT"); }

    void rollback() noexcept override
    {
        if (!in_transaction()) return; // a full disk or an I/O error has rolled back already
        try {
            run("ROLLBACK");
        } catch (...) {
            give_up();
        }
    }

    bool in_transaction() override { return !broken() && sqlite_api::sqlite3_get_autocommit(handle(session())) == 0; }

    bool predecessor_is_gone() override { return true; }

    const nscl::database::dialect& dialect() const override { return sqlite_dialect(); }

protected:
    std::unique_ptr<soci::session> connect() override
    {
        auto made = std::make_unique<soci::session>(soci::sqlite3, address());
        auto* native = handle(*made);
        sqlite_api::sqlite3_extended_result_codes(native, 1);
        sqlite_api::sqlite3_busy_timeout(native, static_cast<int>(patience_.count()));
        // A misspelt "column" is an error, not a text.
        sqlite_api::sqlite3_db_config(native, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite_api::sqlite3_db_config(native, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        if (access_ == access::read_write) {
            std::string mode;
            *made << "PRAGMA journal_mode=WAL", soci::into(mode);
            if (mode != "wal")
                throw error{fault::other, "'" + file_ + "': the file system does not support SQLite's write-ahead log"};
            *made << "PRAGMA synchronous=FULL";
            *made << "PRAGMA cache_size=-" + std::to_string(writer_cache_kib);
            *made << "PRAGMA wal_autocheckpoint=" + std::to_string(checkpoint_pages);
        } else {
            *made << "PRAGMA query_only=ON";
        }
        *made << "PRAGMA foreign_keys=ON";
        return made;
    }

    void begin_now(purpose what) override
    {
        if (what != purpose::look_up) run(what == purpose::write ? "BEGIN IMMEDIATE" : "BEGIN");
    }

    std::unique_ptr<prepared_statement> prepare(std::string_view sql, std::span<const column> parameters,
                                                std::span<const column> columns) override
    {
        return std::make_unique<sqlite_statement>(handle(session()), sql, parameters, columns);
    }

    error translate(const soci::soci_error& thrown) override
    {
        const auto* native = dynamic_cast<const soci::sqlite3_soci_error*>(&thrown);
        if (native == nullptr) return {fault::other, thrown.get_error_message()};
        error known = sqlite_error(native->result(), thrown.get_error_message());
        const bool not_opened = native->result() == SQLITE_CANTOPEN;
        const std::string about = "'" + file_ + (not_opened ? "' cannot be opened: " : "': ");
        if (not_opened || known.kind() == fault::read_only) {
            const auto lack = missing_rights(file_, access_);
            return {known.kind(), about + (lack.empty() ? known.what() : lack + " (" + known.what() + ")")};
        }
        if (known.constraint().empty()) return {known.kind(), about + known.what()};
        if (known.kind() != fault::unique_violation || known.constraint() == "PRIMARY") return known;
        return {known.kind(), known.what(), unique_index(known.constraint())};
    }

private:
    /// A reader who is the last to close the file would move a write-ahead log into it, unless he opened it for reading; but then one that
    /// he makes himself stays behind.
    std::string address() const
    {
        if (access_ != access::inspect) return address_of(file_);
        if (!std::filesystem::is_regular_file(file_))
            throw error{fault::other, "there is no database file '" + file_ + "'"};
        return std::filesystem::exists(file_ + "-wal") ? "dbname=\"" + file_ + "\" readonly=1" : address_of(file_);
    }

    /// The index over what SQLite names as "table.column, table.column", or "" when there is none.
    std::string unique_index(const std::string& columns)
    {
        static constexpr std::string_view named = "index '"; // an index over expressions is named itself
        if (columns.starts_with(named)) return columns.substr(named.size(), columns.size() - named.size() - 1);
        const std::array<value, 1> table{columns.substr(0, columns.find('.'))};
        static constexpr std::array types{column::text, column::text, column::text};
        std::map<std::string, std::string, std::less<>> indexes; // name -> columns as the message has them
        query(
            R"(SELECT i."name", i."origin", c."name" FROM pragma_index_list(?) AS i
                 JOIN pragma_index_info(i."name") AS c WHERE i."unique" = 1 ORDER BY i."seq", c."seqno")",
            table, types, [&](const row& r) {
                std::string& known = indexes[r.text(1) == "pk" ? "PRIMARY" : std::string{r.text(0)}];
                if (!known.empty()) known += ", ";
                known += std::get<std::string>(table[0]) + "." + std::string{r.text(2)};
            });
        for (const auto& [name, over] : indexes)
            if (over == columns) return name;
        return {};
    }

    std::string file_;
    access access_;
    std::chrono::milliseconds patience_;
};

} // namespace

std::unique_ptr<connection> sqlite_connection(const sqlite_location& where, access allowed,
                                              std::chrono::milliseconds patience)
{
    return std::make_unique<sqlite_session>(where, allowed, patience);
}

bool end_write_ahead_log(const sqlite_location& where)
{
    try {
        std::string mode;
        soci::session made{soci::sqlite3, address_of(where.file.string())};
        made << "PRAGMA journal_mode=DELETE", soci::into(mode);
        return mode == "delete";
    } catch (const soci::sqlite3_soci_error& thrown) {
        const error known = sqlite_error(thrown.result(), thrown.get_error_message());
        if (known.kind() == fault::busy) return false;
        if (thrown.result() == SQLITE_NOTADB || (thrown.result() & 0xff) == SQLITE_CORRUPT) return true;
        throw error{known.kind(), "'" + where.file.string() + "': " + known.what()};
    } catch (const soci::soci_error& thrown) {
        throw error{fault::other, "'" + where.file.string() + "': " + thrown.get_error_message()};
    }
}

} // namespace nscl::database
