// A server whose workers are all busy: what is too much is refused at once, what was accepted is answered, and then all is as before.
#include "tests/support/door.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/metrics_text.hpp"
#include "tests/support/server_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace nscl::tests {
namespace {

constexpr std::size_t workers = 3;
constexpr std::size_t queue = 5;
const std::string waits = "/api/v1/reluctant/actions/waits";

server_options crowded(const door& before)
{
    server_options options;
    options.plugin_folders = {built_plugins(), NSCL_TEST_PLUGINS};
    options.environment["NSCL_LISTEN_WORKERS"] = std::to_string(workers);
    options.environment["NSCL_LIMITS_QUEUE"] = std::to_string(queue);
    options.environment["RELUCTANT_DOOR"] = before.path();
    return options;
}

metrics_text scrape(http_client& by)
{
    const answer got = by.get("/metrics");
    EXPECT_EQ(got.status, 200U);
    return metrics_text{got.body};
}

int lines_with(std::string_view text, const std::string& log)
{
    int found = 0;
    for (auto at = log.find(text); at != std::string::npos; at = log.find(text, at + 1)) ++found;
    return found;
}

TEST(Overload, RefusesTheExcessAtOnceAndAnswersWhatItAccepted)
{
    std::vector<std::future<answer>> accepted; // ends last: it waits for the server, which may have to end first
    door gate;
    server_process server{crowded(gate)};
    http_client watching{server.port()};

    for (std::size_t i = 0; i < workers + queue; ++i) {
        accepted.push_back(std::async(std::launch::async, [&] { return http_client{server.port()}.get(waits); }));
    }
    const auto full_by_now = [&] {
        const auto now = scrape(watching);
        return now.sum("nscl_workers_busy") == workers && now.sum("nscl_worker_queue_waiting") == queue;
    };
    while (!full_by_now()) std::this_thread::yield();

    // Nobody lets a worker go, so these answers come from somewhere else.
    constexpr int excess = 300;
    const std::string body(100'000, ' ');
    for (int i = 0; i < excess; ++i) {
        const answer refused =
            i % 2 == 0 ? http_client{server.port()}.get(waits)
                       : watching.send({"POST", "/api/v1/session", {{"Content-Type", "application/json"}}, body});
        ASSERT_EQ(refused.status, 503U);
        EXPECT_THAT(refused.body, testing::HasSubstr(R"("code":"queue_full")"));
        EXPECT_NE(refused.header("retry-after"), "");
    }
    EXPECT_EQ(watching.get("/healthz").status, 200U);
    const auto full = scrape(watching);
    EXPECT_EQ(full.sum("nscl_limits_crossed_total", {{"limit", "queue_full"}}), excess);
    EXPECT_EQ(full.sum("nscl_worker_queue_waiting"), queue);
    for (const char* held : {"nscl_http_body_memory_bytes", "nscl_http_body_disk_bytes"})
        EXPECT_EQ(full.sum(held), 0) << "what was refused holds nothing";

    gate.open();
    for (auto& each : accepted) EXPECT_EQ(each.get().status, 200U);
    EXPECT_EQ(watching.get(waits).status, 200U);
    EXPECT_EQ(watching.get("/readyz").status, 200U);
    const auto after = scrape(watching);
    EXPECT_EQ(after.sum("nscl_worker_queue_waiting"), 0);
    EXPECT_EQ(after.sum("nscl_limits_crossed_total"), excess);
    EXPECT_EQ(server.stop(), 0);
    const std::string log = server.log();
    EXPECT_THAT(log, testing::HasSubstr(R"("event":"queue_full")"));
    EXPECT_LT(lines_with(R"("event":"queue_full")", log), excess) << "what happens often is said now and then";
}

} // namespace
} // namespace nscl::tests
