#include "core/plugin_host/manifest.hpp"

#include "core/plugin_host/elf_section.hpp"
#include "tests/unit/plugin_host/fixture_folder.hpp"

#include <gmock/gmock.h>

#include <cstring>
#include <elf.h>
#include <fstream>
#include <random>

namespace {

using namespace nscl::plugin_host;
using testing::HasSubstr;
namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file)
{
    std::ifstream from{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{from}, {}};
}

std::string document(const std::string& replaced = "", const std::string& by = "")
{
    std::string text = R"({"id":"a","version":"0.1.0","label":{"vi":"A","en":"A"},"abi":{"major":1,"minor":0},)"
                       R"("depends":[{"id":"b","version":">=0.1 <1"}],"licence":"MIT"})";
    if (!replaced.empty()) text.replace(text.find(replaced), replaced.size(), by);
    return text;
}

std::string problem(const std::string& replaced, const std::string& by)
{
    const auto read = parse_manifest_document(document(replaced, by));
    return read.has_error() ? read.error().text : "accepted";
}

TEST(Manifest, IsReadFromALibraryWithoutRunningIt)
{
    const auto read = read_manifest(fixtures / "quiet.so").value();
    EXPECT_EQ(read.id, "quiet");
    EXPECT_EQ(to_text(read.version), "1.2.3");
    EXPECT_EQ(read.label.vi, "Mẫu");
    EXPECT_EQ(read.licence, "Apache-2.0");
    EXPECT_EQ(read.file, fixtures / "quiet.so");
}

TEST(Manifest, HoldsDependencies)
{
    const auto read = parse_manifest_document(document()).value();
    ASSERT_EQ(read.depends.size(), 1U);
    EXPECT_EQ(read.depends[0].id, "b");
    EXPECT_EQ(read.depends[0].range.text(), ">=0.1 <1");
}

TEST(Manifest, NamesTheMemberThatIsWrong)
{
    EXPECT_THAT(problem(R"("id":"a")", R"("id":"A b")"), HasSubstr("\"/id\""));
    EXPECT_THAT(problem(R"("id":"a")", R"("id":"core")"), HasSubstr("server's own"));
    for (const char* taken : {"api", "p", "setup", "assets"})
        EXPECT_THAT(problem(R"("id":"a")", R"("id":")" + std::string{taken} + "\""), HasSubstr("not a plugin's"))
            << taken;
    EXPECT_THAT(problem(R"("id":"a",)", ""), HasSubstr("\"/id\": it is missing"));
    EXPECT_THAT(problem(R"("0.1.0")", R"("0.1")"), HasSubstr("\"/version\""));
    EXPECT_THAT(problem(R"(,"en":"A")", ""), HasSubstr("\"/label/en\""));
    EXPECT_THAT(problem(R"("major":1)", R"("major":-1)"), HasSubstr("\"/abi/major\""));
    EXPECT_THAT(problem(R"("minor":0)", R"("minor":"0")"), HasSubstr("\"/abi/minor\""));
    EXPECT_THAT(problem(R"(>=0.1 <1)", "latest"), HasSubstr("\"/depends/0/version\""));
    EXPECT_THAT(problem(R"("id":"b")", R"("id":"a")"), HasSubstr("itself"));
    EXPECT_THAT(problem(R"("licence":"MIT")", R"("licence":"MIT","extra":1)"),
                HasSubstr("\"/extra\": there is no such member"));
    EXPECT_THAT(problem("{", "["), HasSubstr("not JSON"));
    EXPECT_THAT(problem("\"A\"", "\"\xC3\x28\""), HasSubstr("not JSON"));
}

TEST(Manifest, RefusesALibraryWithoutOne)
{
    const auto read = read_manifest(fixtures / "no_manifest.so");
    EXPECT_THAT(read.error().text, HasSubstr("no section .nscl.manifest"));
}

TEST(Manifest, RefusesWhatIsNoLibrary)
{
    EXPECT_THAT(parse_manifest("").error().text, HasSubstr("not an ELF file"));
    EXPECT_THAT(parse_manifest("#!/bin/sh\n").error().text, HasSubstr("not an ELF file"));
    EXPECT_THAT(read_manifest(fixtures / "absent.so").error().text, HasSubstr("cannot be read"));
}

TEST(Manifest, RefusesAFileThatIsNotNamedAfterItsPlugin)
{
    const auto other = fs::path{testing::TempDir()} / "renamed_quiet.so";
    fs::copy_file(fixtures / "quiet.so", other, fs::copy_options::overwrite_existing);
    EXPECT_THAT(read_manifest(other).error().text, HasSubstr("rename it to quiet.so"));
    fs::remove(other);
}

TEST(Manifest, RefusesOtherMachinesAndKinds)
{
    const auto whole = bytes_of(fixtures / "quiet.so");
    auto machine = whole;
    machine[offsetof(Elf64_Ehdr, e_machine)] = 2; // SPARC
    machine[offsetof(Elf64_Ehdr, e_machine) + 1] = 0;
    EXPECT_THAT(parse_manifest(machine).error().text, HasSubstr("another kind of processor"));
    auto kind = whole;
    kind[offsetof(Elf64_Ehdr, e_type)] = ET_REL;
    EXPECT_THAT(parse_manifest(kind).error().text, HasSubstr("not a shared library"));
    auto narrow = whole;
    narrow[EI_CLASS] = ELFCLASS32;
    EXPECT_THAT(parse_manifest(narrow).error().text, HasSubstr("64-bit"));
}

TEST(Manifest, RefusesEveryTruncation)
{
    const auto whole = bytes_of(fixtures / "quiet.so");
    ASSERT_TRUE(parse_manifest(whole).has_value());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        // A copy of exactly this size, so that a sanitizer sees every byte read beyond it.
        const std::vector<char> cut{whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)};
        ASSERT_TRUE(parse_manifest({cut.data(), cut.size()}).has_error()) << size;
    }
}

TEST(Manifest, SurvivesMutations)
{
    const auto whole = bytes_of(fixtures / "quiet.so");
    std::mt19937 random{20260101};
    Elf64_Ehdr head;
    std::memcpy(&head, whole.data(), sizeof head);
    const auto table = static_cast<std::size_t>(head.e_shoff);
    for (int round = 0; round < 20000; ++round) {
        std::vector<char> mutated{whole.begin(), whole.end()};
        // Half of the hits go where offsets and sizes stand.
        const bool in_tables = random() % 2 == 0;
        const std::size_t begin = in_tables ? (random() % 2 == 0 ? 0 : table) : 0;
        const std::size_t range = in_tables ? (begin == 0 ? sizeof head : mutated.size() - table) : mutated.size();
        for (unsigned hits = 1 + random() % 4; hits > 0; --hits) {
            mutated[begin + random() % range] = static_cast<char>(random() % 3 == 0 ? 0xff : random());
        }
        const auto read = parse_manifest({mutated.data(), mutated.size()});
        ASSERT_TRUE(read.has_value() || !read.error().text.empty());
    }
}

TEST(Abi, NamesBothNumbersWhenTheyDoNotFit)
{
    EXPECT_TRUE(check_abi(1, 0).has_value());
    EXPECT_THAT(check_abi(2, 0).error().text, HasSubstr("needs version 2.0"));
    EXPECT_THAT(check_abi(2, 0).error().text, HasSubstr("this server has 1.0"));
    EXPECT_THAT(check_abi(2, 0).error().text, HasSubstr("newer server"));
    EXPECT_THAT(check_abi(0, 9).error().text, HasSubstr("rebuild the plugin"));
    EXPECT_THAT(check_abi(1, 7).error().text, HasSubstr("needs version 1.7"));
}

} // namespace
