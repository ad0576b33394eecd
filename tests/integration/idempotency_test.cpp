// One request sent many times at once, through two server processes on one database.
#include "tests/integration/administrator.hpp"
#include "tests/support/at_once.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;

constexpr std::size_t senders = 20;

TEST(Idempotency, DoesOnceWhatTwentySendAtOnceThroughTwoServersOnOneMariadb)
{
    const test_database shared{engine::mariadb};
    server_process server{on(shared)};
    api_user admin = first_administrator(server);
    server_process other{on(shared)};
    grant(admin, "dost_officer");
    const json::value na{{"name", "Hợp tác xã Na"},
                         {"type", "public_unit"},
                         {"commune", first_id(admin, "/api/v1/programme/communes?limit=1")}};

    std::vector<answer> answers(senders);
    at_once(
        senders, [&](std::size_t i) { return admin.also_at(i % 2 == 0 ? server.port() : other.port()); },
        [&](std::size_t i, api_user& client) {
            answers[i] = post(client, organizations, na, {{"Idempotency-Key", "once"}});
        });

    std::set<std::string> bodies;
    std::size_t first = 0;
    for (const answer& got : answers) {
        EXPECT_EQ(got.status, 201U) << got.body;
        bodies.insert(got.body);
        if (got.header("idempotency-replayed").empty()) ++first;
    }
    EXPECT_EQ(bodies.size(), 1U);
    EXPECT_EQ(first, 1U);
    const answer stored = admin.get(organizations + "?count=exact");
    EXPECT_EQ(json::parse(stored.body).at_pointer("/page/count").as_int64(), 1) << stored.body;
    EXPECT_EQ(server.stop(), 0);
    EXPECT_EQ(other.stop(), 0);
    EXPECT_EQ(server.sanitizer_report() + other.sanitizer_report(), "");
}

} // namespace
} // namespace nscl::tests
