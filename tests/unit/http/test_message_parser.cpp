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

TEST(MessageParser, RefusesMoreLinesThanAnyClientSends)
{
    std::string most;
    for (std::size_t i = 1; i < most_header_lines; ++i) most += "A: b\r\n";
    EXPECT_FALSE(read_head(most).fault);
    EXPECT_EQ(read_head(most + "A: b\r\n").fault, protocol_fault::too_many_lines);
}

} // namespace
} // namespace nscl::http
