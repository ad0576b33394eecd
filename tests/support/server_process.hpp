#pragma once

#include "tests/support/temporary_folder.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <sys/types.h>

namespace nscl::tests {

/// How a server is started.
struct server_options {
    std::string database_url; ///< "": SQLite in the server's own folder
    std::string database_password;
    std::filesystem::path folder; ///< --data-dir; "": a temporary one that disappears with the process
    std::vector<std::filesystem::path> plugin_folders; ///< empty: the built plugins
    std::vector<std::string> arguments;                ///< further ones for `nscl serve`
    std::map<std::string, std::string> environment;    ///< over that of the test
};

/// A real `nscl serve` on a free port of this machine, ready to answer. Ends with this object, however the test ends, and with
/// the thread that made it.
class server_process {
public:
    /// Returns when it listens. Throws std::runtime_error with its log when it does not.
    explicit server_process(server_options options = {});
    ~server_process();
    server_process(const server_process&) = delete;
    server_process& operator=(const server_process&) = delete;

    std::uint16_t port() const { return port_; }
    pid_t pid() const { return pid_; }
    const std::filesystem::path& folder() const { return folder_; }

    /// The token of the set-up link that it prints while there is no administrator. Waits for it; throws
    /// std::runtime_error when it does not come.
    std::string setup_token();

    /// Waits until its log holds this text. Throws std::runtime_error when it does not come.
    void await_log(std::string_view text);

    /// What it wrote until now.
    std::string log() const;
    std::string output() const;

    /// Asks it to stop and returns its exit code, as a shell would say it (128 + signal). Throws std::runtime_error
    /// when it does not end within a minute.
    int stop();

    /// Ends it as a power cut would, in the middle of whatever it does.
    void cut_off();

    /// The first sanitizer report in its log, or "".
    std::string sanitizer_report() const;

private:
    void start(const server_options& options);
    void read_pipes(int output, int log);
    std::uint16_t wait_until_listening();
    /// Waits until `found(*this)` holds; false when the process ended or time ran out before.
    template <class Condition>
    bool wait_for(Condition found);

    std::optional<temporary_folder> own_folder_;
    std::filesystem::path folder_;
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;

    mutable std::mutex guard_;
    std::condition_variable changed_;
    std::string output_;
    std::string log_;
    bool closed_ = false; ///< both pipes ended, so the process did
    std::thread reader_;
};

/// Where the build put the server and its plugins: NSCL_SERVER and NSCL_PLUGINS in the environment, or as compiled in.
std::filesystem::path server_executable();
std::filesystem::path built_plugins();

} // namespace nscl::tests
