#pragma once

#include "core/settings/settings.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace nscl::tests {

/// The private MariaDB server of this run of the tests (tests/support/mariadb.sh).
class mariadb_server {
public:
    /// The one that CTest's fixture `mariadb` started; outside CTest, starts one that ends with this process. Throws
    /// std::runtime_error.
    static const mariadb_server& instance();

    std::uint16_t port() const { return port_; }
    const std::filesystem::path& socket() const { return socket_; }

    /// How to reach the database `name` on it, as a user who may do everything.
    settings::database_settings settings_for(const std::string& name) const;

    /// Runs statements there as an administrator would, without our own database room. Throws std::runtime_error.
    void run(const std::string& sql) const;

    mariadb_server(const mariadb_server&) = delete;
    mariadb_server& operator=(const mariadb_server&) = delete;
    ~mariadb_server();

private:
    mariadb_server();

    std::filesystem::path folder_;
    bool started_here_ = false;
    std::uint16_t port_ = 0;
    std::filesystem::path socket_;
};

} // namespace nscl::tests
