// One request sent several times, through two server processes on one database.
#include "tests/integration/administrator.hpp"
#include "tests/support/at_once.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <future>
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

TEST(Idempotency, SaysThatTheFirstIsStillAtWorkAndHasItsAnswerLater)
{
    const test_database shared{engine::mariadb};
    auto waiting_long = on(shared);
    waiting_long.environment["NSCL_DATABASE_LEASE_TIMEOUT"] = "1m";
    server_process patient{waiting_long};
    api_user admin = first_administrator(patient);
    auto waiting_little = on(shared);
    waiting_little.environment["NSCL_DATABASE_LEASE_TIMEOUT"] = "1s";
    server_process hasty{waiting_little};
    const auto create_lan = [](api_user& by) {
        return post(by, "/api/v1/core/users", {{"username", "lan"}, {"display_name", "Lan"}},
                    {{"Idempotency-Key", "lan-1"}, {"Accept-Language", "en"}});
    };

    // Somebody else is about to take the name, so the first one waits until he has decided, with the key in its hands.
    std::future<answer> first; // ends behind `other`, which lets it go
    mariadb_client other = beside(shared);
    other.run("BEGIN");
    other.run("INSERT INTO core_user (id, version, username, display_name, created_at, updated_at, active) "
              "VALUES (9000000, 1, 'lan', 'Lan', 0, 0, 1)");
    first = std::async(std::launch::async,
                       [&create_lan, by = admin.also_at(patient.port())]() mutable { return create_lan(by); });
    api_user in_a_hurry = admin.also_at(hasty.port());
    answer second = create_lan(in_a_hurry);
    while (second.status == 503) second = create_lan(in_a_hurry); // it was the one that had the key
    ASSERT_EQ(second.status, 409U) << second.body;
    const json::value told = json::parse(second.body);
    EXPECT_EQ(told.at("code"), "idempotency_key_in_use");
    EXPECT_EQ(told.at("detail"), "The request that brought this Idempotency-Key first is still at work. Try again in a "
                                 "few seconds.");

    other.run("ROLLBACK");
    const answer done = first.get();
    EXPECT_EQ(done.status, 201U) << done.body;
    EXPECT_EQ(done.header("idempotency-replayed"), "");
    const answer again = create_lan(in_a_hurry);
    EXPECT_EQ(again.status, 201U) << again.body;
    EXPECT_EQ(again.header("idempotency-replayed"), "true");
    EXPECT_EQ(again.body, done.body);
    const answer stored = admin.get("/api/v1/core/users?filter[username]=lan&count=exact");
    EXPECT_EQ(json::parse(stored.body).at_pointer("/page/count").as_int64(), 1) << stored.body;
    EXPECT_EQ(patient.stop(), 0);
    EXPECT_EQ(hasty.stop(), 0);
}

} // namespace
} // namespace nscl::tests
