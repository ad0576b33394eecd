#include "tests/support/mariadb_server.hpp"

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

void call(const char* verb, const std::filesystem::path& folder)
{
    const std::string command = std::string{"'" NSCL_MARIADB_SCRIPT "' "} + verb + " '" + folder.string() + "'";
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
    if (!std::filesystem::exists(folder_ / "port")) {
        folder_ = std::filesystem::temp_directory_path() / ("nscl-mariadb-" + std::to_string(getpid()));
        started_here_ = true;
        call("start", folder_);
    }
    port_ = static_cast<std::uint16_t>(std::stoul(first_line(folder_ / "port")));
    socket_ = first_line(folder_ / "socket");
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

settings::database_settings mariadb_server::settings_for(const std::string& name) const
{
    settings::database_settings out;
    out.url = std::string{"mysql://"} + user + "@127.0.0.1:" + std::to_string(port_) + "/" + name;
    out.password = password;
    return out;
}

void mariadb_server::run(const std::string& sql) const
{
    const std::unique_ptr<MYSQL, decltype(&mysql_close)> connected{mysql_init(nullptr), &mysql_close};
    if (mysql_real_connect(connected.get(), nullptr, user, password, nullptr, 0, socket_.c_str(), 0) == nullptr ||
        mysql_real_query(connected.get(), sql.data(), sql.size()) != 0)
        throw std::runtime_error{std::string{"MariaDB for tests: "} + mysql_error(connected.get()) + " in: " + sql};
}

} // namespace nscl::tests
