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
    {"serve", nscl::command::serve},   {"user", nscl::command::user},
    {"plugin", nscl::command::plugin}, {"audit", nscl::command::audit},
    {"backup", nscl::command::backup}, {"restore", nscl::command::restore},
    {"demo", nscl::command::demo},     {"check-config", nscl::command::check_config},
};

constexpr const char* usage =
    "nscl " NSCL_VERSION ": a small HTTP server that loads plugins\n\n"
    "  nscl serve                     answer requests until a signal ends it\n"
    "  nscl user add NAME --role R    make a user; the password comes from standard input\n"
    "  nscl user reset-password NAME  print a link for choosing a new password\n"
    "  nscl plugin list | show ID     what is in the plugin folders, and why it cannot be used\n"
    "  nscl audit verify | erase ID   check the journal's seals; erase values that privacy law wants gone\n"
    "  nscl backup PLACE              write all that the database holds into one file, while servers run\n"
    "  nscl restore FILE              fill an empty database from a backup\n"
    "  nscl demo remove               delete the demo database\n"
    "  nscl check-config              read the configuration and say what it amounts to\n\n"
    "Each takes --help; nscl --version says which this is.\n";

int run(const std::string& first, words arguments)
{
    if (first.empty() || first == "--help" || first == "help") {
        std::cout << usage;
        return first.empty() ? 2 : 0;
    }
    if (first == "--version") {
        std::cout << "nscl " NSCL_VERSION "\n";
        return 0;
    }
    const auto known = commands.find(first);
    if (known != commands.end()) return known->second(arguments.subspan(1));
    std::cerr << "nscl: no command " << first << "\n\n" << usage;
    return 2;
}

} // namespace

int main(int count, char** values)
{
    const std::vector<std::string> arguments(values + 1, values + count);
    const std::string first = arguments.empty() ? "" : arguments.front();
    try {
        const int status = run(first, words{arguments});
        if (status == 0 && !std::cout.flush()) throw std::runtime_error("its output could not be written");
        return status;
    } catch (const nscl::command::usage_error& wrong) {
        std::cerr << "nscl: " << wrong.what() << "\n";
        return 2;
    } catch (const std::exception& failed) {
        std::cerr << "nscl: " << failed.what() << "\n";
        return 1;
    }
}
