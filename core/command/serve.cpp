#include "core/application.hpp"
#include "core/command/address.hpp"
#include "core/command/settings_options.hpp"
#include "core/log/log.hpp"
#include "core/platform/repeating.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <future>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <thread>

#include <unistd.h>

namespace nscl::command {

namespace {

/// The signals that are the server's, blocked in every thread so that only wait() sees them.
class server_signals {
public:
    /// What SIGHUP means: a server that a terminal started ends with it, unless there is a certificate to read again.
    enum class hang_up { ends_the_process, reloads };

    explicit server_signals(hang_up meaning)
    {
        sigemptyset(&ends_);
        sigaddset(&ends_, SIGINT);
        sigaddset(&ends_, SIGTERM);
        all_ = ends_;
        if (meaning == hang_up::reloads) sigaddset(&all_, SIGHUP);
        pthread_sigmask(SIG_BLOCK, &all_, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
        std::signal(SIGXFSZ, SIG_IGN); // a write beyond the limit of files fails like one on a full disk
    }

    /// The signal that came.
    int wait() const
    {
        int came = 0;
        sigwait(&all_, &came);
        return came;
    }

    /// The signal to end that came within that time, or 0.
    int wait_for_end(std::chrono::milliseconds patience) const
    {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience);
        const timespec limit{seconds.count(), std::chrono::nanoseconds{patience - seconds}.count()};
        return std::max(sigtimedwait(&ends_, nullptr, &limit), 0);
    }

private:
    sigset_t ends_{};
    sigset_t all_{};
};

/// Ends the process at once, with a last line in the log unless whoever reads the log has stopped reading.
[[noreturn]] void leave(int status, const std::function<void()>& last_words)
{
    std::promise<void> told;
    std::thread{[&] {
        last_words();
        log::flush();
        told.set_value();
    }}.detach();
    told.get_future().wait_for(std::chrono::milliseconds{200});
    std::_Exit(status);
}

/// As long as it lives, a signal ends the process at once: nothing is served yet, and a change of the schema that began goes on at the
/// next start.
class interruptible {
public:
    explicit interruptible(const server_signals& signals)
        : thread_([&signals](const std::stop_token& served) {
              while (!served.stop_requested()) {
                  const int came = signals.wait_for_end(std::chrono::milliseconds{10});
                  if (came == 0) continue;
                  leave(128 + came, [came] { log::info("start_interrupted", {{"signal", came}}); });
              }
          })
    {
    }

private:
    std::jthread thread_;
};

/// How long a stop may take beyond limits.shutdown, which is for the requests in flight.
constexpr std::chrono::seconds for_the_rest{5};

/// What was acknowledged is stored; a database that hangs does not keep a server which was told to go.
[[noreturn]] void give_up()
{
    leave(EXIT_FAILURE, [] { log::error("stop_broken_off", {{"problem", "something hangs, the database perhaps"}}); });
}

} // namespace

int serve(words arguments)
{
    const auto options = settings_options();
    const auto given = read(arguments, options);
    if (given.contains("help")) {
        std::cout << "nscl serve [options]\n\n" << options;
        return 0;
    }
    const auto settings = settings_for(given);
    const bool at_terminal = isatty(STDIN_FILENO) == 1;
    const server_signals signals{settings.listen.certificate.empty() && at_terminal
                                     ? server_signals::hang_up::ends_the_process
                                     : server_signals::hang_up::reloads};
    log::set_level(settings.log_level);

    log::info("starting", {{"version", NSCL_VERSION}, {"database", settings.database.url}});
    std::optional<interruptible> starting;
    if (!settings.demo) starting.emplace(signals); // samples are worth nothing in part
    application server{settings};
    server.start();
    const auto link = server.accounts().issue_set_up_link();
    starting.reset();
    const auto address = address_of(settings.listen, server.listen());
    std::cout << "nscl: " << address << "\n";
    if (link) std::cout << "Set up the first administrator (valid once): " << address << *link << "\n";
    if (!std::cout.flush() && link) throw std::runtime_error("the set-up link could not be printed");
    std::cout.clear(); // an address that nobody reads is no reason to go

    int signal = 0;
    while ((signal = signals.wait()) == SIGHUP) server.reload();
    const platform::repeating impatience{settings.limits.shutdown + for_the_rest, give_up};
    log::info("stopping", {{"signal", signal}});
    server.stop();
    log::info("stopped");
    return 0;
}

} // namespace nscl::command
