// What can happen to a server's SQLite file: each fault is said as what it is, leaves nothing half done, and is forgotten when it is over.
#include "tests/integration/create_stream.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/command_run.hpp"
#include "tests/support/metrics_text.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <fstream>
#include <memory>
#include <string>

namespace nscl::tests {
namespace {

class SqliteFaults : public testing::Test {
protected:
    server_options options() const
    {
        auto made = on(fresh);
        made.environment = {{"LD_PRELOAD", NSCL_FAILING_DISK_LIBRARY},
                            {"NSCL_FAILING_DISK", control().string()},
                            {"NSCL_DATABASE_LEASE_TIMEOUT", "1s"}};
        return made;
    }
    std::filesystem::path control() const { return fresh.folder() / "disk"; }
    void disk(const std::string& fault) const { std::ofstream{control()} << fault; }

    const test_database fresh{engine::sqlite};
};

struct disk_fault {
    const char* error;
    const char* code;
};

void PrintTo(const disk_fault& fault, std::ostream* to)
{
    *to << fault.error;
}

class SqliteDisk : public SqliteFaults, public testing::WithParamInterface<disk_fault> {};

TEST_P(SqliteDisk, FailsAndIsWellAgain)
{
    server_process server{options()};
    api_user admin = first_administrator(server);
    create_stream creates{admin, server.port(), 4};
    ASSERT_TRUE(creates.sees(201, 20));
    const auto known = admin.get(one_of_streams).body;

    disk(GetParam().error);
    ASSERT_TRUE(creates.sees(503, 20));
    EXPECT_EQ(creates.code(), GetParam().code);
    EXPECT_EQ(admin.get("/healthz").status, 200U);
    // Of the readers' connections all but one are opened only now.
    at_once(
        8, [&](std::size_t) { return admin.also_at(server.port()); },
        [&](std::size_t, api_user& reader) {
            EXPECT_EQ(reader.get(one_of_streams).body, known) << "what is stored can still be read, as it is";
        });

    disk("");
    ASSERT_TRUE(creates.sees(201, 20));
    auto answers = creates.end();
    EXPECT_EQ(answers.size(), 2U) << "500: " << answers[500];
    EXPECT_EQ(created_by_streams(admin), answers[201])
        << "nothing that was refused was stored, and all that was stored was said";
    nothing_is_half_done(admin, fresh);
    EXPECT_EQ(server.stop(), 0);
}
INSTANTIATE_TEST_SUITE_P(On, SqliteDisk,
                         testing::Values(disk_fault{"ENOSPC", "disk_full"}, disk_fault{"EIO", "database_unavailable"},
                                         disk_fault{"EROFS", "database_unavailable"}),
                         [](const auto& tested) { return std::string{tested.param.error}; });

TEST_F(SqliteFaults, AReadOnlyDiskIsNamedAtStart)
{
    fresh.open();
    disk("EROFS");
    const auto started =
        run_nscl({"serve", "--port", "0", "--data-dir", fresh.folder().string()}, {}, options().environment);
    EXPECT_EQ(started.status, 1);
    EXPECT_THAT(
        started.errors,
        testing::ContainsRegex("nscl: '[^']+/nscl.db' cannot be opened: '[^']+/nscl.db' lies on a file system that is "
                               "read-only; mount it writable, or name another place by database.url or "
                               "--data-dir \\(SQLite error "));
}

TEST_F(SqliteFaults, ACommitThatFailsForSeveralIsTriedOnceMoreForEach)
{
    server_process server{options()};
    api_user admin = first_administrator(server);
    const auto retries = [&] { return metrics_text{admin.get("/metrics").body}.sum("nscl_database_retries_total"); };
    create_stream creates{admin, server.port(), 8};
    ASSERT_TRUE(creates.sees(201, 20));
    EXPECT_EQ(retries(), 0);

    disk("ENOSPC");
    for (int round = 0; round < 50 && retries() == 0; ++round) ASSERT_TRUE(creates.sees(503, 8));
    EXPECT_GT(retries(), 0);

    disk("");
    ASSERT_TRUE(creates.sees(201, 20));
    auto answers = creates.end();
    EXPECT_EQ(answers.size(), 2U) << "500: " << answers[500];
    EXPECT_EQ(created_by_streams(admin), answers[201]) << "nothing was done twice";
    nothing_is_half_done(admin, fresh);
    EXPECT_EQ(server.stop(), 0);
}

TEST_F(SqliteFaults, ALockOfAnotherProcessIsBusy)
{
    server_process server{options()};
    api_user admin = first_administrator(server);
    sqlite3* opened = nullptr;
    ASSERT_EQ(sqlite3_open((fresh.folder() / "nscl.db").c_str(), &opened), SQLITE_OK);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> other{opened, &sqlite3_close};
    create_stream creates{admin, server.port(), 4};
    ASSERT_TRUE(creates.sees(201, 4));

    // The server may be in the middle of a write of its own.
    sqlite3_busy_timeout(other.get(), 10000);
    ASSERT_EQ(sqlite3_exec(other.get(), "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    ASSERT_TRUE(creates.sees(503, 8));
    EXPECT_EQ(creates.code(), "database_busy");
    EXPECT_EQ(admin.get(users).status, 200U);

    ASSERT_EQ(sqlite3_exec(other.get(), "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK);
    ASSERT_TRUE(creates.sees(201, 4));
    auto answers = creates.end();
    EXPECT_EQ(answers.size(), 2U);
    EXPECT_EQ(created_by_streams(admin), answers[201]);
    nothing_is_half_done(admin, fresh);
    EXPECT_EQ(server.stop(), 0);
}

} // namespace
} // namespace nscl::tests
