#include "running_server.hpp"
#include "tests/support/captured_log.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <thread>

namespace nscl::http {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

TEST(ServerTimes, AnswerAHeaderThatComesTooSlowly)
{
    test_settings with;
    with.limits.header_read = milliseconds{300};
    running_server server{with};
    auto client = server.connect();
    client.send("GET /plain HTTP/1.1\r\nHost: te");
    const auto answer = client.read();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 408U);
    client.end_sending();
    EXPECT_TRUE(client.is_at_end());
}

TEST(ServerTimes, AnswerABodyThatComesTooSlowly)
{
    test_settings with;
    with.limits.request = milliseconds{20};
    running_server server{with};
    auto client = server.connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nabc");
    EXPECT_EQ(client.read()->status, 408U);
}

TEST(ServerTimes, CloseAConnectionThatSaysNothing)
{
    test_settings with;
    with.limits.header_read = milliseconds{20};
    running_server server{with};
    auto client = server.connect();
    EXPECT_TRUE(client.is_at_end());
}

TEST(ServerTimes, CloseAnIdleConnection)
{
    test_settings with;
    with.limits.idle = milliseconds{20};
    running_server server{with};
    auto client = server.connect();
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
    EXPECT_TRUE(client.is_at_end());
}

TEST(ServerTimes, GiveUpAHandlerThatTakesTooLong)
{
    test_settings with;
    with.limits.request = milliseconds{20};
    running_server server{with};
    auto client = server.connect();
    const auto answer = client.ask(get("/hold"));
    EXPECT_EQ(answer.status, 503U);
    EXPECT_THAT(answer.body, HasSubstr("deadline_exceeded"));
    EXPECT_NE(answer.header("retry-after"), "");
    EXPECT_TRUE(client.is_at_end());
    server.hold.open(); // and its late answer is nobody's
    EXPECT_EQ(server.connect().ask(get("/at_once")).status, 200U);
}

TEST(ServerTimes, NeverBeginAHandlerThatNobodyWaitsFor)
{
    test_settings with;
    with.workers = 1;
    with.limits.request = milliseconds{20};
    std::atomic<int> calls{0};
    std::vector<route> routes;
    routes.push_back({verb::get, "/counted",
                      [&calls](const request&) {
                          ++calls;
                          return json("{}");
                      },
                      "test"});
    {
        running_server server{with, std::move(routes)};
        auto first = server.connect();
        first.send(get("/hold"));
        server.hold.await_visitor();
        auto second = server.connect();
        EXPECT_EQ(second.ask(get("/counted")).status, 503U);
    }
    EXPECT_EQ(calls, 0);
}

TEST(ServerStop, LetsARequestInFlightFinish)
{
    running_server server;
    auto client = server.connect();
    auto idle = server.connect();
    EXPECT_EQ(idle.ask(get("/plain")).status, 200U);
    client.send(get("/hold"));
    server.hold.await_visitor();
    auto stopped = std::async(std::launch::async, [&server] { server.stop(); });
    EXPECT_TRUE(idle.is_at_end()) << "idle connections end at once";
    EXPECT_THROW(server.connect(), std::runtime_error) << "nobody new is let in";
    server.hold.open();
    const auto answer = client.read();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "\"held\"");
    EXPECT_EQ(answer->header("connection"), "close");
    EXPECT_TRUE(client.is_at_end());
    stopped.wait();
}

TEST(ServerStop, StopsAcceptingBeforeAnythingEnds)
{
    running_server server;
    auto client = server.connect();
    auto idle = server.connect();
    EXPECT_EQ(idle.ask(get("/plain")).status, 200U);
    client.send(get("/hold"));
    server.hold.await_visitor();
    server.stop_accepting();
    EXPECT_THROW(server.connect(), std::runtime_error);
    EXPECT_TRUE(idle.is_at_end());
    server.stop_accepting();
    server.hold.open();
    EXPECT_EQ(client.read().value().body, "\"held\"");
    EXPECT_TRUE(client.is_at_end());
    server.stop();
}

TEST(ServerStop, BreaksOffWhatDoesNotFinish)
{
    test_settings with;
    with.limits.shutdown = milliseconds{20};
    running_server server{with};
    auto client = server.connect();
    client.send(get("/hold"));
    server.hold.await_visitor();
    server.stop();
    EXPECT_TRUE(client.is_at_end());
}

TEST(ServerStop, HappensOnce)
{
    running_server server;
    server.stop();
    server.stop();
}

/// Counts up to a number of pieces, then ends, fails or waits.
class counting_stream final : public body_stream {
public:
    enum class ending { clean, failure };

    counting_stream(int pieces, ending how, std::promise<void>* destroyed = nullptr)
        : pieces_(pieces), how_(how), destroyed_(destroyed)
    {
    }
    ~counting_stream() override
    {
        if (destroyed_) destroyed_->set_value();
    }

    std::size_t next(std::span<char> buffer) override
    {
        if (count_ == pieces_) {
            if (how_ == ending::failure) throw std::runtime_error("the source went away");
            return 0;
        }
        const std::string text = std::to_string(count_++) + "\n";
        text.copy(buffer.data(), buffer.size());
        return text.size();
    }

private:
    int pieces_;
    ending how_;
    std::promise<void>* destroyed_;
    int count_ = 0;
};

route streaming(std::string path, int pieces, counting_stream::ending how, std::promise<void>* destroyed = nullptr)
{
    return {verb::get, std::move(path),
            [=](const request&) {
                response answer;
                answer.with("Content-Type", "text/plain");
                answer.stream = std::make_shared<counting_stream>(pieces, how, destroyed);
                return answer;
            },
            "test"};
}

std::vector<route> one(route only)
{
    std::vector<route> routes;
    routes.push_back(std::move(only));
    return routes;
}

using ending = counting_stream::ending;

TEST(StreamedAnswer, ArrivesInChunks)
{
    running_server server{{}, one(streaming("/stream", 5, ending::clean))};
    auto client = server.connect();
    const auto answer = client.ask(get("/stream"));
    EXPECT_TRUE(answer.was_chunked);
    EXPECT_EQ(answer.body, "0\n1\n2\n3\n4\n");
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
}

TEST(StreamedAnswer, MayBeEmpty)
{
    running_server server{{}, one(streaming("/stream", 0, ending::clean))};
    auto client = server.connect();
    EXPECT_EQ(client.ask(get("/stream")).body, "");
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
}

TEST(StreamedAnswer, EndsWithTheConnectionInHttp10)
{
    running_server server{{}, one(streaming("/stream", 3, ending::clean))};
    auto client = server.connect();
    const auto answer = client.ask("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_FALSE(answer.was_chunked);
    EXPECT_EQ(answer.body, "0\n1\n2\n");
}

TEST(StreamedAnswer, IsNotPulledForHead)
{
    std::promise<void> destroyed;
    running_server server{{}, one(streaming("/stream", 3, ending::failure, &destroyed))};
    auto client = server.connect();
    client.send("HEAD /stream HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(client.read(raw_client::body::none)->status, 200U);
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
    destroyed.get_future().wait();
}

TEST(StreamedAnswer, ThatFailsAtItsFirstPieceIsAProblem)
{
    running_server server{{}, one(streaming("/stream", 0, ending::failure))};
    auto client = server.connect();
    const auto answer = client.ask(get("/stream"));
    EXPECT_EQ(answer.status, 500U);
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
}

TEST(StreamedAnswer, ThatFailsLaterIsCutOffWithoutAnEnd)
{
    running_server server{{}, one(streaming("/stream", 2, ending::failure))};
    auto client = server.connect();
    tests::capture_log();
    client.send(get("/stream"));
    const auto text = client.read_to_end();
    EXPECT_THAT(text, HasSubstr("2\r\n1\n\r\n"));
    EXPECT_FALSE(text.ends_with("0\r\n\r\n"));
    const auto log = tests::captured_log();
    EXPECT_THAT(log, HasSubstr(R"("status":200)")) << "as it was sent";
    EXPECT_THAT(log, HasSubstr(R"("problem":"internal_error")"));
}

TEST(StreamedAnswer, IsDestroyedWhenTheClientGoesAway)
{
    std::promise<void> destroyed;
    running_server server{{}, one(streaming("/stream", 1'000'000'000, ending::clean, &destroyed))};
    {
        auto client = server.connect();
        client.send(get("/stream"));
    }
    destroyed.get_future().wait();
}

/// Says where it ends.
class telling_stream final : public body_stream {
public:
    explicit telling_stream(std::promise<std::thread::id>& ended) : ended_(ended) {}
    ~telling_stream() override { ended_.set_value(std::this_thread::get_id()); }
    std::size_t next(std::span<char>) override { return 0; }

private:
    std::promise<std::thread::id>& ended_;
};

TEST(StreamedAnswer, ThatComesTooLateEndsOnAWorker)
{
    gate late;
    gate io;
    std::promise<std::thread::id> ended;
    std::thread::id io_thread;
    std::vector<route> routes;
    routes.push_back({verb::get, "/late",
                      [&](const request&) {
                          late.pass();
                          response answer;
                          answer.stream = std::make_shared<telling_stream>(ended);
                          return answer;
                      },
                      "test"});
    routes.push_back({verb::get, "/block",
                      [&](const request&) {
                          io_thread = std::this_thread::get_id();
                          io.pass();
                          return json("{}");
                      },
                      "test", 0, placement::io_thread});
    test_settings with;
    with.limits.request = milliseconds{20};
    running_server server{with, std::move(routes)};
    EXPECT_EQ(server.connect().ask(get("/late")).status, 503U);
    auto blocking = server.connect();
    blocking.send(get("/block"));
    io.await_visitor(); // the I/O thread cannot end anything now
    late.open();
    auto end = ended.get_future();
    EXPECT_EQ(end.wait_for(std::chrono::seconds{10}), std::future_status::ready);
    io.open();
    EXPECT_NE(end.get(), io_thread);
}

} // namespace
} // namespace nscl::http
