#include "core/command/settings_options.hpp"

#include <boost/program_options/parsers.hpp>
#include <boost/program_options/positional_options.hpp>

#include <cstdint>
#include <cstdlib>
#include <limits>

namespace nscl::command {

namespace po = boost::program_options;

namespace {

/// Beside the executable as built, or where it is installed.
std::vector<std::filesystem::path> own_plugin_folders()
{
    std::error_code ignored;
    const auto here = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    for (const auto& folder : {here / ".." / "plugins", here / ".." / "lib" / "nscl" / "plugins"}) {
        if (std::filesystem::is_directory(folder, ignored)) return {std::filesystem::weakly_canonical(folder)};
    }
    return {};
}

} // namespace

po::options_description settings_options()
{
    po::options_description options{"Options"};
    options.add_options()("config", po::value<std::string>(), "configuration file (TOML)");
    options.add_options()("data-dir", po::value<std::string>(),
                          "folder of the embedded database; a configured MariaDB stays");
    options.add_options()("demo", "use a database of its own, with sample data");
    options.add_options()("plugins", po::value<std::vector<std::string>>()->composing(),
                          "folder of plugins; may be repeated");
    options.add_options()("port", po::value<std::int64_t>(), "port to listen on; 0 for any free one");
    options.add_options()("help", "print this");
    return options;
}

po::variables_map read(words arguments, const po::options_description& options,
                       std::initializer_list<const char*> positional)
{
    po::positional_options_description places;
    for (const auto* name : positional) places.add(name, options.find(name, false).semantic()->is_composing() ? -1 : 1);
    po::variables_map given;
    try {
        po::store(po::command_line_parser(std::vector<std::string>(arguments.begin(), arguments.end()))
                      .options(options)
                      .positional(places)
                      .run(),
                  given);
        po::notify(given);
    } catch (const po::error& wrong) {
        throw usage_error(wrong.what());
    }
    return given;
}

std::filesystem::path data_dir(const po::variables_map& given)
{
    if (given.contains("data-dir")) return std::filesystem::absolute(given["data-dir"].as<std::string>());
    return "/var/lib/nscl";
}

std::filesystem::path demo_file(const std::filesystem::path& data_dir)
{
    return data_dir / "demo.db";
}

settings::settings settings_for(const po::variables_map& given)
{
    std::optional<std::filesystem::path> file;
    if (given.contains("config")) file = given["config"].as<std::string>();
    auto result = settings::read(file);
    if (given.contains("port")) {
        const auto port = given["port"].as<std::int64_t>();
        if (port < 0 || port > std::numeric_limits<std::uint16_t>::max())
            throw usage_error("the port is 0 to 65535, not " + std::to_string(port));
        result.listen.port = static_cast<std::uint16_t>(port);
    }
    if (given.contains("plugins")) {
        result.plugins.folders.clear();
        for (const auto& folder : given["plugins"].as<std::vector<std::string>>())
            result.plugins.folders.emplace_back(folder);
    }
    if (result.plugins.folders.empty()) result.plugins.folders = own_plugin_folders();
    if (given.contains("demo")) {
        result.database.url = "sqlite://" + demo_file(data_dir(given)).string();
        result.demo = true;
    } else if (given.contains("data-dir") && result.database.url.starts_with("sqlite:")) {
        // Another server that is configured stays: the folder is the embedded database's.
        result.database.url = "sqlite://" + (data_dir(given) / "nscl.db").string();
    }
    return result;
}

} // namespace nscl::command
