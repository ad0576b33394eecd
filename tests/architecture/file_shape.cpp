#include "tests/architecture/file_shape.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>

namespace nscl::architecture {

namespace {

constexpr std::array<std::string_view, 8> names_of_nothing{"common", "helper", "helpers",  "manager",
                                                           "misc",   "util",   "managers", "utils"};

bool names_nothing(const std::string& stem)
{
    std::string spaced = stem;
    std::ranges::replace_if(
        spaced, [](char character) { return character == '_' || character == '-' || character == '.'; }, ' ');
    std::istringstream words{spaced};
    for (std::string word; words >> word;) {
        if (std::ranges::find(names_of_nothing, word) != names_of_nothing.end()) return true;
    }
    return false;
}

} // namespace

std::vector<finding> misshapen(const source_file& file)
{
    std::vector<finding> findings;
    if (file.lines.size() > most_lines) {
        findings.push_back({file.path, std::to_string(file.lines.size()) + " lines: split it by noun at about 350"});
    }
    for (const std::filesystem::path& part : std::filesystem::path{file.path}) {
        if (names_nothing(part.stem().string())) {
            findings.push_back({file.path, "\"" + part.string() + "\" says nothing: name the one thing that it holds"});
        }
    }
    return findings;
}

} // namespace nscl::architecture
