#include "tests/architecture/include_check.hpp"

#include <algorithm>
#include <optional>

namespace nscl::architecture {

namespace {

struct include_line {
    std::string target;
    enum class form : std::uint8_t { quoted, angled } written;
};

std::string_view without_spaces(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return text;
}

std::optional<include_line> include_in(std::string_view line)
{
    line = without_spaces(line);
    if (!line.starts_with('#')) return std::nullopt;
    line = without_spaces(line.substr(1));
    constexpr std::string_view keyword = "include";
    if (!line.starts_with(keyword)) return std::nullopt;
    line = without_spaces(line.substr(keyword.size()));
    if (line.empty() || (line[0] != '"' && line[0] != '<')) return std::nullopt;
    const char closing = line[0] == '"' ? '"' : '>';
    const auto end = line.find(closing, 1);
    if (end == std::string_view::npos) return std::nullopt;
    return include_line{std::string{line.substr(1, end - 1)},
                        closing == '"' ? include_line::form::quoted : include_line::form::angled};
}

bool is_sdk(std::string_view target)
{
    return target.starts_with("nscl/") || target.starts_with("sdk/");
}

/// "plugins/programme" of a path in it.
std::string_view plugin_of(std::string_view path)
{
    constexpr std::string_view folder = "plugins/";
    if (!path.starts_with(folder)) return {};
    return path.substr(0, path.find('/', folder.size()));
}

/// Why the library may not be included here; "" when it may, or is none of the table.
std::string misplaced_library(std::string_view path, std::string_view target, const house_rules& rules)
{
    const decltype(rules.libraries)::value_type* closest = nullptr;
    for (const auto& row : rules.libraries) {
        const bool closer = closest == nullptr || row.first.size() > closest->first.size();
        if (target.starts_with(row.first) && closer) closest = &row;
    }
    if (closest == nullptr) return "";
    const auto begins_path = [&](const std::string& place) { return path.starts_with(place); };
    if (std::ranges::any_of(closest->second, begins_path)) return "";
    std::string places;
    for (const std::string& place : closest->second) places += " " + place;
    return "only these include <" + closest->first + ">:" + places;
}

/// Why a file of core may not include this file of ours.
std::string broken_core_arrow(std::string_view path, const include_line& line, const house_rules& rules)
{
    const std::string from = room_of(path);
    const std::string_view target = line.target;
    if (target.starts_with("plugins/")) return "core knows no plugin";
    if (target.starts_with("core/")) {
        const std::string to = room_of(target);
        if (!rules.allows(from, to)) return "no arrow from " + from + " to " + to;
        const std::string lower = floor_of(target);
        if (from != to || lower.empty() || rules.allows(floor_of(path), lower)) return "";
        return "no arrow from " + floor_of(path) + " to " + lower;
    }
    if (is_sdk(target)) return rules.allows(from, "sdk") ? "" : "no arrow from " + from + " to sdk";
    if (line.written == include_line::form::quoted) return "write the path from the top of the tree";
    return "";
}

std::string broken_sdk_arrow(const include_line& line)
{
    if (line.target.starts_with("core/")) return "the SDK includes nothing of core";
    if (line.target.starts_with("plugins/")) return "the SDK knows no plugin";
    return "";
}

std::string broken_plugin_arrow(std::string_view path, const include_line& line)
{
    if (line.target.starts_with("core/")) return "a plugin includes nothing of core";
    const std::string_view other = plugin_of(line.target);
    if (!other.empty() && other != plugin_of(path)) return "a plugin includes nothing of another plugin";
    return "";
}

std::string broken_rule(std::string_view path, const include_line& line, const house_rules& rules)
{
    if (path.starts_with("tests/")) return "";
    if (line.target.find("../") != std::string::npos) return "an include never climbs out of its folder";
    if (line.target.starts_with("tests/")) return "only tests include tests";
    std::string broken;
    if (path.starts_with("core/")) broken = broken_core_arrow(path, line, rules);
    if (path.starts_with("sdk/")) broken = broken_sdk_arrow(line);
    if (path.starts_with("plugins/")) broken = broken_plugin_arrow(path, line);
    return broken.empty() ? misplaced_library(path, line.target, rules) : broken;
}

} // namespace

std::string room_of(std::string_view path)
{
    constexpr std::string_view core = "core/";
    if (!path.starts_with(core)) return "";
    const std::string_view inside = path.substr(core.size());
    const auto end = inside.find('/');
    return end == std::string_view::npos ? "application" : std::string{inside.substr(0, end)};
}

std::string floor_of(std::string_view path)
{
    const std::string room = room_of(path);
    const std::string_view inside =
        path.substr(std::min(path.size(), std::string_view{"core/"}.size() + room.size() + 1));
    const auto end = inside.find('/');
    return end == std::string_view::npos ? "" : room + "/" + std::string{inside.substr(0, end)};
}

std::vector<finding> forbidden_includes(const source_file& file, const house_rules& rules)
{
    std::vector<finding> findings;
    for (std::size_t at = 0; at < file.lines.size(); ++at) {
        const auto line = include_in(file.lines[at]);
        if (!line) continue;
        const std::string broken = broken_rule(file.path, *line, rules);
        if (!broken.empty()) {
            findings.push_back({file.path + ":" + std::to_string(at + 1), line->target + ": " + broken});
        }
    }
    return findings;
}

} // namespace nscl::architecture
