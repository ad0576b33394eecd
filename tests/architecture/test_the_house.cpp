#include "core/messages/catalogue.hpp"
#include "tests/architecture/file_shape.hpp"
#include "tests/architecture/include_check.hpp"
#include "tests/architecture/refusal_codes.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace nscl::architecture {
namespace {

const std::filesystem::path root = NSCL_SOURCE_FOLDER;

std::vector<source_file> all_sources()
{
    std::vector<source_file> files;
    for (const char* folder : {"core", "sdk", "plugins"}) {
        for (auto& file : sources_below(root, folder)) files.push_back(std::move(file));
    }
    return files;
}

house_rules written_rules()
{
    std::ifstream document{root / "docs" / "architecture.md"};
    return house_rules::read(std::string{std::istreambuf_iterator<char>{document}, {}});
}

TEST(TheHouse, IncludesOnlyAlongTheArrowsOfItsDocument)
{
    const house_rules rules = written_rules();
    for (const source_file& file : all_sources()) {
        for (const finding& broken : forbidden_includes(file, rules))
            ADD_FAILURE() << broken.where << ": " << broken.what;
    }
}

TEST(TheHouse, HasARowForEveryRoom)
{
    const house_rules rules = written_rules();
    for (const source_file& file : sources_below(root, "core")) {
        EXPECT_TRUE(rules.arrows.contains(room_of(file.path))) << file.path;
        EXPECT_TRUE(floor_of(file.path).empty() || rules.arrows.contains(floor_of(file.path))) << file.path;
    }
}

TEST(TheHouse, HasNoRoomInTheTableThatDoesNotExist)
{
    for (const auto& [room, others] : written_rules().arrows) {
        EXPECT_TRUE(room == "application" || std::filesystem::is_directory(root / "core" / room)) << room;
    }
}

TEST(TheHouse, HoldsFilesOfOneThing)
{
    for (const source_file& file : all_sources()) {
        for (const finding& broken : misshapen(file)) ADD_FAILURE() << broken.where << ": " << broken.what;
    }
}

TEST(TheHouse, HasWordsForEveryCodeWithWhichItRefuses)
{
    messages::catalogue words;
    const std::vector<source_file> core = sources_below(root, "core");
    for (const source_file& file : core) {
        for (std::string& code : declared_codes(file)) words.add(std::move(code), {});
    }
    std::size_t codes = 0;
    for (const source_file& file : core) {
        for (const finding& refused : refusal_codes(file)) {
            ++codes;
            EXPECT_TRUE(words.knows(refused.what))
                << refused.where << ": host_messages.cpp has no text for " << refused.what;
        }
    }
    EXPECT_GT(codes, 50U);
}

TEST(TheHouse, IsReallyRead)
{
    EXPECT_GT(all_sources().size(), 50U);
}

} // namespace
} // namespace nscl::architecture
