// As many connections as limits.connections lets in: what they cost, and what the next one is told.
#include "tests/support/certificate.hpp"
#include "tests/support/sanitized.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/http/raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>
#include <fstream>
#include <iostream>

#include <sys/resource.h>
#include <unistd.h>

namespace nscl::tests {
namespace {

using http::raw_client;
using testing::HasSubstr;

constexpr std::size_t most_connections = 10'000;

class IdleConnections : public testing::Test {
protected:
    /// Raises this process's limit of open files, which its children inherit, as far as it goes.
    void SetUp() override
    {
        constexpr std::size_t others = 200; // libraries, pipes, databases
        rlimit files{};
        getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
        if (files.rlim_max >= most_connections + others) return;
        const auto too_low = "the hard limit of open files, " + std::to_string(files.rlim_max) + ", is too low for " +
                             std::to_string(most_connections) + " connections; raise it by ulimit -Hn or LimitNOFILE";
        if (std::getenv("CI")) FAIL() << too_low;
        GTEST_SKIP() << too_low;
    }
};

std::size_t resident_kib(pid_t of)
{
    std::size_t all = 0;
    std::size_t resident = 0;
    std::ifstream{"/proc/" + std::to_string(of) + "/statm"} >> all >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

const std::string healthz = "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n";

TEST_F(IdleConnections, UpToTheLimitCostLittleAndTheNextIsRefused)
{
    constexpr auto limit = most_connections;
    server_options options;
    options.environment["NSCL_LIMITS_CONNECTIONS"] = std::to_string(limit);
    options.environment["NSCL_LIMITS_IDLE"] = "10m";
    server_process server{options};
    std::deque<raw_client> idle;
    EXPECT_EQ(idle.emplace_back(server.port()).ask(healthz).status, 200U);
    const auto before = resident_kib(server.pid());
    while (idle.size() < limit) EXPECT_EQ(idle.emplace_back(server.port()).ask(healthz).status, 200U);

    // Who comes next is accepted after all of those, unless by another of the I/O threads.
    std::optional<http::raw_answer> refused;
    for (int tries = 0; tries < 100 && !refused; ++tries) {
        auto& next = idle.emplace_back(server.port());
        if (next.hears_within(std::chrono::milliseconds{200})) refused = next.read();
    }
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 503U);
    EXPECT_THAT(refused->body, HasSubstr("too_many_connections"));
    EXPECT_NE(refused->header("retry-after"), "");

    const auto resident = resident_kib(server.pid());
    const auto each = static_cast<double>(resident - before) / static_cast<double>(limit);
    std::cout << limit << " idle connections, " << each << " KiB each, " << resident / 1024 << " MiB resident\n";
    if (!sanitized) {
        EXPECT_LT(each, 16) << "KiB of the server's memory for a connection that rests; 7.5 as measured";
    }
    EXPECT_EQ(idle.front().ask(healthz).status, 200U);
    EXPECT_EQ(idle[limit / 2].ask(healthz).status, 200U);
    server.await_log(R"("event":"too_many_connections")");
    EXPECT_EQ(server.stop(), 0);
}

TEST_F(IdleConnections, OverTlsCostLittleToo)
{
    constexpr std::size_t limit = 1'000;
    const temporary_folder folder;
    const auto files = make_certificate(folder.path(), "idle");
    server_options options;
    options.environment["NSCL_LISTEN_CERTIFICATE"] = files.certificate.string();
    options.environment["NSCL_LISTEN_KEY"] = files.key.string();
    options.environment["NSCL_LIMITS_IDLE"] = "10m";
    server_process server{options};
    std::deque<raw_client> idle;
    idle.emplace_back(server.port(), tls_offer{});
    const auto before = resident_kib(server.pid());
    while (idle.size() < limit) EXPECT_EQ(idle.emplace_back(server.port(), tls_offer{}).ask(healthz).status, 200U);
    const auto each = static_cast<double>(resident_kib(server.pid()) - before) / static_cast<double>(limit);
    std::cout << limit << " idle connections over TLS, " << each << " KiB each\n";
    if (!sanitized) {
        EXPECT_LT(each, 48) << "KiB of the server's memory for a connection that rests; 24 as measured";
    }
    EXPECT_EQ(server.stop(), 0);
}

} // namespace
} // namespace nscl::tests
