// Every input that tests/fuzz/corpus keeps, once through its target: what a fuzzer found stays mended.
#include "tests/fuzz/targets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <vector>

namespace nscl::fuzz {

void PrintTo(const target& tested, std::ostream* to)
{
    *to << tested.name;
}

namespace {

const std::filesystem::path corpus = NSCL_FUZZ_CORPUS;

std::vector<std::filesystem::path> kept_for(const target& tested)
{
    std::vector<std::filesystem::path> files;
    for (const auto& each : std::filesystem::directory_iterator{corpus / tested.name}) files.push_back(each.path());
    std::ranges::sort(files);
    return files;
}

std::string content(const std::filesystem::path& of)
{
    std::ifstream file{of, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

class Corpus : public testing::TestWithParam<target> {};

TEST_P(Corpus, HoldsWhatItsTargetAsksFor)
{
    const auto files = kept_for(GetParam());
    EXPECT_GT(files.size(), 3U);
    for (const auto& each : files) EXPECT_NO_THROW(GetParam().check(content(each))) << each;
}

TEST_P(Corpus, HasSmallInputsOnly)
{
    for (const auto& each : kept_for(GetParam())) EXPECT_LE(std::filesystem::file_size(each), 1024U) << each;
}

INSTANTIATE_TEST_SUITE_P(Of, Corpus, testing::ValuesIn(targets),
                         [](const auto& tested) { return std::string{tested.param.name}; });

TEST(CorpusFolders, HaveATargetEach)
{
    for (const auto& each : std::filesystem::directory_iterator{corpus})
        EXPECT_TRUE(std::ranges::any_of(targets, [&](const target& t) { return t.name == each.path().filename(); }))
            << each.path();
}

TEST(Requirements, ThatDoNotHoldEndACheck)
{
    EXPECT_NO_THROW(require(true, "holds"));
    EXPECT_THROW(require(false, "does not hold"), broken_property);
}

} // namespace
} // namespace nscl::fuzz
