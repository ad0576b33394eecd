// What MariaDB can do to a server: each fault is said as what it is, leaves nothing half done, and is forgotten when it is over.
#include "core/database/open.hpp"
#include "core/platform/random.hpp"
#include "tests/integration/create_stream.hpp"
#include "tests/support/mariadb_server.hpp"
#include "tests/support/metrics_text.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <fstream>
#include <future>
#include <vector>

#include <unistd.h>

namespace nscl::tests {
namespace {

namespace json = boost::json;
using testing::AnyOf;
using testing::HasSubstr;

const std::string database_name = "faults";

void expect_busy(const answer& got)
{
    EXPECT_EQ(got.status, 503U) << got.body;
    EXPECT_THAT(got.body, HasSubstr(R"("code":"database_busy")"));
}

class MariadbFaults : public testing::Test {
protected:
    explicit MariadbFaults(const std::string& environment = {}) : mariadb(environment)
    {
        mariadb.run("CREATE DATABASE faults");
        // Unlike the tests' own user, one that has to obey read_only and max_connections.
        mariadb.run("CREATE USER app@'%' IDENTIFIED BY 'nscl-test'");
        mariadb.run("GRANT ALL ON faults.* TO app@'%'");
    }

    server_options options() const
    {
        server_options made;
        made.database_url = "mysql://app@127.0.0.1:" + std::to_string(mariadb.port()) + "/" + database_name;
        made.database_password = mariadb.settings_for(database_name).password;
        made.environment = {{"NSCL_DATABASE_LEASE_TIMEOUT", "1s"}};
        return made;
    }

    std::unique_ptr<database::database> open() { return database::open(mariadb.settings_for(database_name), random_); }

    mariadb_server mariadb;

private:
    platform::system_random random_;
};

struct mariadb_end {
    const char* name;
    void (mariadb_server::*comes)();
};

void PrintTo(const mariadb_end& end, std::ostream* to)
{
    *to << end.name;
}

class MariadbThatEnds : public MariadbFaults, public testing::WithParamInterface<mariadb_end> {};

TEST_P(MariadbThatEnds, LosesNothingThatWasAnswered)
{
    server_process server{options()};
    api_user admin = first_administrator(server);
    create_stream creates{admin, server.port(), 4};
    ASSERT_TRUE(creates.sees(201, 20));

    (mariadb.*GetParam().comes)();
    ASSERT_TRUE(creates.sees(503, 8));
    EXPECT_THAT(creates.code(), AnyOf("database_unavailable", "database_busy"));
    EXPECT_EQ(admin.get("/healthz").status, 200U);
    EXPECT_EQ(admin.get("/readyz").status, 503U);

    mariadb.start_again();
    ASSERT_TRUE(creates.sees(201, 20));
    auto answers = creates.end();
    EXPECT_EQ(answers.size(), 2U) << "500: " << answers[500];
    // A create whose commit was not answered may be there: that is what "outcome_unknown" says, once for each client at most.
    EXPECT_LE(creates.unknown(), 4U);
    EXPECT_GE(created_by_streams(admin), answers[201]);
    EXPECT_LE(created_by_streams(admin), answers[201] + creates.unknown());
    nothing_is_half_done(admin, *open());
    EXPECT_EQ(server.stop(), 0);
}
INSTANTIATE_TEST_SUITE_P(By, MariadbThatEnds,
                         testing::Values(mariadb_end{"PowerCut", &mariadb_server::cut_off},
                                         mariadb_end{"Shutdown", &mariadb_server::shut_down}),
                         [](const auto& tested) { return std::string{tested.param.name}; });

TEST_F(MariadbFaults, AWriteThatAPowerCutMeetsIsDoneOnceUnderItsIdempotencyKey)
{
    server_process server{options()};
    api_user admin = first_administrator(server);
    const json::value lan{{"username", "lan"}, {"display_name", "Lan"}};
    const header_list key{{"Idempotency-Key", "lan-1"}};

    // The create waits at a lock until the database is cut off in the middle of it.
    std::optional<mariadb_client> other{std::in_place, mariadb, database_name};
    other->run("BEGIN");
    other->run("INSERT INTO core_user (id, version, username, display_name, created_at, updated_at, active) "
               "VALUES (9000000, 1, 'lan', 'Lan', 0, 0, 1)");
    std::thread cut{[&] {
        mariadb.cut_off();
        mariadb.start_again();
    }};
    const answer first = post(admin, users, lan, key);
    cut.join();
    EXPECT_THAT(first.status, AnyOf(201U, 503U)) << first.body;
    answer again = post(admin, users, lan, key);
    for (int tries = 0; again.status == 503 && tries < 50; ++tries) again = post(admin, users, lan, key);
    ASSERT_EQ(again.status, 201U) << again.body;
    const auto found = json::parse(admin.get(users + "?filter[username]=lan&count=exact").body);
    EXPECT_EQ(found.at_pointer("/page/count"), 1);
    EXPECT_EQ(found.at_pointer("/data/0/id"), json::parse(again.body).at("id"));
    EXPECT_EQ(server.stop(), 0);
}

TEST_F(MariadbFaults, WhatIsReadOnlyCanBeRead)
{
    server_process server{options()};
    api_user admin = first_administrator(server);
    create_stream creates{admin, server.port(), 2};
    ASSERT_TRUE(creates.sees(201, 4));

    mariadb.run("SET GLOBAL read_only=1");
    ASSERT_TRUE(creates.sees(503, 4));
    EXPECT_EQ(creates.code(), "database_unavailable");
    EXPECT_EQ(admin.get(users).status, 200U);

    mariadb.run("SET GLOBAL read_only=0");
    ASSERT_TRUE(creates.sees(201, 4));
    auto answers = creates.end();
    EXPECT_EQ(answers.size(), 2U);
    EXPECT_EQ(created_by_streams(admin), answers[201]);
    nothing_is_half_done(admin, *open());
    EXPECT_EQ(server.stop(), 0);
}

TEST_F(MariadbFaults, NoConnectionIsBusy)
{
    auto wanting_many = options();
    wanting_many.environment["NSCL_DATABASE_CONNECTIONS"] = "32";
    server_process server{wanting_many};
    api_user admin = first_administrator(server);
    mariadb_client administrator{mariadb};
    administrator.run("SET GLOBAL max_connections=10");
    std::vector<mariadb_client> taken;
    try {
        for (int i = 0; i < 20; ++i) taken.emplace_back(mariadb);
        FAIL() << "the limit does not hold";
    } catch (const std::runtime_error&) {
    }

    // Its own connections go on; new ones are not to be had.
    create_stream creates{admin, server.port(), 16};
    ASSERT_TRUE(creates.sees(503, 4));
    EXPECT_EQ(creates.code(), "database_busy");
    taken.clear();
    administrator.run("SET GLOBAL max_connections=200");
    ASSERT_TRUE(creates.sees(201, 50));
    auto answers = creates.end();
    EXPECT_EQ(answers.size(), 2U);
    EXPECT_EQ(created_by_streams(admin), answers[201]);
    nothing_is_half_done(admin, *open());
    EXPECT_EQ(server.stop(), 0);
}

TEST_F(MariadbFaults, ALockThatIsHeldIsBusy)
{
    server_process server{options()};
    api_user admin = first_administrator(server);
    const auto id = created(post(admin, users, {{"username", "hoa"}, {"display_name", "Hoa"}}));
    const auto rename = [&] {
        return admin.send({"PATCH",
                           users + "/" + std::to_string(id),
                           {{"Content-Type", "application/json"}, {"If-Match", "*"}},
                           R"({"display_name":"Hòa"})"});
    };
    mariadb_client other{mariadb, database_name};
    other.run("BEGIN");
    other.run("SELECT id FROM core_user WHERE id=" + std::to_string(id) + " FOR UPDATE");

    const answer refused = rename();
    expect_busy(refused);
    other.run("ROLLBACK");
    const auto kept = json::parse(admin.get(users + "/" + std::to_string(id)).body);
    EXPECT_EQ(kept.at("display_name"), "Hoa");
    EXPECT_EQ(kept.at("version"), 1);
    EXPECT_EQ(rename().status, 200U);
    EXPECT_EQ(server.stop(), 0);
}

TEST_F(MariadbFaults, ALostDeadlockIsTriedOnceMoreAndCounted)
{
    auto patient = options();
    patient.environment["NSCL_DATABASE_LEASE_TIMEOUT"] = "1m";
    server_process server{patient};
    api_user admin = first_administrator(server);
    const auto watching = open();
    const auto lock_waits = [&] {
        return watching->look_up([](database::reader& from) {
            return from.text("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS "
                             "WHERE VARIABLE_NAME = 'Innodb_row_lock_current_waits'");
        });
    };

    // The server holds the key and waits for the name; the other holds the name, has more to lose, and asks for the key.
    std::future<answer> created_lan; // ends behind `other`, which lets it go
    mariadb_client other{mariadb, database_name};
    other.run("BEGIN");
    other.run("INSERT INTO core_user (id, version, username, display_name, created_at, updated_at, active) "
              "SELECT 9000000 + seq, 1, IF(seq = 0, 'lan', CONCAT('lan-', seq)), 'Lan', 0, 0, 1 FROM seq_0_to_99");
    created_lan = std::async(std::launch::async, [by = admin.also_at(server.port())]() mutable {
        return post(by, users, {{"username", "lan"}, {"display_name", "Lan"}}, {{"Idempotency-Key", "lan-1"}});
    });
    while (lock_waits() == "0")
        ASSERT_NE(created_lan.wait_for(std::chrono::seconds{0}), std::future_status::ready) << created_lan.get().body;
    other.run("SELECT * FROM core_idempotency FOR UPDATE");
    other.run("ROLLBACK");

    const answer got = created_lan.get();
    EXPECT_EQ(got.status, 201U) << got.body;
    EXPECT_EQ(got.header("idempotency-replayed"), "");
    const metrics_text figures{admin.get("/metrics").body};
    EXPECT_EQ(figures.sum("nscl_database_retries_total"), 1);
    EXPECT_EQ(figures.sum("nscl_database_faults_total", {{"kind", "conflict"}}), 0) << "it was made good";
    EXPECT_EQ(server.stop(), 0);
}

TEST_F(MariadbFaults, ATableThatIsLockedIsBusy)
{
    server_process server{options()};
    api_user admin = first_administrator(server);
    mariadb_client other{mariadb, database_name};
    other.run("LOCK TABLES core_user WRITE");
    const auto create = [&] { return post(admin, users, {{"username", "hoa"}, {"display_name", "Hoa"}}); };
    const answer refused = create();
    expect_busy(refused);
    other.run("UNLOCK TABLES");
    EXPECT_EQ(json::parse(admin.get(users + "?filter[username]=hoa&count=exact").body).at_pointer("/page/count"), 0)
        << "what was refused is not done later";
    EXPECT_EQ(create().status, 201U);
    EXPECT_EQ(server.stop(), 0);
}

TEST_F(MariadbFaults, NoRoomForPreparedStatementsIsBusyAtMost)
{
    auto with_one = options();
    with_one.environment["NSCL_DATABASE_CONNECTIONS"] = "1";
    server_process server{with_one};
    api_user admin = first_administrator(server);
    mariadb_client administrator{mariadb};
    const auto sorted_by = [&](const std::string& field) { return admin.get(users + "?sort=" + field); };
    EXPECT_EQ(sorted_by("username").status, 200U);

    administrator.run("SET GLOBAL max_prepared_stmt_count=2");
    EXPECT_EQ(sorted_by("display_name").status, 200U) << "its own are given back";
    administrator.run("SET GLOBAL max_prepared_stmt_count=0");
    const auto refused = sorted_by("-username");
    expect_busy(refused);
    administrator.run("SET GLOBAL max_prepared_stmt_count=1000");
    EXPECT_EQ(sorted_by("-username").status, 200U);
    EXPECT_EQ(server.stop(), 0);
}

class FullMariadb : public MariadbFaults {
protected:
    FullMariadb() : MariadbFaults("LD_PRELOAD=" NSCL_FAILING_DISK_LIBRARY " NSCL_FAILING_DISK=" + control().string()) {}

    static std::filesystem::path control()
    {
        return std::filesystem::temp_directory_path() / ("nscl-full-" + std::to_string(getpid()));
    }
    ~FullMariadb() override { std::filesystem::remove(control()); }
};

TEST_F(FullMariadb, IsSaidToBeFull)
{
    server_process server{options()};
    api_user admin = first_administrator(server);
    create_stream creates{admin, server.port(), 4};
    ASSERT_TRUE(creates.sees(201, 4));

    std::ofstream{control()} << "ENOSPC";
    ASSERT_TRUE(creates.sees(503, 4));
    EXPECT_EQ(creates.code(), "disk_full");
    EXPECT_EQ(admin.get(users).status, 200U);

    std::ofstream{control()} << "";
    ASSERT_TRUE(creates.sees(201, 20));
    auto answers = creates.end();
    EXPECT_EQ(answers.size(), 2U) << "500: " << answers[500];
    EXPECT_EQ(created_by_streams(admin), answers[201]);
    nothing_is_half_done(admin, *open());
    EXPECT_EQ(server.stop(), 0);
}

} // namespace
} // namespace nscl::tests
