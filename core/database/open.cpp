#include "core/database/open.hpp"

#include "core/database/database_url.hpp"
#include "core/database/error.hpp"
#include "core/database/file_rights.hpp"
#include "core/database/id_blocks.hpp"
#include "core/database/pooled_database.hpp"
#include "core/database/separate_commits.hpp"
#include "core/database/shared_commits.hpp"
#include "core/database/soci_connection.hpp"
#include "core/platform/encoding.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

namespace nscl::database {
namespace {

/// One writer, because SQLite has one; more readers than these only wait for cores.
constexpr unsigned most_sqlite_readers = 4;
/// A look-up is over before a transaction has sent its first statement, so few connections serve many of them.
constexpr unsigned most_mysql_look_ups = 8;
constexpr std::size_t origin_bytes = 12;

void make_folder_of(const std::filesystem::path& file)
{
    const auto folder = file.parent_path();
    if (folder.empty()) return;
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        throw error{fault::other, "the folder '" + folder.string() + "' of the database cannot be created: " +
                                      failed.message() + "; make it and give it to the user '" + this_user() + "'"};
}

void refuse_half_restored(connection& on)
{
    on.begin(purpose::read);
    const bool marked = tables_of(on).contains(std::string{restore_mark});
    on.rollback();
    if (marked)
        throw error{fault::other,
                    "a backup is being restored into this database, or that was broken off; once it has ended, "
                    "run `nscl restore` again with the same file"};
}

/// Creates what this room needs; the first to connect, so that a wrong address or password stops the start.
void prepare(connection& first)
{
    first.reconnect();
    refuse_half_restored(first);
    id_blocks::create(first);
}

struct opener {
    const settings::database_settings& settings;
    std::string origin;

    std::unique_ptr<database> operator()(const sqlite_location& where) const
    {
        make_folder_of(where.file);
        const auto patience = settings.lease_timeout;
        auto writer = sqlite_connection(where, access::read_write, patience);
        prepare(*writer);
        const unsigned wanted = settings.connections < 2 ? 1 : std::min(settings.connections - 1, most_sqlite_readers);
        const auto readers = std::make_shared<connection_pool>(
            wanted, patience, [&] { return sqlite_connection(where, access::read_only, patience); });
        return std::make_unique<pooled_database>(
            read_pools{readers},
            std::make_unique<shared_commits>(
                std::move(writer), shared_commits::limits{.patience = patience, .riders = settings.writes_per_commit},
                origin),
            sqlite_dialect());
    }

    std::unique_ptr<database> operator()(const mysql_location& where) const
    {
        const auto pool = [&](unsigned size) {
            return std::make_shared<connection_pool>(size, settings.lease_timeout, [&] {
                return mysql_connection(where, settings.password, settings.lease_timeout);
            });
        };
        const unsigned all = std::max(settings.connections, 1U);
        const unsigned for_look_ups = std::min(all / 4, most_mysql_look_ups);
        const auto transactions = pool(all - for_look_ups);
        prepare(*transactions->take(purpose::write));
        return std::make_unique<pooled_database>(
            read_pools{transactions, for_look_ups > 0 ? pool(for_look_ups) : transactions},
            std::make_unique<separate_commits>(transactions, origin), mysql_dialect());
    }
};

struct read_only_opener {
    const settings::database_settings& settings;

    std::unique_ptr<database> operator()(const sqlite_location& where) const
    {
        return over([&] { return sqlite_connection(where, access::inspect, settings.lease_timeout); });
    }
    std::unique_ptr<database> operator()(const mysql_location& where) const
    {
        return over([&] { return mysql_connection(where, settings.password, settings.lease_timeout); });
    }

private:
    std::unique_ptr<database> over(const std::function<std::unique_ptr<connection>()>& make) const
    {
        const auto pool = std::make_shared<connection_pool>(1, settings.lease_timeout, make);
        const auto lease = pool->take(purpose::read);
        lease->reconnect();
        return std::make_unique<pooled_database>(
            read_pools{pool}, std::make_unique<separate_commits>(pool, std::string{}), lease->dialect());
    }
};

/// Makes one connection instead of a pool.
struct connector {
    const settings::database_settings& settings;
    use what;

    std::unique_ptr<connection> operator()(const sqlite_location& where) const
    {
        if (what == use::filling)
            make_folder_of(where.file);
        else if (!std::filesystem::exists(where.file))
            throw error{fault::other, "there is no database '" + where.file.string() + "'"};
        const auto allowed = what == use::filling ? access::read_write : access::read_only;
        return sqlite_connection(where, allowed, settings.lease_timeout);
    }

    std::unique_ptr<connection> operator()(const mysql_location& where) const
    {
        return mysql_connection(where, settings.password, settings.lease_timeout);
    }
};

} // namespace

std::unique_ptr<connection> connect(const settings::database_settings& settings, use what)
{
    return std::visit(connector{settings, what}, read_url(settings.url));
}

std::set<std::string> tables_of(connection& on)
{
    static constexpr std::array columns{column::text};
    std::set<std::string> names;
    on.query(on.dialect().tables(), {}, columns, [&](const row& r) { names.emplace(r.text(0)); });
    return names;
}

std::unique_ptr<database> open(const settings::database_settings& settings, platform::random& random)
{
    return std::visit(opener{settings, platform::to_hex(random.bytes(origin_bytes))}, read_url(settings.url));
}

std::unique_ptr<database> open_read_only(const settings::database_settings& settings)
{
    return std::visit(read_only_opener{settings}, read_url(settings.url));
}

} // namespace nscl::database
