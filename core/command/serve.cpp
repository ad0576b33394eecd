#include "core/application.hpp"
#include "core/command/address.hpp"
#include "core/command/settings_options.hpp"
#include "core/log/log.hpp"

#include <csignal>
#include <ctime>
#include <iostream>

namespace nscl::command {

namespace {

/// The signals that end the server, blocked in every thread so that only wait() sees them.
class end_signals {
public:
    end_signals()
    {
        sigemptyset(&set_);
        sigaddset(&set_, SIGINT);
        sigaddset(&set_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
    }

    /// The signal that came, or 0 when none did in time.
    int wait(std::time_t seconds) const
    {
        const timespec patience{seconds, 0};
        const int came = sigtimedwait(&set_, nullptr, &patience);
        return came > 0 ? came : 0;
    }

private:
    sigset_t set_{};
};

} // namespace

int serve(words arguments)
{
    const auto options = settings_options();
    const auto given = read(arguments, options);
    if (given.contains("help")) {
        std::cout << "nscl serve [options]\n\n" << options;
        return 0;
    }
    const end_signals signals;
    const auto settings = settings_for(given);
    log::set_level(settings.log_level);

    application server{settings};
    const auto port = server.listen();
    const auto address = address_of(settings.listen, port);
    log::info("listening", {{"address", settings.listen.address}, {"port", port}, {"database", settings.database.url}});
    std::cout << "nscl: " << address << "\n";
    if (const auto link = server.accounts().issue_set_up_link()) {
        std::cout << "Set up the first administrator (valid once): " << address << *link << "\n";
    }
    std::cout << std::flush;

    constexpr std::time_t sweep_every = 60;
    int signal = 0;
    while ((signal = signals.wait(sweep_every)) == 0) server.sweep();
    log::info("stopping", {{"signal", signal}});
    server.stop();
    log::info("stopped");
    return 0;
}

} // namespace nscl::command
