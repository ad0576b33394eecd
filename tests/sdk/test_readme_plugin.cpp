/// README's example is code that compiles, and a declaration that the server takes.
#include "tests/sdk/server_reader.hpp"

#include <nscl/sdk/entry.hpp>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace {

std::string file(const std::string& path)
{
    std::ifstream input{std::string{NSCL_SOURCE_FOLDER} + "/" + path};
    EXPECT_TRUE(input) << path;
    return {std::istreambuf_iterator<char>{input}, {}};
}

TEST(ReadmePlugin, IsQuotedWordForWord)
{
    const std::string readme = file("README.md");
    const std::string begin = "```cpp\n";
    const auto at = readme.find(begin);
    ASSERT_NE(at, std::string::npos);
    const auto from = at + begin.size();
    const std::string quoted = readme.substr(from, readme.find("```", from) - from);
    EXPECT_THAT(file("tests/sdk/readme_plugin.cpp"), testing::EndsWith(quoted));
    EXPECT_EQ(readme.find(begin, from), std::string::npos) << "a second example, which no test knows";
}

TEST(ReadmePlugin, DeclaresWhatTheServerTakes)
{
    nscl::sdk::plugin what;
    nscl::sdk::registration::declare(what);
    const std::string document = what.document();
    EXPECT_EQ(objection("training", document), "");
    const auto entity = boost::json::parse(document).at("entities").at(0);
    EXPECT_EQ(entity.at("name"), "course");
    EXPECT_EQ(entity.at("fields").as_array().size(), 9U);
    EXPECT_EQ(entity.at("workflow").at("transitions").as_array().size(), 2U);
}

} // namespace
