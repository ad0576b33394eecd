#include "core/command/settings_options.hpp"

#include <iostream>

namespace nscl::command {

int check_config(words arguments)
{
    const auto options = settings_options();
    const auto given = read(arguments, options);
    if (given.contains("help")) {
        std::cout << "nscl check-config [options]\n\n" << options;
        return 0;
    }
    const auto settings = settings_for(given);
    std::cout << "listen:   " << settings.listen.address << ":" << settings.listen.port
              << "\ndatabase: " << settings.database.url << "\n";
    for (const auto& folder : settings.plugins.folders) std::cout << "plugins:  " << folder.string() << "\n";
    return 0;
}

} // namespace nscl::command
