#include "tests/support/server_process.hpp"

#include "tests/support/process_words.hpp"

#include <boost/json.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <regex>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nscl::tests {

namespace {

constexpr std::chrono::seconds patience{60};

std::filesystem::path from_environment(const char* name, const char* compiled_in)
{
    const char* given = std::getenv(name);
    return given == nullptr || *given == '\0' ? compiled_in : given;
}

std::array<int, 2> make_pipe()
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
    return ends;
}

std::vector<std::string> command_line(const server_options& options, const std::filesystem::path& folder)
{
    std::vector<std::string> words{server_executable().string(), "serve", "--port", "0", "--data-dir", folder.string()};
    auto plugins = options.plugin_folders;
    if (plugins.empty()) plugins.push_back(built_plugins());
    for (const auto& each : plugins) {
        words.emplace_back("--plugins");
        words.push_back(each.string());
    }
    words.insert(words.end(), options.arguments.begin(), options.arguments.end());
    return words;
}

/// The environment of the test without its own NSCL_ settings, and the options' over it, as "NAME=value".
std::vector<std::string> environment_of(const server_options& options)
{
    std::vector<std::string> lines;
    for (char** each = environ; *each != nullptr; ++each) {
        const std::string_view line{*each};
        const std::string name{line.substr(0, line.find('='))};
        if (!name.starts_with("NSCL_") && !options.environment.contains(name)) lines.emplace_back(line);
    }
    // Most of a test's time would go into the passwords of its users otherwise.
    if (!options.environment.contains("NSCL_ACCOUNTS_PASSWORD_MEMORY"))
        lines.emplace_back("NSCL_ACCOUNTS_PASSWORD_MEMORY=19 MiB");
    // And they all come from one address.
    if (!options.environment.contains("NSCL_LIMITS_LOGINS_PER_MINUTE"))
        lines.emplace_back("NSCL_LIMITS_LOGINS_PER_MINUTE=0");
    if (!options.database_url.empty()) lines.push_back("NSCL_DATABASE_URL=" + options.database_url);
    if (!options.database_password.empty()) lines.push_back("NSCL_DATABASE_PASSWORD=" + options.database_password);
    for (const auto& [name, value] : options.environment) lines.push_back(name + "=" + value);
    return lines;
}

/// The port in the log's line about listening; 0 when there is none yet.
std::uint16_t listening_port(std::string_view log)
{
    for (std::size_t begin = 0, end = 0; (end = log.find('\n', begin)) != std::string_view::npos; begin = end + 1) {
        boost::system::error_code failed;
        const auto line = boost::json::parse(log.substr(begin, end - begin), failed);
        const auto* members = failed ? nullptr : line.if_object();
        if (members == nullptr) continue;
        const auto* event = members->if_contains("event");
        const auto* port = members->if_contains("port");
        if (event != nullptr && port != nullptr && *event == "listening") return port->to_number<std::uint16_t>();
    }
    return 0;
}

} // namespace

std::filesystem::path server_executable()
{
    return from_environment("NSCL_SERVER", NSCL_BUILT_SERVER);
}
std::filesystem::path built_plugins()
{
    return from_environment("NSCL_PLUGINS", NSCL_BUILT_PLUGINS);
}

server_process::server_process(server_options options)
{
    if (options.folder.empty()) options.folder = own_folder_.emplace().path();
    folder_ = options.folder;
    start(options);
    try {
        port_ = wait_until_listening();
    } catch (...) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
        reader_.join();
        throw;
    }
}

server_process::~server_process()
{
    if (pid_ > 0) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    if (reader_.joinable()) reader_.join();
}

void server_process::start(const server_options& options)
{
    auto words = command_line(options, folder_);
    auto environment = environment_of(options);
    const auto arguments = pointers_to(words);
    const auto variables = pointers_to(environment);
    const auto output = make_pipe();
    const auto log = make_pipe();
    pid_ = fork();
    if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid_ == 0) {                      // only async-signal-safe calls from here on
        prctl(PR_SET_PDEATHSIG, SIGKILL); // when CTest kills a test that takes too long
        const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
        dup2(nothing, STDIN_FILENO);
        dup2(output[1], STDOUT_FILENO);
        dup2(log[1], STDERR_FILENO);
        execve(arguments[0], arguments.data(), variables.data());
        _exit(127);
    }
    close(output[1]);
    close(log[1]);
    reader_ = std::thread([this, out = output[0], err = log[0]] { read_pipes(out, err); });
}

void server_process::read_pipes(int output, int log)
{
    std::array<pollfd, 2> ends{pollfd{output, POLLIN, 0}, pollfd{log, POLLIN, 0}};
    std::array<char, 65536> piece{};
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        if (poll(ends.data(), ends.size(), -1) < 0) continue;
        for (pollfd& end : ends) {
            if (end.fd < 0 || end.revents == 0) continue;
            const ssize_t got = read(end.fd, piece.data(), piece.size());
            if (got < 0 && errno == EINTR) continue;
            const std::lock_guard lock{guard_};
            if (got > 0) {
                (&end == ends.data() ? output_ : log_).append(piece.data(), static_cast<std::size_t>(got));
            } else {
                close(end.fd);
                end.fd = -1; // poll ignores it
            }
            closed_ = ends[0].fd < 0 && ends[1].fd < 0;
            changed_.notify_all();
        }
    }
}

template <class Condition>
bool server_process::wait_for(Condition found)
{
    std::unique_lock lock{guard_};
    changed_.wait_for(lock, patience, [&] { return closed_ || found(); });
    return found();
}

std::uint16_t server_process::wait_until_listening()
{
    std::uint16_t port = 0;
    if (!wait_for([&] { return (port = listening_port(log_)) != 0; }))
        throw std::runtime_error(server_executable().string() + " does not listen.\n" + log() + output());
    return port;
}

std::string server_process::setup_token()
{
    static const std::regex link{R"(https?://\S+/setup/(\S+)\s)"};
    std::string token;
    const auto printed = [&] {
        std::smatch parts;
        if (std::regex_search(output_, parts, link)) token = parts[1];
        return !token.empty();
    };
    if (!wait_for(printed)) throw std::runtime_error("the server printed no set-up link:\n" + output());
    return token;
}

void server_process::await_log(std::string_view text)
{
    if (!wait_for([&] { return log_.find(text) != std::string::npos; }))
        throw std::runtime_error("the server did not log " + std::string{text} + ":\n" + log());
}

std::string server_process::log() const
{
    const std::lock_guard lock{guard_};
    return log_;
}

std::string server_process::output() const
{
    const std::lock_guard lock{guard_};
    return output_;
}

int server_process::stop()
{
    kill(pid_, SIGTERM);
    if (!wait_for([&] { return closed_; }))
        throw std::runtime_error("the server did not stop within a minute:\n" + log());
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    reader_.join();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void server_process::cut_off()
{
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
    reader_.join();
}

std::string server_process::sanitizer_report() const
{
    const std::string text = log();
    for (const std::string_view sign : {"Sanitizer: ", "runtime error: "}) {
        const std::size_t at = text.find(sign);
        if (at == std::string::npos) continue;
        const std::size_t begin = text.rfind('\n', at) + 1;
        return text.substr(begin, text.find('\n', at) - begin);
    }
    return {};
}

} // namespace nscl::tests
