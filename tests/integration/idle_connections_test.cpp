// As many connections as limits.connections lets in: what they cost, and what the next one is told.
#include "tests/support/certificate.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/http/raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <iostream>

#include <sys/resource.h>
#include <unistd.h>

namespace nscl::tests {
namespace {

using http::raw_client;
using testing::HasSubstr;

/// Raises this process's limit of open files, which its children inherit, and says how many connections fit, `wanted` at most.
std::size_t connections_that_fit(std::size_t wanted)
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    constexpr std::size_t others = 200; // libraries, pipes, databases
    return std::min<std::size_t>(wanted, files.rlim_cur > others ? files.rlim_cur - others : 1);
}

std::size_t resident_kib(pid_t of)
{
    std::size_t all = 0;
    std::size_t resident = 0;
    std::ifstream{"/proc/" + std::to_string(of) + "/statm"} >> all >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

const std::string healthz = "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n";

TEST(IdleConnections, UpToTheLimitCostLittleAndTheNextIsRefused)
{
    const auto limit = connections_that_fit(10'000);
    server_options options;
    options.environment["NSCL_LIMITS_CONNECTIONS"] = std::to_string(limit);
    options.environment["NSCL_LIMITS_HEADER_READ"] = "10m";
    server_process server{options};
    std::deque<raw_client> idle;
    EXPECT_EQ(idle.emplace_back(server.port()).ask(healthz).status, 200U);
    const auto before = resident_kib(server.pid());
    while (idle.size() < limit) idle.emplace_back(server.port());

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

    const auto each = static_cast<double>(resident_kib(server.pid()) - before) / static_cast<double>(limit);
    std::cout << limit << " idle connections, " << each << " KiB each\n";
    EXPECT_LT(each, 32) << "KiB of the server's memory for a connection that says nothing";
    EXPECT_EQ(idle.front().ask(healthz).status, 200U);
    EXPECT_EQ(idle[limit / 2].ask(healthz).status, 200U);
    server.await_log(R"("event":"too_many_connections")");
    EXPECT_EQ(server.stop(), 0);
}

TEST(IdleConnections, OverTlsCostLittleToo)
{
    const auto limit = connections_that_fit(1'000);
    const temporary_folder folder;
    const auto files = make_certificate(folder.path(), "idle");
    server_options options;
    options.environment["NSCL_LISTEN_CERTIFICATE"] = files.certificate.string();
    options.environment["NSCL_LISTEN_KEY"] = files.key.string();
    server_process server{options};
    std::deque<raw_client> idle;
    idle.emplace_back(server.port(), tls_offer{});
    const auto before = resident_kib(server.pid());
    while (idle.size() < limit) EXPECT_EQ(idle.emplace_back(server.port(), tls_offer{}).ask(healthz).status, 200U);
    const auto each = static_cast<double>(resident_kib(server.pid()) - before) / static_cast<double>(limit);
    std::cout << limit << " idle connections over TLS, " << each << " KiB each\n";
    EXPECT_LT(each, 128) << "KiB of the server's memory for a connection that says nothing";
    EXPECT_EQ(server.stop(), 0);
}

} // namespace
} // namespace nscl::tests
