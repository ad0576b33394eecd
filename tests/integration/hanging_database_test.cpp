// A server whose database goes away: it says nothing any more and does not hang up, or it is not there.
#include "tests/integration/administrator.hpp"
#include "tests/support/mariadb_server.hpp"
#include "tests/support/metrics_text.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/tcp_relay.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace nscl::tests {
namespace {

TEST(HangingDatabase, DoesNotKeepAServerThatIsToldToGo)
{
    const test_database fresh{engine::mariadb};
    const temporary_folder folder;
    tcp_relay between{mariadb_server::instance().port()};
    std::ofstream{folder.path() / "nscl.toml"} << "[limits]\nshutdown = \"100ms\"\n";
    auto options = through(between, fresh);
    options.arguments = {"--config", (folder.path() / "nscl.toml").string()};
    server_process server{options};
    server.setup_token(); // the last thing that it does by itself
    between.hold_answers();

    EXPECT_EQ(server.stop(), EXIT_FAILURE);
    EXPECT_THAT(server.log(), testing::HasSubstr("stop_broken_off"));
}

TEST(AbsentDatabase, IsSaidAtOnceAndForgottenWhenItIsBack)
{
    const test_database fresh{engine::mariadb};
    tcp_relay between{mariadb_server::instance().port()};
    server_process server{through(between, fresh)};
    api_user admin = first_administrator(server);
    EXPECT_EQ(admin.get("/readyz").status, 200U);

    between.break_connections();
    for (const auto* path : {"/readyz", "/api/v1/core/users"}) {
        const answer refused = admin.get(path);
        EXPECT_EQ(refused.status, 503U) << path;
        EXPECT_THAT(refused.body, testing::HasSubstr(R"("code":"database_unavailable")"));
        EXPECT_NE(refused.header("retry-after"), "") << path;
    }
    EXPECT_EQ(admin.get("/healthz").status, 200U);
    const answer figures = admin.get("/metrics");
    EXPECT_EQ(figures.status, 200U);
    EXPECT_GE(metrics_text{figures.body}.sum("nscl_database_faults_total", {{"kind", "connection_lost"}}), 2);

    between.allow_clients();
    EXPECT_EQ(admin.get("/readyz").status, 200U);
    EXPECT_EQ(admin.get("/api/v1/core/users").status, 200U);
    EXPECT_EQ(server.stop(), 0);
}

} // namespace
} // namespace nscl::tests
