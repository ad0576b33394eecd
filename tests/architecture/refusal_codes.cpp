#include "tests/architecture/refusal_codes.hpp"

#include <array>

namespace nscl::architecture {

namespace {

constexpr std::string_view code_characters = "abcdefghijklmnopqrstuvwxyz0123456789_";

/// The literals of a line that stand right after the marker.
std::vector<std::string> literals_after(std::string_view marker, std::string_view line)
{
    std::vector<std::string> found;
    for (auto at = line.find(marker); at != std::string_view::npos; at = line.find(marker, at + 1)) {
        const std::string_view rest = line.substr(at + marker.size());
        const auto end = rest.find_first_not_of(code_characters);
        if (end != 0 && end != std::string_view::npos && rest[end] == '"') found.emplace_back(rest.substr(0, end));
    }
    return found;
}

/// The literal of `reason::stale, "code"`.
std::vector<std::string> literals_after_reason(std::string_view line)
{
    constexpr std::string_view marker = "reason::";
    constexpr std::string_view between = ", \"";
    std::vector<std::string> found;
    for (auto at = line.find(marker); at != std::string_view::npos; at = line.find(marker, at + 1)) {
        const auto end = line.find_first_not_of(code_characters, at + marker.size());
        if (end == std::string_view::npos || !line.substr(end).starts_with(between)) continue;
        const std::string_view rest = line.substr(end + between.size());
        found.emplace_back(rest.substr(0, rest.find('"')));
    }
    return found;
}

} // namespace

std::vector<finding> refusal_codes(const source_file& file)
{
    constexpr std::array<std::string_view, 3> markers{".code = \"", "value_error{\"", "unreadable(\""};
    std::vector<finding> codes;
    for (std::size_t at = 0; at < file.lines.size(); ++at) {
        const std::string where = file.path + ":" + std::to_string(at + 1);
        for (const std::string_view marker : markers) {
            for (auto& code : literals_after(marker, file.lines[at])) codes.push_back({where, std::move(code)});
        }
        for (auto& code : literals_after_reason(file.lines[at])) codes.push_back({where, std::move(code)});
    }
    return codes;
}

std::vector<std::string> declared_codes(const source_file& file)
{
    std::vector<std::string> codes;
    for (const std::string& line : file.lines) {
        for (auto& code : literals_after("\"code\": \"", line)) codes.push_back(std::move(code));
    }
    return codes;
}

} // namespace nscl::architecture
