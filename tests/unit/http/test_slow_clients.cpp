// Clients that are slow because they mean to be.
#include "running_server.hpp"
#include "tests/support/certificate.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <future>

#include <unistd.h>

namespace nscl::http {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds limit{200};
constexpr milliseconds between_drops{10};

test_settings impatient_for_headers()
{
    test_settings with;
    with.limits.header_read = limit;
    return with;
}

test_settings impatient_for_requests()
{
    test_settings with;
    with.limits.request = limit;
    return with;
}

/// Sends these bytes one by one, with time between them, until an answer comes.
raw_answer drip(raw_client& client, std::string_view bytes)
{
    for (const char& each : bytes) {
        if (client.hears_within(between_drops)) break;
        client.send_what_is_taken({&each, 1});
    }
    return client.read().value();
}

TEST(SlowClient, GetsNoMoreTimeForAHeaderByDrippingIt)
{
    running_server server{impatient_for_headers()};
    auto client = server.connect();
    client.send("GET /plain HTTP/1.1\r\nHost: test\r\nA: ");
    EXPECT_EQ(drip(client, std::string(4000, 'x')).status, 408U);
    client.end_sending();
    EXPECT_TRUE(client.is_at_end());
}

TEST(SlowClient, GetsNoMoreTimeForAHeaderByNewFields)
{
    running_server server{impatient_for_headers()};
    auto client = server.connect();
    client.send("GET /plain HTTP/1.1\r\nHost: test\r\n");
    std::string fields;
    for (int count = 0; count < 90; ++count) fields += "A: b\r\n";
    EXPECT_EQ(drip(client, fields).status, 408U);
}

TEST(SlowClient, GetsNoMoreTimeForABodyByDrippingIt)
{
    running_server server{impatient_for_requests()};
    auto client = server.connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 4000\r\n\r\n");
    EXPECT_EQ(drip(client, std::string(4000, 'x')).status, 408U);
}

TEST(SlowClient, GetsNoMoreTimeForABodyByTinyChunks)
{
    running_server server{impatient_for_requests()};
    auto client = server.connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string chunks;
    while (chunks.size() < 4000) chunks += "1\r\nx\r\n";
    EXPECT_EQ(drip(client, chunks).status, 408U);
}

/// Without end, and counts what was taken of it.
class endless_stream final : public body_stream {
public:
    endless_stream(std::atomic<std::size_t>& taken, std::promise<void>& ended) : taken_(taken), ended_(ended) {}
    ~endless_stream() override { ended_.set_value(); }

    std::size_t next(std::span<char> buffer) override
    {
        std::ranges::fill(buffer, 'x');
        taken_ += buffer.size();
        return buffer.size();
    }

private:
    std::atomic<std::size_t>& taken_;
    std::promise<void>& ended_;
};

std::size_t resident_bytes()
{
    std::size_t all = 0;
    std::size_t resident = 0;
    std::ifstream{"/proc/self/statm"} >> all >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

enum class carried { plain, by_tls };
class SlowReader : public ::testing::TestWithParam<carried> {};

INSTANTIATE_TEST_SUITE_P(, SlowReader, ::testing::Values(carried::plain, carried::by_tls),
                         [](const auto& of) { return of.param == carried::plain ? "Plain" : "Tls"; });

TEST_P(SlowReader, IsCutOffAndCostsNoMemory)
{
    test_settings with;
    with.limits.request = limit;
    const tests::temporary_folder folder;
    if (GetParam() == carried::by_tls) {
        const auto files = tests::make_certificate(folder.path(), "slow");
        with.listen.certificate = files.certificate;
        with.listen.key = files.key;
    }
    std::atomic<std::size_t> taken{0};
    std::promise<void> ended;
    std::vector<route> routes;
    routes.push_back({verb::get, "/endless",
                      [&](const request&) {
                          response answer;
                          answer.stream = std::make_shared<endless_stream>(taken, ended);
                          return answer;
                      },
                      "test"});
    running_server server{with, std::move(routes)};
    auto client = GetParam() == carried::by_tls ? server.connect(tests::tls_offer{}) : server.connect();
    const auto before = resident_bytes();
    client.send(get("/endless"));
    ended.get_future().wait();

    constexpr std::size_t mib = 1024 * 1024;
    EXPECT_LT(taken, 32 * mib) << "what the kernel keeps for a socket, and little more";
    EXPECT_LT(resident_bytes(), before + 8 * mib);
    const auto got = client.read_to_end();
    EXPECT_THAT(got.substr(0, 15), "HTTP/1.1 200 OK");
    EXPECT_FALSE(got.ends_with("0\r\n\r\n")) << "nobody takes it for the whole";
}

} // namespace
} // namespace nscl::http
