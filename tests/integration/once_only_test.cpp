// The once-only rule when many arrive at once, through two server processes on one database.
#include "tests/integration/administrator.hpp"
#include "tests/support/at_once.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;

constexpr std::size_t applications_at_once = 50;

/// Every draft is submitted at the same moment, half of them through each server.
std::map<unsigned, std::size_t> submit_all(const api_user& admin, const std::vector<std::int64_t>& drafts,
                                           std::uint16_t port, std::uint16_t other)
{
    std::vector<answer> answers(drafts.size());
    at_once(
        drafts.size(), [&](std::size_t i) { return admin.also_at(i % 2 == 0 ? port : other); },
        [&](std::size_t i, api_user& client) {
            answers[i] =
                post(client, "/api/v1/programme/applications/" + std::to_string(drafts[i]) + "/transitions/submit",
                     json::object{}, {{"If-Match", "*"}});
        });
    std::map<unsigned, std::size_t> by_status;
    for (const answer& got : answers) {
        ++by_status[got.status];
        if (got.status == 409)
            EXPECT_EQ(json::parse(got.body).at("code"), "once_only") << got.body;
        else
            EXPECT_EQ(got.status, 200U) << got.body;
    }
    return by_status;
}

TEST(OnceOnly, HoldsForFiftyAtOnceThroughTwoServersOnOneMariadb)
{
    const test_database shared{engine::mariadb};
    server_process server{on(shared)};
    api_user admin = first_administrator(server);
    server_process other{on(shared)};

    grant(admin, "dost_officer");
    const std::int64_t commune = first_id(admin, "/api/v1/programme/communes?limit=1");
    const std::int64_t content = first_id(admin, "/api/v1/programme/support-contents?limit=1");
    const std::int64_t organization = created(
        post(admin, organizations,
             {{"name", "Hợp tác xã Na"}, {"tax_code", "4901234561"}, {"type", "cooperative"}, {"commune", commune}}));
    grant(admin, "organization_user", {{"organization", json::array{organization}}});
    std::vector<std::int64_t> drafts;
    for (std::size_t i = 0; i < applications_at_once; ++i)
        drafts.push_back(created(post(admin, applications,
                                      {{"organization", organization},
                                       {"content", content},
                                       {"requested_vnd", 1000000},
                                       {"estimated_value_vnd", 2000000},
                                       {"description", "ISO 9001"},
                                       {"double_funding_declared", true}})));

    const auto by_status = submit_all(admin, drafts, server.port(), other.port());

    EXPECT_EQ(by_status, (std::map<unsigned, std::size_t>{{200, 1}, {409, applications_at_once - 1}}));
    const answer stored = admin.get("/api/v1/programme/applications?filter[state]=submitted&count=exact");
    EXPECT_EQ(json::parse(stored.body).at_pointer("/page/count").as_int64(), 1) << stored.body;
    EXPECT_EQ(server.stop(), 0);
    EXPECT_EQ(other.stop(), 0);
    EXPECT_EQ(server.sanitizer_report() + other.sanitizer_report(), "");
}

} // namespace
} // namespace nscl::tests
