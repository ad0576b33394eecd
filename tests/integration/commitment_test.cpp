// A budget line's allocation when many applications are approved at once, through two server processes on one database.
#include "tests/integration/department.hpp"
#include "tests/support/at_once.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;

constexpr std::size_t applicants = 6;
constexpr std::int64_t requested_vnd = 40'000'000; // twice within what the line has
constexpr std::int64_t allocated_vnd = 100'000'000;

TEST(Commitment, StaysWithinTheAllocationForSixApprovalsAtOnceThroughTwoServersOnOneMariadb)
{
    const test_database shared{engine::mariadb};
    server_process server{on(shared)};
    api_user admin = first_administrator(server);
    server_process other{on(shared)};
    grant(admin, "dost_officer");
    const std::int64_t organization = created(post(admin, organizations,
                                                   {{"name", "Hợp tác xã Na"},
                                                    {"tax_code", "4901234561"},
                                                    {"type", "cooperative"},
                                                    {"commune", first_id(admin, "/api/v1/programme/communes")}}));
    department at{admin, server, organization};
    const auto line = first_id(at.finance.at, "/api/v1/programme/budget-lines?filter[code]=2026.standards");
    const std::string budget = "/api/v1/programme/budget-lines/" + std::to_string(line);
    patch(at.finance.at, budget, {{"allocated_vnd", allocated_vnd}, {"allocation_no", "01"}});
    support_half(at);
    const auto contents =
        json::parse(admin
                        .get("/api/v1/programme/support-contents?filter[code][starts]=tool_&sort=id&limit=" +
                             std::to_string(applicants))
                        .body);
    std::vector<std::string> waiting;
    for (const auto& each : contents.at("data").as_array())
        waiting.push_back(appraised(at, organization, each.at("id"), line, requested_vnd));
    ASSERT_EQ(waiting.size(), applicants);

    std::vector<answer> answers(applicants);
    at_once(
        applicants, [&](std::size_t i) { return at.leader.at.also_at(i % 2 == 0 ? server.port() : other.port()); },
        [&](std::size_t i, api_user& leader) { answers[i] = approve(leader, waiting[i], std::to_string(i)); });

    std::map<unsigned, std::size_t> by_status;
    for (const answer& got : answers) {
        ++by_status[got.status];
        EXPECT_TRUE(got.status == 200 || got.body.find("no_free_allocation") != std::string::npos) << got.body;
    }
    EXPECT_EQ(by_status, (std::map<unsigned, std::size_t>{{200, 2}, {422, applicants - 2}}));
    EXPECT_EQ(json::parse(at.finance.at.get(budget).body).at("committed_vnd"), 2 * requested_vnd);
    EXPECT_EQ(server.stop(), 0);
    EXPECT_EQ(other.stop(), 0);
    EXPECT_EQ(server.sanitizer_report() + other.sanitizer_report(), "");
}

} // namespace
} // namespace nscl::tests
