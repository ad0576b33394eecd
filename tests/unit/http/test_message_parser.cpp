#include "core/http/message_parser.hpp"

#include <gtest/gtest.h>

#include <string>

namespace nscl::http {
namespace {

struct read_message {
    request asked;
    std::optional<protocol_fault> fault;
};

read_message read_head(const std::string& lines)
{
    message_parser parser{16 * 1024};
    parser.start();
    const auto head = "GET / HTTP/1.1\r\nHost: test\r\n" + lines + "\r\n";
    EXPECT_EQ(parser.feed(head), head.size());
    EXPECT_TRUE(parser.has_header());
    read_message result;
    framing around;
    result.fault = parser.read_header(result.asked, around);
    return result;
}

TEST(MessageParser, JoinsLinesOfOneName)
{
    const auto [asked, fault] =
        read_head("If-Match: \"1\"\r\nCookie: a=1\r\nIF-MATCH: \"2\", \"3\"\r\nCookie: b=2\r\n");
    EXPECT_FALSE(fault);
    EXPECT_EQ(asked.header("if-match"), R"("1", "2", "3")");
    EXPECT_EQ(asked.header("cookie"), "a=1; b=2");
    EXPECT_EQ(asked.cookie("a"), "1");
    EXPECT_EQ(asked.cookie("b"), "2");
    EXPECT_EQ(asked.headers.size(), 3U);
}

TEST(MessageParser, JoinsOnlyLinesThatSaySomething)
{
    EXPECT_EQ(read_head("A: 1\r\nA:\r\nA: 2\r\n").asked.header("a"), "1, 2");
    EXPECT_EQ(read_head("A:\r\nA: 1\r\nA:\r\n").asked.header("a"), "1");
}

TEST(MessageParser, RefusesMoreLinesThanAnyClientSends)
{
    std::string most;
    for (std::size_t i = 1; i < most_header_lines; ++i) most += "A: b\r\n";
    EXPECT_FALSE(read_head(most).fault);
    EXPECT_EQ(read_head(most + "A: b\r\n").fault, protocol_fault::too_many_lines);
}

TEST(MessageParser, UnderstandsEveryExpectationOrNone)
{
    EXPECT_FALSE(read_head("Expect: 100-continue\r\nExpect: 100-Continue\r\n").fault);
    EXPECT_FALSE(read_head("Expect: 100-continue, 100-continue\r\n").fault);
    EXPECT_EQ(read_head("Expect: 100-continue\r\nExpect: 200-ok\r\n").fault, protocol_fault::unknown_expectation);
    EXPECT_EQ(read_head("Expect: 100-continue, 200-ok\r\n").fault, protocol_fault::unknown_expectation);
}

TEST(MessageParser, ReadsAnEmptyChunkedBodyInPiecesOfAnySize)
{
    const std::string all = "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    for (std::size_t piece = 1; piece <= all.size(); ++piece) {
        message_parser parser{1000};
        std::string waiting;
        for (std::size_t at = 0; at < all.size(); at += piece) {
            waiting += all.substr(at, piece);
            waiting.erase(0, parser.feed(waiting));
            if (parser.has_header()) parser.read_body(100);
            waiting.erase(0, parser.feed(waiting));
        }
        EXPECT_TRUE(parser.is_complete()) << piece;
        EXPECT_EQ(waiting, "");
    }
}

/// Whether a chunked body is taken whose only chunk has a line of so many bytes, when it arrives in such pieces.
bool takes_chunk_line(std::size_t size, std::size_t piece)
{
    constexpr std::size_t limit = 1000;
    message_parser parser{limit};
    std::string bytes = "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
    bytes += "1;" + std::string(size - 4, 'x') + "\r\na\r\n0\r\n\r\n";
    std::string waiting;
    while (!parser.fault() && !parser.is_complete() && !bytes.empty()) {
        waiting += bytes.substr(0, piece);
        bytes.erase(0, piece);
        for (std::size_t used = 1; used > 0;) {
            used = parser.feed(waiting);
            waiting.erase(0, used);
            if (parser.has_header() && parser.body_limit() == 0) {
                parser.read_body(100);
                used = 1;
            }
        }
    }
    return parser.is_complete();
}

TEST(MessageParser, LimitsTheLineOfAChunkHoweverItArrives)
{
    for (const std::size_t piece : {1U, 10U, 5000U}) {
        EXPECT_TRUE(takes_chunk_line(900, piece)) << piece;
        EXPECT_FALSE(takes_chunk_line(1100, piece)) << piece;
    }
}

} // namespace
} // namespace nscl::http
