// Every file of tests/scenarios on every database: a test each, named after both.
#include "tests/integration/scenario/scenario_run.hpp"
#include "tests/support/test_database.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace nscl::tests {
namespace {

class scenario_file : public testing::Test {
public:
    scenario_file(std::filesystem::path file, engine on) : file_(std::move(file)), on_(on) {}

    void TestBody() override
    {
        const scenario played = read_scenario(file_);
        const test_database fresh{on_};
        server_options options;
        options.database_url = fresh.settings().url;
        options.database_password = fresh.settings().password;
        scenario_run run{played, options};
        try {
            run.play();
        } catch (const std::exception& wrong) {
            const std::string log = run.log();
            FAIL() << played.title << "\n"
                   << wrong.what() << "\n\nthe server's log ends with:\n"
                   << log.substr(log.size() - std::min<std::size_t>(log.size(), 6000));
        }
    }

private:
    std::filesystem::path file_;
    engine on_;
};

std::vector<std::filesystem::path> scenario_files()
{
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator{NSCL_SCENARIOS})
        if (entry.path().extension() == ".json") found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

void register_scenarios(engine on, const char* suite)
{
    for (const auto& file : scenario_files())
        testing::RegisterTest(suite, file.stem().c_str(), nullptr, nullptr, file.c_str(), 1,
                              [=]() -> testing::Test* { return new scenario_file{file, on}; });
}

} // namespace
} // namespace nscl::tests

int main(int count, char** words)
{
    testing::InitGoogleTest(&count, words);
    nscl::tests::register_scenarios(nscl::tests::engine::sqlite, "ScenarioOnSqlite");
    nscl::tests::register_scenarios(nscl::tests::engine::mariadb, "ScenarioOnMariadb");
    return RUN_ALL_TESTS();
}
