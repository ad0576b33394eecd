#include "running_server.hpp"

#include <gmock/gmock.h>

namespace nscl::http {
namespace {

struct sample {
    const char* what;
    std::string bytes;
    unsigned status;
};

std::string post_with(std::string_view headers, std::string_view body = {})
{
    return "POST /echo HTTP/1.1\r\nHost: test\r\n" + std::string{headers} + "\r\n" + std::string{body};
}

std::vector<sample> samples()
{
    using namespace std::string_literals;
    const std::string long_value(3000, 'x');
    return {
        {"no HTTP at all", "hello\r\n\r\n", 400},
        {"a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s, 400},
        {"no version", "GET /plain\r\nHost: test\r\n\r\n", 400},
        {"a version of the future", "GET /plain HTTP/2.0\r\nHost: test\r\n\r\n", 505},
        {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"a version of the past", "GET /plain HTTP/0.9\r\nHost: test\r\n\r\n", 505},
        {"a version without a minor", "GET /plain HTTP/1\r\nHost: test\r\n\r\n", 400},
        {"a method that nobody knows", "BREW /plain HTTP/1.1\r\nHost: test\r\n\r\n", 501},
        {"a method that is not offered", "TRACE /plain HTTP/1.1\r\nHost: test\r\n\r\n", 501},
        {"a tunnel", "CONNECT test:443 HTTP/1.1\r\nHost: test\r\n\r\n", 501},
        {"a method in lower case", "get /plain HTTP/1.1\r\nHost: test\r\n\r\n", 501},
        {"a method with a separator", "GE(T /plain HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        {"two blanks in the request line", "GET  /plain HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        {"a blank within the target", "GET /pl ain HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        {"a control character in the target",
         "GET /pl\x01"
         "ain HTTP/1.1\r\nHost: test\r\n\r\n"s,
         400},
        {"a zero byte in the target", "GET /pl\0ain HTTP/1.1\r\nHost: test\r\n\r\n"s, 400},
        {"no host", "GET /plain HTTP/1.1\r\n\r\n", 400},
        {"two hosts", "GET /plain HTTP/1.1\r\nHost: test\r\nHost: test\r\n\r\n", 400},
        {"an empty host", "GET /plain HTTP/1.1\r\nHost:\r\n\r\n", 400},
        {"a host with a path", "GET /plain HTTP/1.1\r\nHost: test/x\r\n\r\n", 400},
        {"a field without a colon", "GET /plain HTTP/1.1\r\nHost: test\r\nBroken\r\n\r\n", 400},
        {"a field without a name", "GET /plain HTTP/1.1\r\nHost: test\r\n: value\r\n\r\n", 400},
        {"a blank before the colon", "GET /plain HTTP/1.1\r\nHost : test\r\n\r\n", 400},
        {"a blank before the first field", "GET /plain HTTP/1.1\r\n Host: test\r\n\r\n", 400},
        {"a control character in a value", "GET /plain HTTP/1.1\r\nHost: test\r\nA: b\x02\r\n\r\n"s, 400},
        {"a zero byte in a value", "GET /plain HTTP/1.1\r\nHost: test\r\nA: b\0c\r\n\r\n"s, 400},
        {"a bare carriage return in a value", "GET /plain HTTP/1.1\r\nHost: test\r\nA: b\rc\r\n\r\n", 400},
        {"bare line feeds", "GET /plain HTTP/1.1\nHost: test\n\n\r\n\r\n", 400},
        {"a length and a coding", post_with("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        {"a coding and a length", post_with("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"), 400},
        {"two lengths that differ", post_with("Content-Length: 3\r\nContent-Length: 4\r\n", "abc"), 400},
        {"two lengths that agree", post_with("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400},
        {"a list of lengths", post_with("Content-Length: 3, 3\r\n", "abc"), 400},
        {"a negative length", post_with("Content-Length: -1\r\n"), 400},
        {"a length with a sign", post_with("Content-Length: +3\r\n", "abc"), 400},
        {"a hexadecimal length", post_with("Content-Length: 0x3\r\n", "abc"), 400},
        {"an empty length", post_with("Content-Length: \r\n"), 400},
        {"a length beyond 64 bits", post_with("Content-Length: 99999999999999999999\r\n"), 400},
        {"a length beyond the limit", post_with("Content-Length: 18446744073709551615\r\n"), 413},
        {"an unknown coding", post_with("Transfer-Encoding: gzip\r\n"), 501},
        {"two codings", post_with("Transfer-Encoding: gzip, chunked\r\n"), 501},
        {"chunked that is not last", post_with("Transfer-Encoding: chunked, identity\r\n"), 501},
        {"a coding in disguise", post_with("Transfer-Encoding: xchunked\r\n"), 501},
        {"a coding named twice", post_with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
        {"a coding in HTTP/1.0", "POST /echo HTTP/1.0\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"a chunk without a size", post_with("Transfer-Encoding: chunked\r\n", "\r\nabc\r\n"), 400},
        {"a chunk with a wrong size", post_with("Transfer-Encoding: chunked\r\n", "2\r\nabc\r\n0\r\n\r\n"), 400},
        {"a chunk of negative size", post_with("Transfer-Encoding: chunked\r\n", "-2\r\nab\r\n0\r\n\r\n"), 400},
        {"a chunk beyond 64 bits", post_with("Transfer-Encoding: chunked\r\n", "10000000000000000\r\n"), 400},
        {"a chunk extension without end", post_with("Transfer-Encoding: chunked\r\n", "1;" + long_value), 400},
        {"a trailer without end", post_with("Transfer-Encoding: chunked\r\n", "0\r\nA: " + long_value), 400},
        {"an expectation that nobody knows", post_with("Content-Length: 2\r\nExpect: magic\r\n", "ab"), 417},
        {"a target that is too long", "GET /" + long_value + " HTTP/1.1\r\nHost: test\r\n\r\n", 414},
        {"a value that is too long", "GET /plain HTTP/1.1\r\nHost: test\r\nA: " + long_value + "\r\n\r\n", 431},
        {"a line without end", long_value, 414},
        {"too many fields",
         [] {
             std::string bytes = "GET /plain HTTP/1.1\r\nHost: test\r\n";
             while (bytes.size() < 3000) bytes += "A: b\r\n";
             return bytes + "\r\n";
         }(),
         431},
    };
}

TEST(MalformedRequest, GetsAProblemAndTheConnectionEnds)
{
    running_server server;
    for (const auto& each : samples()) {
        SCOPED_TRACE(each.what);
        auto client = server.connect();
        client.send_what_is_taken(each.bytes);
        client.end_sending();
        const auto answer = client.read();
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, each.status);
        EXPECT_EQ(answer->header("content-type"), "application/problem+json");
        EXPECT_EQ(answer->header("connection"), "close");
        EXPECT_NE(answer->header("x-request-id"), "");
        EXPECT_TRUE(client.is_at_end());
    }
    auto client = server.connect();
    EXPECT_EQ(client.ask(get("/plain")).status, 200U) << "the server goes on";
}

TEST(MalformedRequest, IsRefusedHoweverItIsCut)
{
    running_server server;
    for (const auto& each : samples()) {
        if (each.bytes.size() > 200) continue;
        SCOPED_TRACE(each.what);
        auto client = server.connect();
        for (const char c : each.bytes) client.send_what_is_taken({&c, 1});
        client.end_sending();
        const auto answer = client.read();
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, each.status);
    }
}

TEST(MalformedRequest, DoesNotSmuggleAnotherBehindIt)
{
    running_server server;
    auto client = server.connect();
    client.send(post_with("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + get("/plain")));
    EXPECT_EQ(client.read()->status, 400U);
    client.end_sending();
    EXPECT_TRUE(client.is_at_end());
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

TEST(PathTrick, GetsAProblemAndTheConnectionGoesOn)
{
    running_server server;
    auto client = server.connect();
    for (const auto* each : {"/api/../plain", "/%2e%2e/plain", "/api/%2e%2e/plain", "/plain%2f", "/api%2fplain",
                             "/api%5cplain", "/api\\plain", "//plain", "/api//plain", "/plain%00", "/./plain",
                             "/plain%", "/%c0%ae%c0%ae/plain", "/plain?a=%00", "test"}) {
        const auto answer = client.ask(get(each));
        EXPECT_EQ(answer.status, 400U) << each;
        EXPECT_EQ(answer.header("content-type"), "application/problem+json") << each;
    }
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
}

TEST(OldHabit, OfAnEmptyLineBeforeARequestIsBorne)
{
    running_server server;
    auto client = server.connect();
    EXPECT_EQ(client.ask("\r\n" + get("/plain")).status, 200U);
    client.send("\r");
    client.send("\n" + get("/plain"));
    EXPECT_EQ(client.read()->status, 200U);
}

TEST(AbsoluteForm, IsTheSameRequest)
{
    running_server server;
    auto client = server.connect();
    EXPECT_EQ(client.ask(get("http://test/plain")).status, 200U);
}

} // namespace
} // namespace nscl::http
