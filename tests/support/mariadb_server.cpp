#include "tests/support/mariadb_server.hpp"

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>

#include <mysql.h>
#include <unistd.h>

namespace nscl::tests {
namespace {

constexpr const char* user = "nscl";
constexpr const char* password = "nscl-test";

void call(const char* verb, const std::filesystem::path& folder, const std::string& options = {},
          const std::string& environment = {})
{
    const std::string command =
        "env " + environment + " '" NSCL_MARIADB_SCRIPT "' " + verb + " '" + folder.string() + "' " + options;
    if (std::system(command.c_str()) != 0) throw std::runtime_error{"failed: " + command};
}

std::string first_line(const std::filesystem::path& file)
{
    std::string line;
    std::ifstream in{file};
    std::getline(in, line);
    return line;
}

} // namespace

const mariadb_server& mariadb_server::instance()
{
    static const mariadb_server only;
    return only;
}

mariadb_server::mariadb_server() : folder_(NSCL_MARIADB_FOLDER)
{
    if (!std::filesystem::exists(folder_ / "port")) start({}, {});
    read_place();
}

mariadb_server::mariadb_server(const std::string& environment)
{
    start(environment, "--innodb-flush-log-at-trx-commit=1");
    read_place();
}

mariadb_server::~mariadb_server()
{
    if (!started_here_) return;
    try {
        call("stop", folder_);
        std::filesystem::remove(folder_.string() + ".lock");
    } catch (const std::exception&) { // the process ends anyway
    }
}

void mariadb_server::start(const std::string& environment, const std::string& options)
{
    static std::atomic<int> started{0};
    folder_ = std::filesystem::temp_directory_path() /
              ("nscl-mariadb-" + std::to_string(getpid()) + "-" + std::to_string(++started));
    started_here_ = true;
    call("start", folder_, options, environment);
}

void mariadb_server::read_place()
{
    port_ = static_cast<std::uint16_t>(std::stoul(first_line(folder_ / "port")));
    socket_ = first_line(folder_ / "socket");
}

void mariadb_server::cut_off()
{
    call("cut", folder_);
}

void mariadb_server::shut_down()
{
    call("down", folder_);
}

void mariadb_server::start_again()
{
    call("again", folder_);
}

settings::database_settings mariadb_server::settings_for(const std::string& name) const
{
    settings::database_settings out;
    out.url = std::string{"mysql://"} + user + "@127.0.0.1:" + std::to_string(port_) + "/" + name;
    out.password = password;
    return out;
}

void mariadb_server::run(const std::string& sql) const
{
    mariadb_client{*this}.run(sql);
}

struct mariadb_client::connection {
    MYSQL* native = mysql_init(nullptr);

    connection() = default;
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection() { mysql_close(native); }

    [[noreturn]] void fail(const std::string& doing) const
    {
        throw std::runtime_error{std::string{"MariaDB for tests: "} + mysql_error(native) + " in: " + doing};
    }
};

mariadb_client::mariadb_client(const mariadb_server& to, const std::string& database)
    : open_(std::make_unique<connection>())
{
    if (mysql_real_connect(open_->native, nullptr, user, password, database.empty() ? nullptr : database.c_str(), 0,
                           to.socket().c_str(), 0) == nullptr)
        open_->fail("connecting");
}

mariadb_client::~mariadb_client() = default;
mariadb_client::mariadb_client(mariadb_client&&) noexcept = default;
mariadb_client& mariadb_client::operator=(mariadb_client&&) noexcept = default;

void mariadb_client::run(const std::string& sql)
{
    if (mysql_real_query(open_->native, sql.data(), sql.size()) != 0) open_->fail(sql);
    if (MYSQL_RES* rows = mysql_store_result(open_->native)) mysql_free_result(rows);
}

} // namespace nscl::tests
