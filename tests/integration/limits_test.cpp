// Each limit of a server that somebody crosses: what he is answered, what is counted, and what the log says.
#include "tests/integration/administrator.hpp"
#include "tests/support/door.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/metrics_text.hpp"
#include "tests/support/server_process.hpp"
#include "tests/unit/http/raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>

namespace nscl::tests {
namespace {

const std::string alive = "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n";

server_options limited_by(std::string variable, std::string value)
{
    server_options options;
    options.environment.emplace(std::move(variable), std::move(value));
    return options;
}

/// How often the limit was crossed until now, as a client of its own is told.
double crossings(const server_process& server, const std::string& limit)
{
    const answer got = http_client{server.port()}.get("/metrics");
    if (got.status != 200) throw std::runtime_error("/metrics answered " + std::to_string(got.status));
    return metrics_text{got.body}.sum("nscl_limits_crossed_total", {{"limit", limit}});
}

TEST(Limits, AnUploadThatIsTooLargeIsRefused)
{
    server_process server{limited_by("NSCL_LIMITS_UPLOAD_BYTES", "1 KiB")};
    http_client client{server.port()};
    const auto import = [&](std::size_t bytes) {
        return client.send(
            {"POST", organizations + "/import", {{"Content-Type", "text/csv"}}, std::string(bytes, 'x')});
    };
    EXPECT_EQ(import(1024).status, 401U) << "it is read, and then somebody has to have sent it";
    EXPECT_EQ(crossings(server, "too_large"), 0);

    const answer refused = import(1025);
    EXPECT_EQ(refused.status, 413U);
    EXPECT_THAT(refused.body, testing::HasSubstr(R"("code":"too_large")"));
    EXPECT_EQ(crossings(server, "too_large"), 1);
    server.await_log(R"("method":"POST","route":"/api/v1/programme/organizations/import","status":413)");
    EXPECT_EQ(server.stop(), 0);
}

TEST(Limits, ABodyThatDoesNotComeIsNotWaitedFor)
{
    server_process server{limited_by("NSCL_LIMITS_REQUEST", "200ms")};
    http::raw_client client{server.port()};
    const auto refused = client.ask("POST /api/v1/session HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n{");
    EXPECT_EQ(refused.status, 408U);
    EXPECT_THAT(refused.body, testing::HasSubstr(R"("code":"request_timeout")"));
    EXPECT_EQ(crossings(server, "request_timeout"), 1);
    server.await_log(R"("method":"POST","route":"/api/v1/session","status":408)");
    EXPECT_EQ(server.stop(), 0);
}

TEST(Limits, AHandlerThatDoesNotReturnIsAnsweredFor)
{
    door gate;
    auto options = limited_by("NSCL_LIMITS_REQUEST", "200ms");
    options.plugin_folders = {built_plugins(), NSCL_TEST_PLUGINS};
    options.environment["RELUCTANT_DOOR"] = gate.path();
    server_process server{options};
    const answer refused = http_client{server.port()}.get("/api/v1/reluctant/actions/waits");
    EXPECT_EQ(refused.status, 503U);
    EXPECT_THAT(refused.body, testing::HasSubstr(R"("code":"deadline_exceeded")"));
    EXPECT_NE(refused.header("retry-after"), "");
    EXPECT_EQ(crossings(server, "deadline_exceeded"), 1);
    server.await_log(R"("method":"GET","route":"/api/v1/reluctant/actions/waits","status":503)");
    gate.open();
    EXPECT_EQ(server.stop(), 0);
}

TEST(Limits, AHeaderThatDoesNotEndIsNotWaitedFor)
{
    server_process server{limited_by("NSCL_LIMITS_HEADER_READ", "1s")};
    http::raw_client client{server.port()};
    EXPECT_EQ(client.ask(alive).status, 200U);
    const auto refused = client.ask("GET /healthz HTTP/1.1\r\nHost: te");
    EXPECT_EQ(refused.status, 408U);
    EXPECT_THAT(refused.body, testing::HasSubstr(R"("code":"request_timeout")"));
    EXPECT_EQ(crossings(server, "request_timeout"), 1);
    server.await_log(R"("event":"request","method":"-","route":"","status":408)");
    EXPECT_EQ(server.stop(), 0);
}

TEST(Limits, AConnectionWithoutARequestIsClosed)
{
    auto options = limited_by("NSCL_LIMITS_IDLE", "100ms");
    options.environment["NSCL_LOG_LEVEL"] = "debug";
    server_process server{options};
    http::raw_client client{server.port()};
    EXPECT_EQ(client.ask(alive).status, 200U);
    EXPECT_TRUE(client.is_at_end()) << "there is no request to answer";
    EXPECT_EQ(crossings(server, "idle_timeout"), 1);
    server.await_log(R"("level":"debug","event":"idle_timeout")");
    EXPECT_EQ(server.stop(), 0);
}

TEST(Limits, AConnectionTooManyIsTurnedAway)
{
    server_process server{limited_by("NSCL_LIMITS_CONNECTIONS", "1")};
    {
        http::raw_client only{server.port()};
        EXPECT_EQ(only.ask(alive).status, 200U);
        const auto refused = http::raw_client{server.port()}.read();
        ASSERT_TRUE(refused);
        EXPECT_EQ(refused->status, 503U);
        EXPECT_THAT(refused->body, testing::HasSubstr(R"("code":"too_many_connections")"));
        EXPECT_NE(refused->header("retry-after"), "");
        const auto figures = only.ask("GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n");
        EXPECT_EQ(metrics_text{figures.body}.sum("nscl_limits_crossed_total", {{"limit", "too_many_connections"}}), 1);
    }
    server.await_log(R"("event":"too_many_connections","limit":1)");
    EXPECT_EQ(server.stop(), 0);
}

TEST(Limits, AnAnswerThatNobodyTakesIsGivenUp)
{
    server_process server{limited_by("NSCL_LIMITS_REQUEST", "200ms")};
    // More answers than the sockets hold, and nobody reads one.
    std::string asked;
    for (int i = 0; i < 2000; ++i) asked += "GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n";
    http::raw_client client{server.port()};
    client.send_what_is_taken(asked);
    server.await_log(R"("event":"answer_timeout","id":")");
    EXPECT_EQ(crossings(server, "answer_timeout"), 1);
    EXPECT_EQ(server.stop(), 0);
}

} // namespace
} // namespace nscl::tests
