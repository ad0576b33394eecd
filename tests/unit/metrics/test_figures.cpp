#include "core/http/router.hpp"
#include "core/messages/catalogue.hpp"
#include "core/metrics/figures.hpp"
#include "core/metrics/metrics_route.hpp"
#include "tests/support/metrics_text.hpp"

#include <gtest/gtest.h>

namespace nscl::metrics {
namespace {

using std::chrono::milliseconds;
using tests::metrics_text;

http::route plain_route(std::string pattern, std::string owner)
{
    http::route made;
    made.pattern = std::move(pattern);
    made.owner = std::move(owner);
    made.handler = [](const http::request&) { return http::json("{}"); };
    return made;
}

TEST(Figures, TellRequestsByRouteAndStatusAndTheirTimeByPlugin)
{
    http::request_meters meters;
    std::vector<http::route> routes{plain_route("/a/{id}", "red"), plain_route("/b", "red"), plain_route("/c", "blue")};
    meters.attach(routes);
    routes[0].meter->add(200, milliseconds{2});
    routes[0].meter->add(404, milliseconds{2});
    routes[1].meter->add(200, milliseconds{700});
    routes[1].meter->add(299, milliseconds{20000});
    meters.unrouted()->add(404, milliseconds{0});

    exposition all;
    add_requests(all, meters);
    const metrics_text read{all.text()};
    const std::string name = "nscl_http_requests_total";
    EXPECT_EQ(read.sum(name, {{"route", "/a/{id}"}, {"status", "200"}, {"method", "GET"}, {"plugin", "red"}}), 1);
    EXPECT_EQ(read.sum(name, {{"route", "/b"}, {"status", "other"}}), 1);
    EXPECT_EQ(read.sum(name, {{"route", "none"}, {"status", "404"}}), 1);
    EXPECT_EQ(read.sum(name), 5);
    EXPECT_EQ(read.sum("nscl_http_request_duration_seconds_count", {{"plugin", "red"}}), 4);
    EXPECT_EQ(read.sum("nscl_http_request_duration_seconds_bucket", {{"plugin", "red"}, {"le", "0.005"}}), 2);
    EXPECT_EQ(read.sum("nscl_http_request_duration_seconds_bucket", {{"plugin", "red"}, {"le", "10"}}), 3);
    EXPECT_NEAR(read.sum("nscl_http_request_duration_seconds_sum", {{"plugin", "red"}}), 20.704, 1e-6);
}

TEST(Figures, GoOnWhereTheLastGenerationOfRoutesEnded)
{
    http::request_meters meters;
    for (int generation = 0; generation < 2; ++generation) {
        std::vector<http::route> routes{plain_route("/a", "red")};
        meters.attach(routes);
        routes[0].meter->add(200, milliseconds{1});
    }
    exposition all;
    add_requests(all, meters);
    EXPECT_EQ(metrics_text{all.text()}.sum("nscl_http_requests_total", {{"route", "/a"}}), 2);
}

TEST(Figures, TellEveryLimitFromZeroOn)
{
    const messages::catalogue texts;
    const http::problem_writer problems{texts};
    problems.from(http::protocol_fault::queue_full, {});
    problems.from(messages::refuse(messages::reason::too_many_requests, "locked"), {});
    problems.from(messages::refuse(messages::reason::forbidden, "forbidden"), {});
    exposition all;
    add_limits(all, problems.limits());
    const metrics_text read{all.text()};
    EXPECT_EQ(read.sum("nscl_limits_crossed_total", {{"limit", "queue_full"}}), 1);
    EXPECT_EQ(read.sum("nscl_limits_crossed_total", {{"limit", "locked"}}), 1);
    EXPECT_EQ(read.sum("nscl_limits_crossed_total"), 2);
    for (const char* known :
         {"body_memory_full", "body_disk_full", "body_not_stored", "too_many_connections", "request_timeout",
          "deadline_exceeded", "too_large", "headers_too_large", "too_many_headers", "uri_too_long", "idle_timeout",
          "handshake_timeout", "answer_timeout"})
        EXPECT_NE(all.text().find("limit=\"" + std::string{known} + "\"} 0"), std::string::npos) << known;
}

TEST(Figures, TellOfTheProcess)
{
    exposition all;
    add_process(all);
    const metrics_text read{all.text()};
    EXPECT_GT(read.sum("process_resident_memory_bytes"), 1e6);
    EXPECT_GT(read.sum("process_open_fds"), 2);
    EXPECT_TRUE(read.has("process_cpu_seconds_total"));
}

TEST(MetricsRoute, IsThereForThoseAllowedOnly)
{
    const messages::catalogue texts;
    const http::problem_writer problems{texts};
    const auto route = metrics_route({"metrics.allowed", {"10.1.0.0/16", "::1"}}, problems, [] { return "one 1\n"; });
    http::request asked;
    for (const char* peer : {"10.1.2.3", "::1"}) {
        asked.peer = peer;
        const auto answer = route.handler(asked);
        EXPECT_EQ(answer.status, 200U) << peer;
        EXPECT_EQ(answer.body, "one 1\n");
    }
    const auto nowhere = problems.from(http::protocol_fault::no_such_path, asked);
    for (const char* peer : {"10.2.0.1", "127.0.0.1", ""}) {
        asked.peer = peer;
        const auto answer = route.handler(asked);
        EXPECT_EQ(answer.status, 404U) << peer;
        EXPECT_EQ(answer.body, nowhere.body);
        EXPECT_EQ(answer.headers, nowhere.headers);
    }
}

} // namespace
} // namespace nscl::metrics
