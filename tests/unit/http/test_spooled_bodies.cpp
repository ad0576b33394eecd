#include "core/http/request_body.hpp"
#include "running_server.hpp"
#include "tests/support/captured_log.hpp"
#include "tests/support/limited_files.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/http/kib.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <optional>

namespace nscl::http {
namespace {

using ::testing::HasSubstr;

/// Room on disk for one body of 200 KiB, not for two; /hold_body waits with the body in hand.
class SpooledBodies : public ::testing::Test {
protected:
    SpooledBodies() { start(folder_.path()); }
    ~SpooledBodies() override { holding_.open(); }

    void start(const std::filesystem::path& folder)
    {
        test_settings with;
        with.limits.body_disk = 300 * kib;
        with.limits.body_folder = folder;
        server_.reset();
        server_.emplace(with, routes());
    }

    std::vector<route> routes()
    {
        std::vector<route> more;
        more.push_back({verb::post, "/hold_body",
                        [this](const request& asked) {
                            holding_.pass();
                            return json(std::string{asked.body.view()});
                        },
                        "test", 256 * kib});
        more.push_back({verb::post, "/back", [](const request& asked) { return json(std::string{asked.body.view()}); },
                        "test", 256 * kib});
        return more;
    }

    static std::string numbers(std::size_t least)
    {
        std::string text;
        for (std::size_t i = 0; text.size() < least; ++i) text += std::to_string(i) + " ";
        return text.substr(0, least);
    }

    const tests::temporary_folder folder_;
    gate holding_;
    std::optional<running_server> server_;
    const std::string large_ = numbers(200 * kib);
};

void expect_refused(const std::optional<raw_answer>& answer, const std::string& code)
{
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503U);
    EXPECT_THAT(answer->body, HasSubstr("\"" + code + "\""));
    EXPECT_NE(answer->header("retry-after"), "");
    EXPECT_EQ(answer->header("connection"), "close");
}

TEST_F(SpooledBodies, ReachTheirHandlersAsTheyWereSent)
{
    auto client = server_->connect();
    for (const std::size_t size : {64 * kib, 64 * kib + 1, 200 * kib, 256 * kib}) {
        const auto sent = numbers(size);
        EXPECT_TRUE(client.ask(post("/back", sent)).body == sent) << size;
    }
    std::string chunks = "POST /back HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t at = 0; at < large_.size(); at += 1024) chunks += "400\r\n" + large_.substr(at, 1024) + "\r\n";
    EXPECT_TRUE(client.ask(chunks + "0\r\n\r\n").body == large_) << "in chunks";
}

TEST_F(SpooledBodies, FillTheDiskThatTheyMayTakeAndNoMore)
{
    tests::capture_log();
    auto first = server_->connect();
    first.send(post("/hold_body", large_));
    holding_.await_visitor();
    auto second = server_->connect();
    second.send("POST /back HTTP/1.1\r\nHost: test\r\nContent-Length: 204800\r\nExpect: 100-continue\r\n\r\n");
    expect_refused(second.read(), "body_disk_full"); // before the body is sent
    auto third = server_->connect();
    third.send_what_is_taken("POST /back HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n32000\r\n" +
                             large_ + "\r\n0\r\n\r\n");
    expect_refused(third.read(), "body_disk_full");
    EXPECT_EQ(server_->crossings().at("body_disk_full"), 2U);
    EXPECT_THAT(tests::captured_log(), HasSubstr(R"("event":"body_disk_full")"));
    EXPECT_EQ(server_->connect().ask(post("/back", numbers(60 * kib))).status, 200U) << "small ones are not on it";

    holding_.open();
    EXPECT_TRUE(first.read()->body == large_);
    EXPECT_TRUE(server_->connect().ask(post("/back", large_)).body == large_);
}

TEST_F(SpooledBodies, GiveTheDiskBackWhenTheyNeverComeWhole)
{
    {
        auto first = server_->connect();
        first.send("POST /back HTTP/1.1\r\nHost: test\r\nContent-Length: 262144\r\n\r\n" + large_);
        first.end_sending();
        EXPECT_TRUE(first.is_at_end());
    }
    EXPECT_TRUE(server_->connect().ask(post("/back", large_)).body == large_);
}

TEST_F(SpooledBodies, AreRefusedWhileTheDiskIsFull)
{
    tests::capture_log();
    {
        const tests::limited_files full{100 * kib};
        auto client = server_->connect();
        client.send_what_is_taken(post("/back", large_));
        expect_refused(client.read(), "body_not_stored");
        EXPECT_EQ(server_->connect().ask(post("/back", numbers(60 * kib))).status, 200U);
    }
    EXPECT_THAT(tests::captured_log(), HasSubstr("body_not_stored"));
    EXPECT_TRUE(server_->connect().ask(post("/back", large_)).body == large_) << "and not longer than that";
}

TEST_F(SpooledBodies, AreRefusedWhereTheirFolderIsMissing)
{
    tests::capture_log();
    start(folder_.path() / "missing");
    EXPECT_THAT(tests::captured_log(), HasSubstr("body_folder_unusable"));
    auto client = server_->connect();
    client.send_what_is_taken(post("/back", large_));
    expect_refused(client.read(), "body_not_stored");
    EXPECT_EQ(server_->connect().ask(post("/back", numbers(64 * kib))).status, 200U);
}

} // namespace
} // namespace nscl::http
