#include "core/command/settings_options.hpp"
#include "core/database/database_url.hpp"
#include "core/http/tls_context.hpp"
#include "core/http/trusted_proxies.hpp"
#include "core/platform/clock.hpp"
#include "core/plugin_host/discovery.hpp"

#include <iostream>

namespace nscl::command {

int check_config(words arguments)
{
    const auto options = settings_options();
    const auto given = read(arguments, options);
    if (given.contains("help")) {
        std::cout << "nscl check-config [options]\n\nReads the settings and the manifests of the plugins. Connects to "
                     "nothing, and runs no "
                     "code of the plugins.\n\n"
                  << options;
        return 0;
    }
    const auto settings = settings_for(given);
    std::cout << "listen:   " << settings.listen.address << ":" << settings.listen.port
              << "\ndatabase: " << settings.database.url << "\n";
    for (const auto& folder : settings.plugins.folders) std::cout << "plugins:  " << folder.string() << "\n";
    // What only the start would find wrong with these.
    database::read_url(settings.database.url);
    const http::trusted_proxies proxies{settings.listen.trusted_proxies};
    const http::network_list readers{"metrics.allowed", settings.metrics.allowed};
    if (!settings.listen.certificate.empty()) {
        const http::tls_context tls{settings.listen.certificate, settings.listen.key};
        std::cout << "tls:      valid until " << platform::to_rfc3339(tls.valid_until()) << "\n";
    }
    const auto refused = plugin_host::resolve_enabled(settings.plugins).refused;
    for (const auto& each : refused) std::cerr << "nscl: plugin " << each.id << ": " << each.reason << "\n";
    return refused.empty() ? 0 : 1;
}

} // namespace nscl::command
