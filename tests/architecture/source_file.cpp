#include "tests/architecture/source_file.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace nscl::architecture {

namespace {

constexpr std::array<std::string_view, 4> endings{".c", ".h", ".cpp", ".hpp"};
constexpr std::array<std::string_view, 2> made_by_tools{"build", "node_modules"};

std::string text_of(const std::filesystem::path& file)
{
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

bool is_source(const std::filesystem::directory_entry& entry)
{
    return entry.is_regular_file() && std::ranges::find(endings, entry.path().extension().string()) != endings.end();
}

bool is_made_by_tools(const std::filesystem::directory_entry& entry)
{
    return entry.is_directory() &&
           std::ranges::find(made_by_tools, entry.path().filename().string()) != made_by_tools.end();
}

} // namespace

std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::vector<source_file> sources_below(const std::filesystem::path& root, std::string_view folder)
{
    std::vector<source_file> files;
    for (auto entry = std::filesystem::recursive_directory_iterator{root / folder};
         entry != std::filesystem::recursive_directory_iterator{}; ++entry) {
        if (is_made_by_tools(*entry)) entry.disable_recursion_pending();
        if (!is_source(*entry)) continue;
        files.push_back({entry->path().lexically_relative(root).generic_string(), lines_of(text_of(entry->path()))});
    }
    std::ranges::sort(files, {}, &source_file::path);
    return files;
}

} // namespace nscl::architecture
