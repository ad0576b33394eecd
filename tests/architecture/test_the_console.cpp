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
const std::filesystem::path web = plugins / "console" / "web";
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

/// Whether `name` stands in `text` as a name: in quotes, or as a part of a path or of a full name. Of what merely holds a slash, such as
/// a media type, it is no name.
bool is_named_in(const std::string& text, const std::string& name)
{
    const auto quotes = [](char sign) { return sign == '\'' || sign == '"' || sign == '`'; };
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        const char before = at == 0 ? ' ' : text[at - 1];
        const char behind = at + name.size() == text.size() ? ' ' : text[at + name.size()];
        const bool begins = quotes(before) || before == '.';
        if (begins && (quotes(behind) || behind == '.')) return true;
        if (before == '/' && (quotes(behind) || behind == '.' || behind == '/' || behind == '?')) return true;
    }
    return false;
}

/// What is written for the browser: the sources, and the page that they are loaded by.
std::vector<std::filesystem::path> sources()
{
    std::vector<std::filesystem::path> found{web / "index.html"};
    for (const auto& each : std::filesystem::recursive_directory_iterator{web / "src"}) {
        if (each.is_regular_file()) found.push_back(each.path());
    }
    return found;
}

TEST(TheConsole, KnowsNoPluginByName)
{
    const auto all = names_of_plugins();
    ASSERT_TRUE(all.contains("programme") && all.contains("adoption"));
    const auto files = sources();
    EXPECT_GT(files.size(), 30U);
    for (const auto& each : files) {
        const auto text = content(each);
        for (const auto& name : all) EXPECT_FALSE(is_named_in(text, name)) << each << " names " << name;
    }
}

TEST(TheConsole, IsSearchedForNamesOfAnyForm)
{
    EXPECT_TRUE(is_named_in("const a = 'adoption'", "adoption"));
    EXPECT_TRUE(is_named_in("'programme.organization'", "programme"));
    EXPECT_TRUE(is_named_in("'/programme/organizations'", "programme"));
    EXPECT_TRUE(is_named_in("`/api/v1/programme?q=`", "programme"));
    EXPECT_FALSE(is_named_in("'application/json'", "application"));
    EXPECT_FALSE(is_named_in("const target = 1", "target"));
}

TEST(TheConsole, ShowsNothingAsMarkupThatIsText)
{
    for (const auto& each : sources()) EXPECT_EQ(content(each).find("{@html"), std::string::npos) << each;
}

TEST(TheConsole, InlinesNothingThatThePolicyForbids)
{
    EXPECT_NE(content(web / "vite.config.ts").find("assetsInlineLimit: 0,"), std::string::npos);
    const auto page = content(web / "index.html");
    EXPECT_FALSE(std::regex_search(page, std::regex{R"(<script(?![^>]*\ssrc=))"})) << "a script of the page's own";
    EXPECT_FALSE(std::regex_search(page, std::regex{R"(<style|\sstyle=|\son[a-z]+=)"}));
}

} // namespace
} // namespace nscl::architecture
