// The plan's total when many lines are given money at once, through two server processes on one database.
#include "tests/integration/administrator.hpp"
#include "tests/support/at_once.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;

constexpr std::int64_t each_vnd = 3'000'000'000; // twice within the plan's 7,866,000,000
constexpr std::size_t lines_at_once = 20;

TEST(Allocation, StaysWithinThePlanForTwentyAtOnceThroughTwoServersOnOneMariadb)
{
    const test_database shared{engine::mariadb};
    server_process server{on(shared)};
    api_user admin = first_administrator(server);
    server_process other{on(shared)};
    grant(admin, "dof_officer");
    const auto listed =
        json::parse(admin.get("/api/v1/programme/budget-lines?limit=" + std::to_string(lines_at_once)).body);

    std::vector<answer> answers(lines_at_once);
    at_once(
        lines_at_once, [&](std::size_t i) { return admin.also_at(i % 2 == 0 ? server.port() : other.port()); },
        [&](std::size_t i, api_user& client) {
            const auto line = listed.at("data").at(i).at("id").as_int64();
            answers[i] = client.send({"PATCH",
                                      "/api/v1/programme/budget-lines/" + std::to_string(line),
                                      {{"Content-Type", "application/json"}, {"If-Match", "*"}},
                                      json::serialize(json::object{{"allocated_vnd", each_vnd}})});
        });

    std::map<unsigned, std::size_t> by_status;
    for (const answer& got : answers) {
        ++by_status[got.status];
        EXPECT_TRUE(got.status == 200 || got.body.find("allocation_above_plan") != std::string::npos) << got.body;
    }
    EXPECT_EQ(by_status, (std::map<unsigned, std::size_t>{{200, 2}, {422, lines_at_once - 2}}));
    std::int64_t allocated = 0;
    const auto now = json::parse(admin.get("/api/v1/programme/budget-lines?limit=200").body);
    for (const auto& line : now.at("data").as_array()) allocated += line.at("allocated_vnd").as_int64();
    EXPECT_EQ(allocated, 2 * each_vnd);
    EXPECT_EQ(server.stop(), 0);
    EXPECT_EQ(other.stop(), 0);
}

} // namespace
} // namespace nscl::tests
