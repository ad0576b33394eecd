#include "core/command/command.hpp"

#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using nscl::command::words;

const std::map<std::string, std::function<int(words)>> commands{
    {"serve", nscl::command::serve},
    {"user", nscl::command::user},
    {"plugin", nscl::command::plugin},
    {"demo", nscl::command::demo},
    {"check-config", nscl::command::check_config},
};

constexpr const char* usage =
    "nscl " NSCL_VERSION ": a small HTTP server that loads plugins\n\n"
    "  nscl serve                     answer requests until a signal ends it\n"
    "  nscl user add NAME --role R    make a user; the password comes from standard input\n"
    "  nscl user reset-password NAME  print a link for choosing a new password\n"
    "  nscl plugin list | show ID     what is in the plugin folders, and why it cannot be used\n"
    "  nscl demo remove               delete the demo database\n"
    "  nscl check-config              read the configuration and say what it amounts to\n\n"
    "Each takes --help; nscl --version says which this is.\n";

} // namespace

int main(int count, char** values)
{
    const std::vector<std::string> arguments(values + 1, values + count);
    if (arguments.empty() || arguments.front() == "--help" || arguments.front() == "help") {
        std::cout << usage;
        return arguments.empty() ? 2 : 0;
    }
    if (arguments.front() == "--version") {
        std::cout << "nscl " NSCL_VERSION "\n";
        return 0;
    }
    const auto known = commands.find(arguments.front());
    if (known == commands.end()) {
        std::cerr << "nscl: no command " << arguments.front() << "\n\n" << usage;
        return 2;
    }
    try {
        const int status = known->second(words{arguments}.subspan(1));
        if (status == 0 && !std::cout.flush()) throw std::runtime_error("its output could not be written");
        return status;
    } catch (const nscl::command::usage_error& wrong) {
        std::cerr << "nscl " << known->first << ": " << wrong.what() << "\n";
        return 2;
    } catch (const std::exception& failed) {
        std::cerr << "nscl: " << failed.what() << "\n";
        return 1;
    }
}
