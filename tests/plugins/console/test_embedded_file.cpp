#include "plugins/console/embedded_file.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace {

using console::embedded_file;
using console::find_file;
using console::media_type_of;
namespace fs = std::filesystem;

const fs::path built = NSCL_SMALL_CONSOLE;

/// "" where there is no such file.
std::string content_of(const std::string& path)
{
    std::ifstream from{built / path, std::ios::binary};
    return {std::istreambuf_iterator<char>{from}, {}};
}

TEST(EmbeddedFiles, AreThoseOfTheFolderWithTheirCodings)
{
    std::set<std::string> paths;
    for (const embedded_file& each : console::embedded_files()) {
        const std::string path{each.path};
        paths.insert(path);
        EXPECT_EQ(each.plain, content_of(path)) << path;
        EXPECT_EQ(each.gzip, content_of(path + ".gz")) << path;
        EXPECT_EQ(each.brotli, content_of(path + ".br")) << path;
    }
    EXPECT_THAT(paths,
                testing::ElementsAre("assets/app-0badcafe.css", "assets/app-1a2b3c4d.js", "favicon.svg", "index.html"));
    EXPECT_FALSE(find_file("index.html")->brotli.empty());
}

TEST(EmbeddedFiles, KnowTheirHash)
{
    EXPECT_EQ(find_file("assets/app-0badcafe.css")->hash,
              "162e405e4000ae3c0f93110a4418bfaf56c2304f83973b8505cf610c94018796");
}

TEST(EmbeddedFiles, AreFoundByTheirWholePath)
{
    EXPECT_EQ(find_file("index.html")->path, "index.html");
    for (const auto* each : {"", "index", "INDEX.HTML", "assets/", "assets/app-1a2b3c4d.js.br", "/index.html"})
        EXPECT_EQ(find_file(each), nullptr) << each;
}

TEST(MediaType, FollowsTheEndOfThePath)
{
    EXPECT_EQ(media_type_of("index.html"), "text/html; charset=utf-8");
    EXPECT_EQ(media_type_of("assets/a.min.js"), "text/javascript; charset=utf-8");
    EXPECT_EQ(media_type_of("a.css"), "text/css; charset=utf-8");
    EXPECT_EQ(media_type_of("icons.svg"), "image/svg+xml");
    EXPECT_EQ(media_type_of("a.woff2"), "font/woff2");
    EXPECT_EQ(media_type_of("a.json"), "application/json");
    EXPECT_EQ(media_type_of("js"), "application/octet-stream");
    EXPECT_EQ(media_type_of("a.js.exe"), "application/octet-stream");
}

} // namespace
