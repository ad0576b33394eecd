// The demonstration database: it starts, has records in every state, and goes without a trace.
#include "tests/integration/administrator.hpp"
#include "tests/support/command_run.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

namespace nscl::tests {
namespace {

namespace json = boost::json;

std::set<std::string> states_of(api_user& reader, const std::string& list)
{
    const answer got = reader.get("/api/v1/" + list + "?limit=100");
    EXPECT_EQ(got.status, 200U) << got.body;
    std::set<std::string> states;
    const json::value listed = json::parse(got.body);
    for (const auto& each : listed.at("data").as_array()) states.insert(json::value_to<std::string>(each.at("state")));
    return states;
}

command_run remove_from(const temporary_folder& folder)
{
    return run_nscl({"demo", "remove", "--data-dir", folder.path().string()});
}

TEST(Demo, HasRecordsInEveryStateAndCanBeRemoved)
{
    const temporary_folder folder;
    server_options options;
    options.folder = folder.path();
    options.arguments = {"--demo"};
    {
        server_process server{options};
        EXPECT_THAT(api_user{server.port()}.get("/setup/" + server.setup_token()).body,
                    testing::HasSubstr("Dữ liệu mẫu"));
        api_user admin = first_administrator(server);
        grant(admin, "dost_officer");
        EXPECT_EQ(states_of(admin, "programme/applications").size(), 24U);
        using set = std::set<std::string>;
        EXPECT_EQ(states_of(admin, "programme/support-calls"), (set{"draft", "published", "closed"}));
        EXPECT_EQ(states_of(admin, "programme/support-rates"), (set{"draft", "active", "retired"}));
        const answer adoptions =
            admin.get("/api/v1/standards/adoptions?filter[completed_on][isnull]=false&count=exact");
        EXPECT_EQ(json::parse(adoptions.body).at_pointer("/page/count"), 1) << adoptions.body;
        const command_run refused = remove_from(folder);
        EXPECT_EQ(refused.status, 1);
        EXPECT_THAT(refused.errors, testing::HasSubstr("a server runs on"));
        EXPECT_EQ(admin.get("/api/v1/session").status, 200U);
        EXPECT_EQ(server.stop(), 0);
        EXPECT_EQ(server.sanitizer_report(), "");
    }
    const auto file = folder.path() / "demo.db";
    EXPECT_TRUE(std::filesystem::exists(file));
    EXPECT_EQ(remove_from(folder).output, "removed " + file.string() + "\n");
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    EXPECT_EQ(remove_from(folder).output, "there is no " + file.string() + "\n");
}

TEST(Demo, IsRemovedAlsoWhenItIsBroken)
{
    const temporary_folder folder;
    std::ofstream{folder.path() / "demo.db"} << "no database";
    EXPECT_EQ(remove_from(folder).status, 0);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Demo, IsRemovedOnlyWhereItIsADatabase)
{
    const temporary_folder folder;
    std::filesystem::create_directory(folder.path() / "demo.db");
    const command_run refused = remove_from(folder);
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.errors, testing::HasSubstr("is no database file"));
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "demo.db"));
}

} // namespace
} // namespace nscl::tests
