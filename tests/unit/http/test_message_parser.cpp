#include "core/http/message_parser.hpp"
#include "wire_table.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

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

/// What a session reads of these pieces, one message after the other: its target and body, or that it has a fault, which ends it.
std::string read_in_pieces(const std::vector<std::string_view>& pieces)
{
    message_parser parser{2048};
    parser.start();
    std::string unread;
    std::string seen;
    request asked;
    framing around;
    bool has_header = false;
    for (const auto piece : pieces) {
        unread += piece;
        for (bool goes_on = true; goes_on;) {
            const auto used = parser.feed(unread);
            unread.erase(0, used);
            goes_on = used > 0;
            if (!parser.fault() && parser.has_header() && !has_header) {
                asked = {};
                around = {};
                has_header = goes_on = true;
                if (parser.read_header(asked, around)) return seen + "fault in the header";
                if (around.has_body) parser.read_body(asked.body, 4096);
            }
            if (parser.fault()) return seen + "fault " + std::to_string(static_cast<int>(*parser.fault()));
            if (!has_header || !parser.is_complete()) continue;
            seen.append(asked.target).append(" [").append(asked.body.view()).append("] ");
            parser.start();
            has_header = false;
            goes_on = true;
            if (unread.empty()) break;
        }
    }
    return seen;
}

TEST(MessageParser, ReadsTheSameHoweverTheBytesAreCut)
{
    for (const auto& row : wire_table()) {
        const std::string_view bytes = row.bytes;
        if (bytes.size() > 600) continue;
        SCOPED_TRACE(row.name);
        const auto whole = read_in_pieces({bytes});
        std::vector<std::string_view> single;
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            single.push_back(bytes.substr(at, 1));
            ASSERT_EQ(read_in_pieces({bytes.substr(0, at), bytes.substr(at)}), whole) << "cut at " << at;
        }
        ASSERT_EQ(read_in_pieces(single), whole) << "byte by byte";
    }
}

TEST(MessageParser, UnderstandsEveryExpectationOrNone)
{
    EXPECT_FALSE(read_head("Expect: 100-continue\r\nExpect: 100-Continue\r\n").fault);
    EXPECT_FALSE(read_head("Expect: 100-continue, 100-continue\r\n").fault);
    EXPECT_EQ(read_head("Expect: 100-continue\r\nExpect: 200-ok\r\n").fault, protocol_fault::unknown_expectation);
    EXPECT_EQ(read_head("Expect: 100-continue, 200-ok\r\n").fault, protocol_fault::unknown_expectation);
}

/// Whether a chunked body is taken whose only chunk has a line of so many bytes, when it arrives in such pieces.
bool takes_chunk_line(std::size_t size, std::size_t piece)
{
    constexpr std::size_t limit = 1000;
    request_body body;
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
                parser.read_body(body, 100);
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
