#include "core/command/settings_options.hpp"
#include "core/database/soci_connection.hpp"

#include <iostream>

namespace nscl::command {

namespace po = boost::program_options;

int demo(words arguments)
{
    auto options = settings_options();
    options.add_options()("action", po::value<std::string>(), "remove");
    const auto given = read(arguments, options, {"action"});
    if (given.contains("help")) {
        std::cout << "nscl demo remove [--data-dir DIR]\n\nDeletes the demo database; the real one is another file.\n\n"
                  << settings_options();
        return 0;
    }
    if (!given.contains("action") || given["action"].as<std::string>() != "remove")
        throw usage_error("demo: the action is `remove`");
    const auto file = demo_file(data_dir(given));
    if (!std::filesystem::exists(file)) {
        std::cout << "there is no " << file.string() << "\n";
        return 0;
    }
    if (!std::filesystem::is_regular_file(file)) throw std::runtime_error(file.string() + " is no database file");
    if (!database::end_write_ahead_log({file}))
        throw std::runtime_error("a server runs on " + file.string() + "; stop it first");
    for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix);
    std::cout << "removed " << file.string() << "\n";
    return 0;
}

} // namespace nscl::command
