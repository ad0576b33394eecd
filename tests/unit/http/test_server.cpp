#include "running_server.hpp"

#include <gmock/gmock.h>

#include <future>
#include <thread>

namespace nscl::http {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Server, AnswersFromARoute)
{
    running_server server;
    auto client = server.connect();
    const auto answer = client.ask(get("/plain"));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body, R"({"plain":true})");
    EXPECT_EQ(answer.header("content-type"), "application/json");
}

TEST(Server, AnswersFromARouteThatRunsOnTheIoThread)
{
    running_server server;
    auto client = server.connect();
    EXPECT_EQ(client.ask(get("/at_once")).body, "{}");
    EXPECT_EQ(client.ask(get("/at_once")).body, "{}");
}

TEST(Server, KeepsTheConnectionForTheNextRequest)
{
    running_server server;
    auto client = server.connect();
    for (int count = 0; count < 100; ++count) EXPECT_EQ(client.ask(get("/plain")).status, 200U);
}

TEST(Server, ClosesWhenTheClientAsksForIt)
{
    running_server server;
    auto client = server.connect();
    const auto answer = client.ask(get("/plain", "Connection: close\r\n"));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_TRUE(client.is_at_end());
}

TEST(Server, AnswersHttp10AndCloses)
{
    running_server server;
    auto client = server.connect();
    EXPECT_EQ(client.ask("GET /plain HTTP/1.0\r\n\r\n").status, 200U);
    EXPECT_TRUE(client.is_at_end());
}

TEST(Server, AnswersPipelinedRequestsInTheirOrder)
{
    running_server server;
    auto client = server.connect();
    client.send(post("/echo", "1") + get("/plain") + post("/echo", "2"));
    EXPECT_EQ(client.read()->body, "1");
    EXPECT_EQ(client.read()->body, R"({"plain":true})");
    EXPECT_EQ(client.read()->body, "2");
}

TEST(Server, AnswersARequestThatArrivesByteByByte)
{
    running_server server;
    auto client = server.connect();
    for (const char c : post("/echo", "slow")) client.send({&c, 1});
    EXPECT_EQ(client.read()->body, "slow");
}

TEST(Server, ReadsAChunkedBody)
{
    running_server server;
    auto client = server.connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nabcd\r\n");
    client.send("3\r\nefg\r\n0\r\nTrailer: ignored\r\n\r\n");
    EXPECT_EQ(client.read()->body, "abcdefg");
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
}

TEST(Server, AnswersARequestWhoseSenderHasEndedSending)
{
    running_server server;
    auto client = server.connect();
    client.send(get("/plain"));
    client.end_sending();
    EXPECT_EQ(client.read()->status, 200U);
    EXPECT_TRUE(client.is_at_end());
}

TEST(Server, SaysContinueToAClientThatAsksBeforeItSends)
{
    running_server server;
    auto client = server.connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read()->status, 100U);
    client.send("hi");
    EXPECT_EQ(client.read()->body, "hi");
}

TEST(Server, RefusesABodyThatIsTooLargeBeforeItIsSent)
{
    running_server server;
    auto client = server.connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n");
    const auto answer = client.read();
    EXPECT_EQ(answer->status, 413U);
    EXPECT_THAT(answer->body, HasSubstr("4096"));
    client.end_sending();
    EXPECT_TRUE(client.is_at_end());
}

TEST(Server, RefusesAChunkedBodyOnceItIsTooLarge)
{
    running_server server;
    auto client = server.connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n800\r\n" +
                std::string(2048, 'x') + "\r\n801\r\n");
    EXPECT_EQ(client.read()->status, 413U);
}

TEST(Server, TakesALargerBodyWhereTheRouteAllowsIt)
{
    std::vector<route> routes;
    routes.push_back({verb::put, "/large", [](const request& asked) { return json(std::to_string(asked.body.size())); },
                      "test", 3 * 1024 * 1024});
    running_server server{{}, std::move(routes)};
    auto client = server.connect();
    const std::string body(3 * 1024 * 1024, 'x');
    EXPECT_EQ(client.ask("PUT /large HTTP/1.1\r\nHost: test\r\nContent-Length: 3145728\r\n\r\n" + body).body,
              "3145728");
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
}

TEST(Server, AnswersAnUnknownPathWithoutReadingItsBody)
{
    running_server server;
    auto client = server.connect();
    client.send("POST /nowhere HTTP/1.1\r\nHost: test\r\nContent-Length: 100000000000\r\n\r\n");
    EXPECT_EQ(client.read()->status, 404U);
    client.end_sending();
    EXPECT_TRUE(client.is_at_end());
}

TEST(Server, LetsAClientThatSendsTooMuchReadItsAnswer)
{
    running_server server;
    auto client = server.connect();
    client.send_what_is_taken(post("/echo", std::string(500'000, 'x')));
    EXPECT_EQ(client.read()->status, 413U);
}

TEST(Server, AnswersHeadWithTheLengthAndWithoutTheBody)
{
    running_server server;
    auto client = server.connect();
    client.send("HEAD /plain HTTP/1.1\r\nHost: test\r\n\r\n");
    const auto answer = client.read(raw_client::body::none);
    EXPECT_EQ(answer->status, 200U);
    EXPECT_EQ(answer->header("content-length"), "14");
    EXPECT_EQ(client.ask(get("/plain")).body, R"({"plain":true})");
}

TEST(Server, AnswersHeadOfAnUnknownPathWithoutABody)
{
    running_server server;
    auto client = server.connect();
    client.send("HEAD /nowhere HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(client.read(raw_client::body::none)->status, 404U);
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
}

TEST(Server, AnswersOptionsWithWhatThePathAllows)
{
    running_server server;
    auto client = server.connect();
    const auto one = client.ask("OPTIONS /plain HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(one.status, 204U);
    EXPECT_EQ(one.header("allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(one.headers.count("content-length"), 0U);
    EXPECT_EQ(client.ask("OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n").header("allow"), "GET, HEAD, POST, OPTIONS");
}

TEST(Server, AnswersMethodNotAllowedWithAllowHeader)
{
    running_server server;
    auto client = server.connect();
    const auto answer = client.ask("DELETE /plain HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(answer.status, 405U);
    EXPECT_EQ(answer.header("allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
}

TEST(Server, PutsSecurityHeadersAndAnIdOnEveryAnswer)
{
    running_server server;
    auto client = server.connect();
    for (const auto* path : {"/api/plain", "/api/nowhere", "/api//x"}) {
        const auto answer = client.ask(get(path, "X-Request-Id: abc.1\r\n"));
        EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << path;
        EXPECT_EQ(answer.header("referrer-policy"), "same-origin") << path;
        EXPECT_EQ(answer.header("cache-control"), "no-store") << path;
        EXPECT_EQ(answer.header("x-request-id"), "abc.1") << path;
        EXPECT_NE(answer.header("date"), "") << path;
    }
}

TEST(Server, GivesARequestAnIdOfItsOwnWhenTheCallersIsOdd)
{
    running_server server;
    auto client = server.connect();
    const auto first = client.ask(get("/plain")).header("x-request-id");
    const auto second = client.ask(get("/plain", "X-Request-Id: \"quoted\"\r\n")).header("x-request-id");
    EXPECT_GT(first.size(), 10U);
    EXPECT_NE(first, second);
    EXPECT_THAT(second, StartsWith(first.substr(0, 16)));
}

TEST(Server, DoesNotBelieveAForgedForwardedFor)
{
    running_server server;
    auto client = server.connect();
    const auto seen =
        client.ask(get("/seen", "X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\nX-Request-Id: i\r\n"));
    EXPECT_EQ(seen.body, "127.0.0.1|http|i");
}

TEST(Server, BelievesATrustedProxyButNotWhatItWasTold)
{
    test_settings with;
    with.listen.trusted_proxies = {"127.0.0.1", "10.0.0.0/8"};
    running_server server{with};
    auto client = server.connect();
    const auto seen =
        client.ask(get("/seen", "X-Forwarded-For: 1.1.1.1, 8.8.8.8, 10.2.3.4\r\nX-Forwarded-Proto: https\r\n"
                                "X-Request-Id: i\r\n"));
    EXPECT_EQ(seen.body, "8.8.8.8|https|i");
}

TEST(Server, HidesWhatAHandlerThrows)
{
    std::vector<route> routes;
    routes.push_back(
        {verb::get, "/throws", [](const request&) -> response { throw std::runtime_error("secret text"); }, "test"});
    routes.push_back({verb::get, "/throws_odd", [](const request&) -> response { throw 42; }, "test"});
    routes.push_back(
        {verb::get, "/splits", [](const request&) { return json("{}").with("X-A", "b\r\nSet-Cookie: evil"); }, "test"});
    running_server server{{}, std::move(routes)};
    auto client = server.connect();
    for (const auto* path : {"/throws", "/throws_odd", "/splits"}) {
        const auto answer = client.ask(get(path));
        EXPECT_EQ(answer.status, 500U) << path;
        EXPECT_THAT(answer.body, HasSubstr("internal_error")) << path;
        EXPECT_THAT(answer.body, ::testing::Not(HasSubstr("secret"))) << path;
        EXPECT_EQ(answer.headers.count("set-cookie"), 0U) << path;
    }
}

TEST(Server, AnswersFromTheNewestGenerationOfRoutes)
{
    running_server server;
    auto client = server.connect();
    EXPECT_EQ(client.ask(get("/later")).status, 404U);
    std::vector<route> routes;
    routes.push_back({verb::get, "/later", [](const request&) { return json("1"); }, "test"});
    server.table.publish(std::make_shared<const router>(std::move(routes)));
    EXPECT_EQ(client.ask(get("/later")).status, 200U);
    EXPECT_EQ(client.ask(get("/plain")).status, 404U);
}

TEST(Server, RefusesAtOnceWhenTheQueueIsFull)
{
    test_settings with;
    with.workers = 1;
    with.limits.queue = 0;
    running_server server{with};
    auto client = server.connect();
    EXPECT_EQ(client.ask(get("/plain")).status, 200U) << "the worker is idle";
    auto busy = server.connect();
    // The worker that has answered may not be back yet, and then this is refused too.
    const std::jthread holding{[&] {
        while (busy.ask(get("/hold")).status == 503) continue;
    }};
    server.hold.await_visitor();
    const auto answer = client.ask(get("/plain"));
    EXPECT_EQ(answer.status, 503U);
    EXPECT_NE(answer.header("retry-after"), "");
    EXPECT_EQ(client.ask(get("/at_once")).status, 200U);
    server.hold.open();
}

TEST(Server, TurnsAwayConnectionsAboveTheLimit)
{
    test_settings with;
    with.limits.connections = 1;
    running_server server{with};
    auto first = server.connect();
    EXPECT_EQ(first.ask(get("/plain")).status, 200U);
    auto second = server.connect();
    EXPECT_EQ(second.read()->status, 503U);
    EXPECT_EQ(first.ask(get("/plain")).status, 200U);
}

TEST(Server, FindsItsPortTaken)
{
    running_server first;
    test_settings with;
    with.listen.port = first.port();
    EXPECT_THROW(running_server{with}, std::system_error);
}

} // namespace
} // namespace nscl::http
