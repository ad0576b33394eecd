#include "core/command/settings_options.hpp"
#include "core/plugin_host/plugin_host.hpp"

#include <algorithm>
#include <iostream>

namespace nscl::command {

namespace po = boost::program_options;

namespace {

void print_line(const plugin_host::plugin_report& report)
{
    std::cout << report.id << "\t" << (report.about ? to_text(report.about->version) : "-") << "\t"
              << (!report.enabled         ? "disabled"
                  : report.reason.empty() ? "usable"
                                          : "refused")
              << "\t" << (report.reason.empty() ? report.file.string() : report.reason) << "\n";
}

void print_all(const plugin_host::plugin_report& report)
{
    std::cout << "id:       " << report.id << "\nfile:     " << report.file.string()
              << "\nenabled:  " << (report.enabled ? "yes" : "no") << "\n";
    if (report.about) {
        std::cout << "label:    " << report.about->label.vi << " / " << report.about->label.en
                  << "\nversion:  " << to_text(report.about->version) << "\n";
        for (const auto& each : report.about->depends)
            std::cout << "depends:  " << each.id << " " << each.range.text() << "\n";
    }
    if (!report.reason.empty()) std::cout << "refused:  " << report.reason << "\n";
}

} // namespace

int plugin(words arguments)
{
    auto options = settings_options();
    options.add_options()("action", po::value<std::string>(), "list or show");
    options.add_options()("id", po::value<std::string>(), "plugin");
    const auto given = read(arguments, options, {"action", "id"});
    if (given.contains("help")) {
        std::cout << "nscl plugin list [options]\nnscl plugin show ID [options]\n\n" << options;
        return 0;
    }
    const auto action = given.contains("action") ? given["action"].as<std::string>() : "";
    const auto reports = plugin_host::plugin_host::inspect(settings_for(given).plugins);
    if (action == "list") {
        std::for_each(reports.begin(), reports.end(), print_line);
        return 0;
    }
    if (action != "show" || !given.contains("id")) throw usage_error("plugin: `list`, or `show ID`");
    const auto id = given["id"].as<std::string>();
    const auto found = std::find_if(reports.begin(), reports.end(), [&](const auto& each) { return each.id == id; });
    if (found == reports.end()) {
        std::cerr << "nscl: no plugin " << id << " in the plugin folders\n";
        return 1;
    }
    print_all(*found);
    return found->reason.empty() ? 0 : 1;
}

} // namespace nscl::command
