#include "core/command/settings_options.hpp"
#include "core/entities/field_types/field_type.hpp"
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

/// A default as one writes it into the settings file.
std::string written(const entities::setting_declaration& of)
{
    if (const auto* text = std::get_if<std::string>(&of.default_value)) return "\"" + *text + "\"";
    const auto* number = std::get_if<std::int64_t>(&of.default_value);
    if (number == nullptr) return "none";
    if (of.type == "boolean") return *number != 0 ? "true" : "false";
    return of.type == "decimal" ? "\"" + entities::decimal_text(*number, of.scale) + "\"" : std::to_string(*number);
}

/// The settings that the plugin knows, as lines for its table. Returns the exit status.
int print_settings(const std::string& id, const settings::plugin_settings& from)
{
    const auto declared = plugin_host::plugin_host::declaration_of(id, from);
    if (declared.has_error()) {
        std::cout << "refused:  " << declared.error().text << "\n";
        return 1;
    }
    if (declared->settings.empty()) return 0;
    std::cout << "\nIts settings with their defaults:\n\n[plugin." << id << "]\n";
    for (const auto& each : declared->settings) {
        std::cout << "# " << each.label.vi << " / " << each.label.en;
        if (each.basis) std::cout << " (" << each.basis->vi << " / " << each.basis->en << ")";
        std::cout << "\n" << each.name << " = " << written(each) << "\n";
    }
    return 0;
}

} // namespace

int plugin(words arguments)
{
    auto options = settings_options();
    options.add_options()("action", po::value<std::string>(), "list or show");
    options.add_options()("id", po::value<std::string>(), "plugin");
    const auto given = read(arguments, options, {"action", "id"});
    if (given.contains("help")) {
        std::cout << "nscl plugin list [options]\nnscl plugin show ID [options]\n\n`list` runs no code of the plugins. "
                     "`show` "
                     "lets a usable one declare its settings.\n\n"
                  << options;
        return 0;
    }
    const auto action = given.contains("action") ? given["action"].as<std::string>() : "";
    const auto from = settings_for(given).plugins;
    const auto reports = plugin_host::plugin_host::inspect(from);
    if (action == "list" && !given.contains("id")) {
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
    return found->reason.empty() ? print_settings(id, from) : 1;
}

} // namespace nscl::command
