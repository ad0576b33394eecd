// What /metrics tells while a server works, and whom.
#include "tests/integration/administrator.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/metrics_text.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;

/// By whoever sent what is looked for: a request is counted once its answer has left, and before the next one of its connection is read.
template <class Client>
metrics_text scrape(Client& by)
{
    const answer got = by.get("/metrics");
    if (got.status != 200) throw std::runtime_error("/metrics answered " + std::to_string(got.status));
    return metrics_text{got.body};
}

TEST(Metrics, AreTextThatPrometheusReads)
{
    server_process server;
    http_client client{server.port()};
    const answer got = client.get("/metrics");
    EXPECT_EQ(got.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    const metrics_text read{got.body};
    for (const char* name : {"nscl_build_info", "nscl_workers", "nscl_worker_queue_limit",
                             "nscl_http_connections_limit", "nscl_database_connections", "nscl_jobs_waiting",
                             "nscl_journal_head_number", "process_resident_memory_bytes"})
        EXPECT_TRUE(read.has(name)) << name;
    EXPECT_EQ(read.sum("nscl_http_connections"), 1);
    EXPECT_EQ(server.stop(), 0);
}

TEST(Metrics, CountRequestsByRouteAndStatus)
{
    server_process server;
    api_user admin = first_administrator(server);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(admin.get("/api/v1/core/users?limit=1").status, 200U);
    EXPECT_EQ(admin.get("/api/v1/core/users/999999999").status, 404U);
    EXPECT_EQ(admin.get("/api/nowhere").status, 404U);

    const metrics_text read = scrape(admin);
    const std::string requests = "nscl_http_requests_total";
    EXPECT_EQ(read.sum(requests, {{"route", "/api/v1/core/users"}, {"method", "GET"}, {"status", "200"}}), 3);
    EXPECT_EQ(read.sum(requests, {{"route", "/api/v1/core/users/{id}"}, {"status", "404"}}), 1);
    EXPECT_EQ(read.sum(requests, {{"route", "none"}, {"status", "404"}}), 1);
    EXPECT_EQ(read.sum("nscl_http_request_duration_seconds_count", {{"plugin", "none"}}), 1);
    EXPECT_EQ(server.stop(), 0);
}

TEST(Metrics, CountLimitsThatAreCrossed)
{
    server_process server;
    http_client client{server.port()};
    EXPECT_EQ(client.send({"GET", "/healthz", {{"X-Long", std::string(20'000, 'x')}}, {}}).status, 431U);
    EXPECT_EQ(
        client.send({"POST", "/api/v1/session", {{"Content-Type", "application/json"}}, std::string(2'000'000, ' ')})
            .status,
        413U);
    EXPECT_EQ(
        client.send({"POST", "/api/v1/session", {{"Content-Type", "application/json"}}, std::string(33, '[')}).status,
        400U);
    EXPECT_EQ(client.get("/" + std::string(20'000, 'x')).status, 414U);
    header_list many;
    for (int i = 0; i < 101; ++i) many.emplace_back("X-" + std::to_string(i), "x");
    EXPECT_EQ(client.send({"GET", "/readyz", many, {}}).status, 431U);
    const metrics_text read = scrape(client);
    EXPECT_EQ(read.sum("nscl_limits_crossed_total", {{"limit", "uri_too_long"}}), 1);
    EXPECT_EQ(read.sum("nscl_limits_crossed_total", {{"limit", "too_many_headers"}}), 1);
    EXPECT_EQ(read.sum("nscl_limits_crossed_total", {{"limit", "headers_too_large"}}), 1);
    EXPECT_EQ(read.sum("nscl_limits_crossed_total", {{"limit", "too_large"}}), 1);
    EXPECT_EQ(read.sum("nscl_limits_crossed_total", {{"limit", "too_deep"}}), 1);
    EXPECT_EQ(read.sum("nscl_limits_crossed_total"), 5);
    for (const char* line : {R"("status":431)", R"("status":414)", R"("problem":"too_many_headers")",
                             R"("route":"/api/v1/session","status":413)", R"("route":"/api/v1/session","status":400)"})
        server.await_log(line);
    EXPECT_EQ(server.stop(), 0);
}

TEST(Metrics, CountFailuresOfAPlugin)
{
    server_options options;
    options.plugin_folders = {built_plugins(), NSCL_TEST_PLUGINS};
    server_process server{options};
    http_client client{server.port()};
    EXPECT_EQ(client.get("/api/v1/reluctant/actions/fails").status, 500U);
    const metrics_text read = scrape(client);
    EXPECT_EQ(read.sum("nscl_plugin_failures_total", {{"plugin", "reluctant"}}), 1);
    EXPECT_EQ(read.sum("nscl_plugin_callbacks_total", {{"plugin", "reluctant"}}), 1);
    EXPECT_EQ(read.sum("nscl_plugin_failures_total", {{"plugin", "programme"}}), 0);
    EXPECT_GT(read.sum("nscl_plugin_callback_seconds_total", {{"plugin", "reluctant"}}), 0);
    EXPECT_EQ(read.sum("nscl_plugin_callback_seconds_total", {{"plugin", "standards"}}), 0) << "nobody called it";
    EXPECT_EQ(read.sum("nscl_http_requests_total", {{"plugin", "reluctant"}, {"status", "500"}}), 1);
    EXPECT_EQ(server.stop(), 0);
}

TEST(Metrics, ShowConnectionsThatAreHeldAndWhoWaitsForOne)
{
    const test_database shared{engine::mariadb};
    auto options = on(shared);
    options.environment["NSCL_DATABASE_CONNECTIONS"] = "1";
    options.environment["NSCL_DATABASE_LEASE_TIMEOUT"] = "1m";
    server_process server{options};
    api_user admin = first_administrator(server);
    const auto id = created(post(admin, "/api/v1/core/users", {{"username", "hoa"}, {"display_name", "Hoa"}}));
    const auto rename = [id](api_user& by) {
        return by.send({"PATCH",
                        "/api/v1/core/users/" + std::to_string(id),
                        {{"Content-Type", "application/json"}, {"If-Match", "*"}},
                        R"({"display_name":"Hòa"})"});
    };

    std::vector<std::future<answer>> renamed; // end behind `other`, which lets them go
    mariadb_client other = beside(shared);
    other.run("BEGIN");
    other.run("SELECT id FROM core_user WHERE id=" + std::to_string(id) + " FOR UPDATE");
    for (int i = 0; i < 2; ++i)
        renamed.push_back(std::async(std::launch::async,
                                     [&rename, by = admin.also_at(server.port())]() mutable { return rename(by); }));
    http_client watching{server.port()};
    const auto held = [](const metrics_text& now) { return now.sum("nscl_database_connections_in_use"); };
    metrics_text now = scrape(watching);
    while (held(now) < 1 || now.sum("nscl_database_connections_waiting") < 1) now = scrape(watching);
    EXPECT_EQ(held(now), 1);
    EXPECT_EQ(now.sum("nscl_database_connections"), 1);

    other.run("ROLLBACK");
    for (auto& each : renamed) EXPECT_EQ(each.get().status, 200U);
    while (held(now) > 0 || now.sum("nscl_database_connections_waiting") > 0) now = scrape(watching);
    EXPECT_GE(now.sum("nscl_database_connection_waits_total"), 1);
    EXPECT_GT(now.sum("nscl_database_connection_wait_seconds_total"), 0);
    EXPECT_EQ(server.stop(), 0);
}

TEST(Metrics, ShowWritesThatShareTheirCommits)
{
    server_process server;
    api_user admin = first_administrator(server);
    grant(admin, "dost_officer");
    const auto commune = first_id(admin, "/api/v1/programme/communes?limit=1");
    constexpr std::size_t clients = 16;
    const auto shared = [](const metrics_text& read) {
        return read.sum("nscl_database_writes_total") - read.sum("nscl_database_commits_total");
    };
    // Who comes while another one commits shares the next commit; once in a while nobody does.
    double before = shared(scrape(admin));
    double after = before;
    for (int round = 0; round < 50 && after <= before; ++round) {
        at_once(
            clients, [&](std::size_t) { return admin.also_at(server.port()); },
            [&](std::size_t i, api_user& client) {
                const json::value unit{{"name", "Đơn vị " + std::to_string(round) + "-" + std::to_string(i)},
                                       {"type", "public_unit"},
                                       {"commune", commune}};
                EXPECT_EQ(post(client, organizations, unit).status, 201U);
            });
        after = shared(scrape(admin));
    }
    EXPECT_GT(after, before) << "fewer commits than writes";
    EXPECT_EQ(server.stop(), 0);
}

TEST(Metrics, AreNotThereForAddressesThatMayNotReadThem)
{
    server_options options;
    options.environment["NSCL_METRICS_ALLOWED"] = "10.20.0.0/16,::1";
    options.environment["NSCL_LISTEN_TRUSTED_PROXIES"] = "127.0.0.1";
    server_process server{options};
    http_client client{server.port()};
    const auto hidden = client.get("/metrics");
    const auto absent = client.get("/api/metricz");
    EXPECT_EQ(hidden.status, 404U);
    EXPECT_EQ(json::parse(hidden.body).at("code"), json::parse(absent.body).at("code"));
    EXPECT_EQ(hidden.headers.size(), absent.headers.size());
    EXPECT_EQ(client.send({"GET", "/metrics", {{"X-Forwarded-For", "10.20.3.4"}}, {}}).status, 200U) << "of a proxy";
    EXPECT_EQ(client.send({"GET", "/metrics", {{"X-Forwarded-For", "10.20.3.4, 192.0.2.1"}}, {}}).status, 404U);
    EXPECT_EQ(server.stop(), 0);
}

} // namespace
} // namespace nscl::tests
