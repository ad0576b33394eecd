#include "core/plugin_host/discovery.hpp"

#include "core/log/log.hpp"

#include <algorithm>

namespace nscl::plugin_host {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> libraries_in(const fs::path& folder)
{
    std::error_code wrong;
    std::vector<fs::path> files;
    for (fs::directory_iterator each{folder, wrong}, end; !wrong && each != end; each.increment(wrong)) {
        if (each->path().extension() == ".so") files.push_back(each->path());
    }
    if (wrong) log::warning("plugin_folder_unreadable", {{"folder", folder.string()}, {"problem", wrong.message()}});
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

discovery discover(const settings::plugin_settings& from)
{
    discovery result;
    for (const auto& folder : from.folders) {
        for (const auto& file : libraries_in(folder)) {
            auto read = read_manifest(file);
            if (read.has_error())
                result.refused.push_back({file.stem().string(), file, read.error().text});
            else
                result.found.push_back(std::move(*read));
        }
    }
    return result;
}

bool is_enabled(const settings::plugin_settings& in, const std::string& id)
{
    return in.enabled.empty() || std::find(in.enabled.begin(), in.enabled.end(), id) != in.enabled.end();
}

resolution resolve_enabled(const settings::plugin_settings& from)
{
    auto there = discover(from);
    std::vector<refused_plugin> refused;
    const auto has_file = [&](const std::string& id) {
        const auto is_it = [&](const auto& each) { return each.id == id; };
        return std::any_of(there.found.begin(), there.found.end(), is_it) ||
               std::any_of(there.refused.begin(), there.refused.end(), is_it);
    };
    for (const auto& [id, values] : from.values) {
        if (!has_file(id)) refused.push_back({id, {}, "there are settings [plugin." + id + "], but no such plugin"});
    }

    // A broken file stands for the plugin of its name: it is not "missing", and what needs it is told so.
    std::vector<std::string> broken;
    for (auto& each : there.refused) {
        if (!is_enabled(from, each.id)) continue;
        broken.push_back(each.id);
        refused.push_back(std::move(each));
    }
    std::vector<manifest> fitting;
    for (auto& each : there.found) {
        auto fits = is_enabled(from, each.id) ? check_abi(each.abi_major, each.abi_minor) : checked<>{};
        if (fits.has_value()) {
            fitting.push_back(std::move(each));
        } else {
            broken.push_back(each.id);
            refused.push_back({each.id, each.file, fits.error().text});
        }
    }
    auto enabled = from.enabled;
    std::erase_if(enabled,
                  [&](const std::string& id) { return std::find(broken.begin(), broken.end(), id) != broken.end(); });

    auto result = from.enabled.empty() || !enabled.empty() ? resolve(std::move(fitting), enabled) : resolution{};
    result.refused.insert(result.refused.begin(), std::make_move_iterator(refused.begin()),
                          std::make_move_iterator(refused.end()));
    return result;
}

} // namespace nscl::plugin_host
