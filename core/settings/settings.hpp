#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The server's settings as plain structs, read once from TOML and the environment. The only file pair that
/// touches toml++.
namespace nscl::settings {

struct listen_settings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;                ///< 0: any free port (logged)
    std::filesystem::path certificate;        ///< PEM, with its chain; "" for plain HTTP
    std::filesystem::path key;                ///< PEM; given together with the certificate
    std::string public_url;                   ///< how users reach the server; "" means http(s)://address:port
    std::vector<std::string> trusted_proxies; ///< addresses whose X-Forwarded-For/-Proto are believed
    unsigned io_threads = 0;                  ///< 0: one per core
    unsigned workers = 64;
};

struct limit_settings {
    std::size_t header_bytes = 16 * 1024;
    std::size_t body_bytes = 1024 * 1024;
    std::size_t upload_bytes = 20 * 1024 * 1024;
    std::size_t body_memory = 256 * 1024 * 1024;    ///< all small bodies that arrive or are worked on, together
    std::size_t body_disk = 1024 * 1024 * 1024;     ///< all large ones
    std::filesystem::path body_folder = "/var/tmp"; ///< where these are written to, in files without a name
    std::size_t unlinked_bytes = 200 * 1024 * 1024; ///< of one user's uploads that no record holds
    std::chrono::hours unlinked_lifetime{24};       ///< then they are removed
    std::size_t json_depth = 32;
    std::chrono::milliseconds request{30000};
    std::chrono::milliseconds header_read{10000};
    std::chrono::milliseconds idle{60000};
    std::size_t connections = 10000;
    std::size_t queue = 64;                    ///< as many as workers: who comes last waits for one request of each
    unsigned logins_per_minute = 120;          ///< of one address, behind which a whole office may sit; 0: any number
    unsigned expensive_per_minute = 60;        ///< of one user; 0: any number
    std::chrono::milliseconds shutdown{20000}; ///< requests in flight may take this long after a stop signal
};

struct database_settings {
    std::string url = "sqlite:///var/lib/nscl/nscl.db"; ///< or mysql://user@host:3306/name
    std::string password; ///< from NSCL_DATABASE_PASSWORD or password_file; never in the url
    unsigned connections = 8;
    std::chrono::milliseconds lease_timeout{5000};
    unsigned writes_per_commit = 64; ///< that may become durable together, on SQLite
};

/// Defaults: SEC-01 and SEC-02 of the programme's security rules.
struct account_settings {
    std::chrono::minutes idle_timeout{15};
    std::chrono::minutes administrator_idle_timeout{5};
    std::chrono::hours session_lifetime{12};
    unsigned failures_before_lock = 5;
    unsigned password_length = 14; ///< with four character classes
    unsigned password_history = 10;
    std::size_t password_memory = 64UL * 1024 * 1024;      ///< bytes that hashing one password takes
    std::chrono::days administrator_password_lifetime{60}; ///< 0: for ever
    std::chrono::days inactivity_limit{45};                ///< of an account; 0: none
    std::chrono::hours link_lifetime{24};
};

struct metrics_settings {
    /// Addresses and networks that may read /metrics; for all others it does not exist.
    std::vector<std::string> allowed{"127.0.0.0/8", "::1"};
};

/// A value of a [plugin.<id>] table.
using plugin_value = std::variant<bool, std::int64_t, std::string>;

struct plugin_settings {
    std::vector<std::filesystem::path> folders;
    std::vector<std::string> enabled; ///< ids; empty: every plugin found
    std::map<std::string, std::map<std::string, plugin_value, std::less<>>, std::less<>> values;
};

struct settings {
    listen_settings listen;
    limit_settings limits;
    database_settings database;
    account_settings accounts;
    metrics_settings metrics;
    plugin_settings plugins;
    std::chrono::minutes utc_offset{7 * 60};
    std::string log_level = "info";
    bool demo = false; ///< the database is the one of --demo, which is filled with samples; no key of the file
};

/// Reads `file` (none: defaults only), then NSCL_<TABLE>_<KEY> variables over it (NSCL_LISTEN_PORT; lists of folders with ':'
/// between them, other lists with ','; also NSCL_DATABASE_PASSWORD and NSCL_PLUGIN_FOLDERS). Throws std::runtime_error with file, line
/// and what to do for anything unknown or malformed: an unknown key is an error, not silence.
settings read(const std::optional<std::filesystem::path>& file);

} // namespace nscl::settings
