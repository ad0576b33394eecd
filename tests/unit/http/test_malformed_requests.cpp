#include "running_server.hpp"
#include "wire_table.hpp"

#include <gmock/gmock.h>

namespace nscl::http {
namespace {

class Wire : public ::testing::TestWithParam<wire_row> {
protected:
    /// Reads what comes back for these bytes, which have been sent, and holds it against the row.
    static void check(const wire_row& row, raw_client& client)
    {
        for (std::size_t at = 0; at < row.answers.size(); ++at) {
            auto answer = client.read();
            while (answer && answer->status == 100) answer = client.read();
            ASSERT_TRUE(answer) << "the connection ended without answer " << at + 1;
            EXPECT_EQ(answer->status, row.answers[at]) << "of answer " << at + 1 << ": " << answer->body;
            EXPECT_NE(answer->header("x-request-id"), "");
            if (answer->status >= 400) {
                EXPECT_EQ(answer->header("content-type"), "application/problem+json");
            }
            const bool last = at + 1 == row.answers.size() && row.connection == then::closed;
            EXPECT_EQ(answer->header("connection") == "close", last) << "of answer " << at + 1;
        }
        if (row.connection == then::closed) {
            EXPECT_TRUE(client.is_at_end());
        } else {
            EXPECT_EQ(client.ask(post("/echo", "goes on")).body, "goes on");
        }
    }

    running_server server_;
};

INSTANTIATE_TEST_SUITE_P(, Wire, ::testing::ValuesIn(wire_table()), [](const auto& of) { return of.param.name; });

TEST_P(Wire, IsAnsweredAsTheTableSays)
{
    auto client = server_.connect();
    client.send_what_is_taken(GetParam().bytes);
    check(GetParam(), client);
    if (GetParam().bytes.size() > 500) return;
    SCOPED_TRACE("byte by byte");
    auto slow = server_.connect();
    for (const char& c : GetParam().bytes) slow.send_what_is_taken({&c, 1});
    check(GetParam(), slow);
}

TEST(MalformedRequest, HasManyKinds)
{
    EXPECT_GE(wire_table().size(), 200U);
}

TEST(MalformedRequest, DoesNotEndTheServer)
{
    test_settings with;
    with.limits.queue = wire_table().size(); // for those that are no malformed ones after all
    running_server server{with};
    for (const auto& row : wire_table()) server.connect().send_what_is_taken(row.bytes);
    EXPECT_EQ(server.connect().ask(get("/plain")).status, 200U);
}

TEST(MalformedRequest, ThatEndsTooSoonGetsNothing)
{
    running_server server;
    for (const auto* each : {"G", "GET /plain HT", "GET /plain HTTP/1.1\r\nHost: te",
                             "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nabc"}) {
        auto client = server.connect();
        client.send(each);
        client.end_sending();
        EXPECT_TRUE(client.is_at_end()) << each;
    }
}

TEST(OldHabit, OfAnEmptyLineBeforeARequestMayComeInHalves)
{
    running_server server;
    auto client = server.connect();
    client.send("\r");
    client.send("\n" + get("/plain"));
    EXPECT_EQ(client.read()->status, 200U);
}

} // namespace
} // namespace nscl::http
