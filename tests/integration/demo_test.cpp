// The demonstration database: it starts, has records in every state, and goes without a trace.
#include "tests/integration/administrator.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
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

TEST(Demo, HasRecordsInEveryStateAndCanBeRemoved)
{
    const temporary_folder folder;
    server_options options;
    options.folder = folder.path();
    options.arguments = {"--demo"};
    {
        server_process server{options};
        api_user admin = first_administrator(server);
        grant(admin, "dost_officer");
        EXPECT_EQ(states_of(admin, "programme/applications").size(), 24U);
        using set = std::set<std::string>;
        EXPECT_EQ(states_of(admin, "programme/support-calls"), (set{"draft", "published", "closed"}));
        EXPECT_EQ(states_of(admin, "programme/support-rates"), (set{"draft", "active", "retired"}));
        const answer adoptions =
            admin.get("/api/v1/standards/adoptions?filter[completed_on][isnull]=false&count=exact");
        EXPECT_EQ(json::parse(adoptions.body).at_pointer("/page/count"), 1) << adoptions.body;
        EXPECT_EQ(server.stop(), 0);
        EXPECT_EQ(server.sanitizer_report(), "");
    }
    const auto file = folder.path() / "demo.db";
    EXPECT_TRUE(std::filesystem::exists(file));
    const auto remove = server_executable().string() + " demo remove --data-dir " + folder.path().string();
    EXPECT_EQ(std::system(remove.c_str()), 0);
    EXPECT_FALSE(std::filesystem::exists(file));
}

} // namespace
} // namespace nscl::tests
