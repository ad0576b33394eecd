#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace nscl::architecture {
namespace {

const std::filesystem::path plugins = std::filesystem::path{NSCL_SOURCE_FOLDER} / "plugins";
/// Words of the API that are entities of a plugin as well: a series of an indicator is "actual" or "target".
const std::set<std::string> words_of_the_api{"target"};

std::string content(const std::filesystem::path& file)
{
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// The plugins that the console shows, and what they declare.
std::set<std::string> names_of_plugins()
{
    std::set<std::string> names;
    const std::regex declared{R"re(\.entity\(\s*"([a-z_]+)",\s*")re"};
    for (const auto& each : std::filesystem::recursive_directory_iterator{plugins}) {
        const auto text = each.is_regular_file() ? content(each.path()) : std::string{};
        if (each.path().filename() == "plugin.json") names.insert(each.path().parent_path().filename().string());
        if (each.path().extension() != ".cpp") continue;
        for (std::sregex_iterator at{text.begin(), text.end(), declared}; at != std::sregex_iterator{}; ++at)
            names.insert((*at)[1]);
    }
    names.erase("console");
    for (const auto& word : words_of_the_api) names.erase(word);
    return names;
}

/// Whether `name` stands in `text` as a name: in quotes, or as a part of a path or of a full name.
bool is_named_in(const std::string& text, const std::string& name)
{
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        const char before = at == 0 ? ' ' : text[at - 1];
        const char behind = at + name.size() == text.size() ? ' ' : text[at + name.size()];
        const auto quotes = [](char sign) { return sign == '\'' || sign == '"' || sign == '`'; };
        if ((quotes(before) || before == '.') && (quotes(behind) || behind == '.')) return true;
    }
    return false;
}

TEST(TheConsole, KnowsNoPluginByName)
{
    const auto all = names_of_plugins();
    ASSERT_TRUE(all.contains("programme") && all.contains("adoption"));
    std::size_t files = 0;
    for (const auto& each : std::filesystem::recursive_directory_iterator{plugins / "console" / "web" / "src"}) {
        if (!each.is_regular_file()) continue;
        ++files;
        const auto text = content(each.path());
        for (const auto& name : all) EXPECT_FALSE(is_named_in(text, name)) << each.path() << " names " << name;
    }
    EXPECT_GT(files, 30U);
    EXPECT_TRUE(is_named_in("const a = 'adoption'", "adoption") &&
                is_named_in("'programme.organization'", "programme"));
}

} // namespace
} // namespace nscl::architecture
