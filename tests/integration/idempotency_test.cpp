// What an Idempotency-Key promises: one request sent many times at once, through two server processes on one database, and one whose
// COMMIT is not answered.
#include "tests/integration/administrator.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/mariadb_server.hpp"
#include "tests/support/tcp_relay.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <future>
#include <optional>
#include <set>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;

constexpr std::size_t senders = 20;

class SentAtOnce : public testing::TestWithParam<engine> {};
NSCL_ON_EACH_DATABASE(SentAtOnce);

/// Through two servers on one MariaDB; the one on SQLite puts equal keys into one commit.
TEST_P(SentAtOnce, IsDoneOnceUnderOneIdempotencyKey)
{
    const test_database shared{GetParam()};
    server_process server{on(shared)};
    api_user admin = first_administrator(server);
    std::optional<server_process> second;
    if (GetParam() == engine::mariadb) second.emplace(on(shared));
    const server_process& other = second ? *second : server;
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
    EXPECT_EQ(server.sanitizer_report(), "");
    if (!second) return;
    EXPECT_EQ(second->stop(), 0);
    EXPECT_EQ(second->sanitizer_report(), "");
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

/// A server that reaches its database through a relay, and a create whose COMMIT will not be answered.
class LostCommit : public testing::Test {
protected:
    answer invite_lan()
    {
        return post(admin_, "/api/v1/core/users", {{"username", "nguyen.lan"}, {"display_name", "Lan"}},
                    {{"Idempotency-Key", "lan-1"}});
    }
    /// Other writes of the server, its own too, go on: only the connection that has sent this name loses an answer.
    void lose_it(tcp_relay::afterwards then) { between_.lose_answer_to("COMMIT", "nguyen.lan", then); }

    json::value found()
    {
        return json::parse(admin_.get("/api/v1/core/users?filter[username]=nguyen.lan&count=exact").body);
    }

    const test_database fresh_{engine::mariadb};
    tcp_relay between_{mariadb_server::instance().port()};
    server_process server_{through(between_, fresh_)};
    api_user admin_ = first_administrator(server_);
};

TEST_F(LostCommit, IsLookedUpAndAnsweredAsIfNothingHadHappened)
{
    lose_it(tcp_relay::afterwards::allow);
    const answer first = invite_lan();
    ASSERT_EQ(first.status, 201U) << first.body;
    EXPECT_EQ(first.header("idempotency-replayed"), "");
    server_.await_log("database_commit_looked_up"); // it is read from a pipe, a little later than the answer

    const answer again = invite_lan();
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("idempotency-replayed"), "true");
    EXPECT_EQ(found().at_pointer("/page/count"), 1);
    EXPECT_EQ(found().at_pointer("/data/0/id"), json::parse(first.body).at("id"));
    EXPECT_EQ(server_.stop(), 0);
}

TEST_F(LostCommit, IsUnknownWhileTheDatabaseStaysAwayAndFoundByItsKeyOnceItIsBack)
{
    lose_it(tcp_relay::afterwards::refuse);
    const answer unknown = invite_lan();
    EXPECT_EQ(unknown.status, 503U) << unknown.body;
    EXPECT_EQ(json::parse(unknown.body).at("code"), "outcome_unknown");
    EXPECT_NE(unknown.header("retry-after"), "");

    between_.allow_clients();
    const answer again = invite_lan();
    ASSERT_EQ(again.status, 201U) << again.body;
    EXPECT_EQ(again.header("idempotency-replayed"), "true") << "it had taken place";
    EXPECT_EQ(found().at_pointer("/page/count"), 1);
    EXPECT_EQ(found().at_pointer("/data/0/id"), json::parse(again.body).at("id"));
    EXPECT_EQ(server_.stop(), 0);
}

} // namespace
} // namespace nscl::tests
