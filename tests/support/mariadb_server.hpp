#pragma once

#include "core/settings/settings.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace nscl::tests {

/// A private MariaDB server of the tests (tests/support/mariadb.sh).
class mariadb_server {
public:
    /// The one that CTest's fixture `mariadb` started; outside CTest, starts one that ends with this process. Throws
    /// std::runtime_error.
    static const mariadb_server& instance();

    /// One that nobody else uses, with these variables ("NAME=value ..."); ends with this object. What was committed to it survives
    /// cut_off() and shut_down().
    explicit mariadb_server(const std::string& environment);

    std::uint16_t port() const { return port_; }
    const std::filesystem::path& socket() const { return socket_; }

    /// How to reach the database `name` on it, as a user who may do everything.
    settings::database_settings settings_for(const std::string& name) const;

    /// Runs statements there as an administrator would, without our own database room. Throws std::runtime_error.
    void run(const std::string& sql) const;

    /// Ends it as a power cut would; until start_again() nobody answers at its port.
    void cut_off();
    /// Ends it as for an upgrade: it closes its connections and its data; until start_again() nobody answers at its port.
    void shut_down();
    void start_again();

    mariadb_server(const mariadb_server&) = delete;
    mariadb_server& operator=(const mariadb_server&) = delete;
    ~mariadb_server();

private:
    mariadb_server();
    void start(const std::string& environment, const std::string& options);
    void read_place();

    std::filesystem::path folder_;
    bool started_here_ = false;
    std::uint16_t port_ = 0;
    std::filesystem::path socket_;
};

/// A connection to it beside the server under test, for what that one must live with: locks, connections taken. Every function throws
/// std::runtime_error.
class mariadb_client {
public:
    explicit mariadb_client(const mariadb_server& to, const std::string& database = {});
    ~mariadb_client();
    mariadb_client(mariadb_client&&) noexcept;
    mariadb_client& operator=(mariadb_client&&) noexcept;

    /// Runs one statement; its rows are thrown away.
    void run(const std::string& sql);

private:
    struct connection;
    std::unique_ptr<connection> open_;
};

} // namespace nscl::tests
