/// The manual's code is code that compiles: every C++ block stands, word for word, in documented_plugin.cpp or in the
/// template.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::string file(const std::string& path)
{
    std::ifstream input{std::string{NSCL_SOURCE_FOLDER} + "/" + path};
    EXPECT_TRUE(input) << path;
    return {std::istreambuf_iterator<char>{input}, {}};
}

std::vector<std::string> blocks(const std::string& document, const std::string& language)
{
    std::vector<std::string> result;
    std::istringstream lines{document};
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("```")) {
            inside = !inside && line == "```" + language;
            if (inside) result.emplace_back();
        } else if (inside) {
            result.back() += line + "\n";
        }
    }
    return result;
}

TEST(WritingAPlugin, QuotesCodeThatCompiles)
{
    const std::string code = file("tests/sdk/documented_plugin.cpp") + file("sdk/template/plugin.cpp");
    const std::vector<std::string> quoted = blocks(file("docs/writing-a-plugin.md"), "cpp");
    EXPECT_GE(quoted.size(), 8U);
    for (const std::string& block : quoted) EXPECT_NE(code.find(block), std::string::npos) << block;
}

TEST(WritingAPlugin, QuotesTheTemplatesManifestAndCMakeLists)
{
    const std::string manual = file("docs/writing-a-plugin.md");
    EXPECT_EQ(blocks(manual, "json"), std::vector{file("sdk/template/plugin.json")});
    EXPECT_EQ(blocks(manual, "cmake"), std::vector{file("sdk/template/CMakeLists.txt")});
}

} // namespace
