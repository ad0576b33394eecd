#include "core/http/body_budget.hpp"
#include "running_server.hpp"
#include "tests/support/captured_log.hpp"
#include "tests/unit/http/kib.hpp"

#include <gmock/gmock.h>

namespace nscl::http {
namespace {

using ::testing::HasSubstr;

/// Room for one body of 60 KiB beside the bytes that are not counted, not for two; /hold_body waits with the body in hand.
class BodyMemory : public ::testing::Test {
protected:
    static test_settings settings()
    {
        test_settings with;
        with.limits.body_memory = 64 * kib;
        return with;
    }

    std::vector<route> routes()
    {
        std::vector<route> more;
        more.push_back({verb::post, "/hold_body",
                        [this](const request& asked) {
                            holding_.pass();
                            return json(std::to_string(asked.body.size()));
                        },
                        "test", 256 * kib});
        more.push_back({verb::post, "/size",
                        [](const request& asked) { return json(std::to_string(asked.body.size())); }, "test",
                        256 * kib});
        return more;
    }

    ~BodyMemory() override { holding_.open(); }

    gate holding_;
    running_server server_{settings(), routes()};
    const std::string body_ = std::string(60 * kib, 'x');
};

void expect_full(const std::optional<raw_answer>& answer)
{
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503U);
    EXPECT_THAT(answer->body, HasSubstr("body_memory_full"));
    EXPECT_NE(answer->header("retry-after"), "");
}

TEST_F(BodyMemory, IsSharedByEverybodyAndFreeAgainAfterTheAnswer)
{
    tests::capture_log();
    auto first = server_.connect();
    first.send(post("/hold_body", body_));
    holding_.await_visitor();
    // Said before the body is sent.
    auto second = server_.connect();
    second.send("POST /size HTTP/1.1\r\nHost: test\r\nContent-Length: 61440\r\nExpect: 100-continue\r\n\r\n");
    expect_full(second.read());
    EXPECT_EQ(server_.crossings().at("body_memory_full"), 1U);
    EXPECT_THAT(tests::captured_log(), HasSubstr(R"("event":"body_memory_full","held":)"));

    holding_.open();
    EXPECT_EQ(first.read()->body, "61440");
    EXPECT_EQ(first.ask(get("/plain")).status, 200U);
    EXPECT_EQ(server_.connect().ask(post("/size", body_)).body, "61440");
}

TEST_F(BodyMemory, IsCountedAsABodyOfUnknownLengthArrives)
{
    auto first = server_.connect();
    first.send(post("/hold_body", body_));
    holding_.await_visitor();
    auto second = server_.connect();
    second.send_what_is_taken("POST /size HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n" +
                              std::string(64 * kib, 'x'));
    expect_full(second.read());
}

TEST_F(BodyMemory, IsGivenBackByABodyThatNeverComesWhole)
{
    {
        auto first = server_.connect();
        first.send("POST /size HTTP/1.1\r\nHost: test\r\nContent-Length: 62000\r\n\r\n" + body_);
        first.end_sending();
        EXPECT_TRUE(first.is_at_end());
    }
    // The connection was closed after its share was released.
    EXPECT_EQ(server_.connect().ask(post("/size", body_)).body, "61440");
}

TEST_F(BodyMemory, LetsSmallBodiesThroughWhenItIsFull)
{
    auto first = server_.connect();
    first.send(post("/hold_body", body_));
    holding_.await_visitor();
    EXPECT_EQ(server_.connect().ask(post("/size", std::string(16 * kib, 'x'))).body, "16384");
}

TEST(StreamMemory, IsThatOfBodies)
{
    test_settings with;
    with.limits.body_memory = 64 * kib;
    gate holding;
    /// Waits in its first piece, and ends with the second.
    struct held_stream final : body_stream {
        explicit held_stream(gate& at) : at_(at) {}
        std::size_t next(std::span<char> into) override
        {
            at_.pass();
            if (std::exchange(ended_, true)) return 0;
            into.front() = 'x';
            return 1;
        }
        gate& at_;
        bool ended_ = false;
    };
    std::vector<route> routes;
    routes.push_back({verb::get, "/stream",
                      [&](const request&) {
                          response answer;
                          answer.stream = std::make_shared<held_stream>(holding);
                          return answer;
                      },
                      "test"});
    running_server server{with, std::move(routes)};
    auto first = server.connect();
    first.send(get("/stream"));
    holding.await_visitor();
    auto second = server.connect();
    second.send(get("/stream"));
    expect_full(second.read());
    EXPECT_EQ(second.ask(get("/plain")).status, 200U) << "the connection is as good as before";

    holding.open();
    EXPECT_EQ(first.read()->body, "x");
    EXPECT_EQ(first.ask(get("/stream")).body, "x");
}

TEST(BodyBudget, KeepsWhatItHasWhenThereIsNoMore)
{
    const auto budget = std::make_shared<body_budget>(100);
    body_share share;
    EXPECT_TRUE(share.grow_to(budget, 60));
    EXPECT_FALSE(share.grow_to(budget, 101));
    EXPECT_EQ(budget->held(), 60U);
    EXPECT_TRUE(budget->has_room_for(40));
    EXPECT_FALSE(budget->has_room_for(41));
    EXPECT_TRUE(share.grow_to(budget, 100));
    share.release();
    EXPECT_EQ(budget->held(), 0U);
}

TEST(BodyBudget, IsHeldOnceWhereAShareMoves)
{
    const auto budget = std::make_shared<body_budget>(100);
    body_share first;
    body_share second;
    EXPECT_TRUE(first.grow_to(budget, 60));
    EXPECT_TRUE(second.grow_to(budget, 40));
    second = std::move(first);
    EXPECT_EQ(budget->held(), 60U);
    const body_share third = std::move(second);
    second.release();
    EXPECT_EQ(budget->held(), 60U);
}

} // namespace
} // namespace nscl::http
