// A server with a certificate, over real sockets.
#include "running_server.hpp"
#include "tests/support/captured_log.hpp"
#include "tests/support/certificate.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace nscl::http {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using tests::tls_offer;

/// A folder with a certificate, and the settings of a server that has it.
class certified {
public:
    certified()
    {
        settings.listen.certificate = files_.certificate;
        settings.listen.key = files_.key;
    }

    /// Puts a new pair in the files of the old one.
    void replace(const std::string& by) const
    {
        const auto next = tests::make_certificate(folder_.path(), by);
        std::filesystem::rename(next.certificate, files_.certificate);
        std::filesystem::rename(next.key, files_.key);
    }

    void spoil() const { std::ofstream{files_.key} << "half of a ke"; }

    test_settings settings;

private:
    tests::temporary_folder folder_;
    tests::certificate_files files_ = tests::make_certificate(folder_.path(), "first");
};

TEST(TlsServer, AnswersAsAPlainOneDoes)
{
    const certified with;
    running_server server{with.settings};
    auto client = server.connect(tls_offer{});
    EXPECT_EQ(client.tls().version(), "TLSv1.3");
    EXPECT_EQ(client.ask(get("/plain")).body, R"({"plain":true})");
    EXPECT_EQ(client.ask(post("/echo", "hello")).body, "hello");
    client.send(post("/echo", "1") + get("/plain") + post("/echo", "2"));
    EXPECT_EQ(client.read()->body, "1");
    EXPECT_EQ(client.read()->body, R"({"plain":true})");
    EXPECT_EQ(client.read()->body, "2");
}

TEST(TlsServer, SpeaksTls12Too)
{
    const certified with;
    running_server server{with.settings};
    tls_offer offer;
    offer.most = tls_offer::version::tls_1_2;
    offer.protocols = "h2,http/1.1";
    auto client = server.connect(offer);
    EXPECT_EQ(client.tls().version(), "TLSv1.2");
    EXPECT_EQ(client.tls().protocol(), "http/1.1");
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
}

TEST(TlsServer, ReadsARequestThatComesInManyRecords)
{
    const certified with;
    running_server server{with.settings};
    auto client = server.connect(tls_offer{});
    for (const char c : post("/echo", "slow")) client.send({&c, 1});
    EXPECT_EQ(client.read()->body, "slow");
}

TEST(TlsServer, TakesRequestsAsSecure)
{
    const certified with;
    running_server server{with.settings};
    auto client = server.connect(tls_offer{});
    const auto seen = client.ask(get("/seen", "X-Forwarded-Proto: http\r\nX-Request-Id: i\r\n"));
    EXPECT_EQ(seen.body, "127.0.0.1|https|i");
}

TEST(TlsServer, TakesAndGivesLargeBodies)
{
    certified with;
    with.settings.limits.body_bytes = 4 * 1024 * 1024;
    running_server server{with.settings};
    auto client = server.connect(tls_offer{});
    std::string body;
    for (int count = 0; body.size() < 3 * 1024 * 1024; ++count) body += std::to_string(count);
    EXPECT_EQ(client.ask(post("/echo", body)).body, body);
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
}

TEST(TlsServer, SaysGoodbye)
{
    certified with;
    with.settings.limits.idle = milliseconds{20};
    running_server server{with.settings};
    auto asked_to = server.connect(tls_offer{});
    EXPECT_EQ(asked_to.ask(get("/plain", "Connection: close\r\n")).status, 200U);
    EXPECT_TRUE(asked_to.is_at_end());
    EXPECT_TRUE(asked_to.tls().was_told_goodbye());

    auto idle = server.connect(tls_offer{});
    EXPECT_EQ(idle.ask(get("/plain")).status, 200U);
    EXPECT_TRUE(idle.is_at_end());
    EXPECT_TRUE(idle.tls().was_told_goodbye());

    auto refused = server.connect(tls_offer{});
    refused.send("nonsense\r\n\r\n");
    EXPECT_EQ(refused.read()->status, 400U);
    EXPECT_TRUE(refused.is_at_end());
    EXPECT_TRUE(refused.tls().was_told_goodbye());
}

TEST(TlsServer, EndsAConnectionWhoseClientSaysGoodbye)
{
    const certified with;
    running_server server{with.settings};
    auto client = server.connect(tls_offer{});
    client.send(get("/plain"));
    client.say_goodbye();
    EXPECT_EQ(client.read()->status, 200U);
    EXPECT_TRUE(client.is_at_end());
}

TEST(TlsServer, ServesAnotherCertificateToWhoComesAfterItsReload)
{
    const certified with;
    running_server server{with.settings};
    auto before = server.connect(tls_offer{});
    EXPECT_EQ(before.tls().certificate_name(), "first");
    with.replace("second");
    EXPECT_EQ(server.connect(tls_offer{}).tls().certificate_name(), "first") << "nobody has said so yet";
    server.reload_certificate();
    EXPECT_EQ(server.connect(tls_offer{}).tls().certificate_name(), "second");
    EXPECT_EQ(before.ask(get("/plain")).status, 200U) << "who was there goes on";
}

TEST(TlsServer, KeepsItsCertificateWhenTheNewOneIsBroken)
{
    const certified with;
    running_server server{with.settings};
    with.spoil();
    ::testing::internal::CaptureStderr();
    server.reload_certificate();
    const auto log = ::testing::internal::GetCapturedStderr();
    EXPECT_THAT(log, HasSubstr(R"("level":"error","event":"certificate_not_reloaded")"));
    EXPECT_THAT(log, HasSubstr("first.key: no usable key in PEM: "));
    EXPECT_EQ(server.connect(tls_offer{}).tls().certificate_name(), "first");
}

TEST(TlsServer, DoesNotStartWithABrokenPair)
{
    const certified with;
    with.spoil();
    EXPECT_THROW(running_server{with.settings}, std::runtime_error);
}

TEST(TlsServer, TellsWhoSpeaksPlainHttp)
{
    const certified with;
    running_server server{with.settings};
    for (const auto& each : {get("/plain"), get("/at_once"), post("/echo", "secret")}) {
        auto client = server.connect();
        const auto answer = client.ask(each);
        EXPECT_EQ(answer.status, 400U);
        EXPECT_THAT(answer.body, HasSubstr("tls_missing"));
        EXPECT_EQ(answer.header("connection"), "close");
        client.end_sending();
        EXPECT_TRUE(client.is_at_end());
    }
    auto client = server.connect();
    EXPECT_EQ(client.ask("\xff\xfe nonsense\r\n\r\n").status, 400U);
    EXPECT_EQ(server.connect(tls_offer{}).ask(get("/plain")).status, 200U);
}

TEST(TlsServer, RefusesAnOldVersionAndGoesOn)
{
    const certified with;
    running_server server{with.settings};
    tls_offer old;
    old.least = old.most = tls_offer::version::tls_1_1;
    ::testing::internal::CaptureStderr();
    try {
        server.connect(old);
        ADD_FAILURE() << "it was taken";
    } catch (const std::runtime_error& refused) {
        EXPECT_THAT(refused.what(), HasSubstr("alert protocol version"));
    }
    EXPECT_EQ(server.connect(tls_offer{}).ask(get("/plain")).status, 200U);
    EXPECT_THAT(tests::captured_log(),
                HasSubstr(R"("event":"tls_failed","peer":"127.0.0.1","problem":"unsupported protocol")"));
}

TEST(TlsServer, EndsAConnectionThatTurnsIntoGarbage)
{
    const certified with;
    running_server server{with.settings};
    auto client = server.connect(tls_offer{});
    EXPECT_EQ(client.ask(get("/plain")).status, 200U);
    client.send_plainly(get("/plain"));
    EXPECT_TRUE(client.is_at_end());
    EXPECT_THAT(client.tls().problem(), HasSubstr("alert"));
}

TEST(TlsServer, EndsAConnectionThatIsCutWithinARecord)
{
    certified with;
    running_server server{with.settings};
    auto client = server.connect();
    client.send(std::string_view{"\x16\x03\x01\x02\x00\x01", 6});
    client.end_sending();
    EXPECT_TRUE(client.is_at_end());
}

TEST(TlsServer, CutsOffAHandshakeThatTakesTooLong)
{
    certified with;
    with.settings.limits.header_read = milliseconds{50};
    running_server server{with.settings};
    ::testing::internal::CaptureStderr();
    auto silent = server.connect();
    auto slow = server.connect();
    tests::tls_peer hello;
    hello.shake_hands();
    slow.send(hello.take_outgoing().substr(0, 50));
    auto stuck = server.connect(); // says hello, and never what has to follow
    tests::tls_peer other;
    other.shake_hands();
    stuck.send(other.take_outgoing());
    EXPECT_TRUE(silent.is_at_end());
    EXPECT_TRUE(slow.is_at_end());
    EXPECT_THAT(stuck.read_to_end(), ::testing::StartsWith("\x16\x03\x03"));
    EXPECT_THAT(tests::captured_log(), HasSubstr("the handshake takes too long"));
    EXPECT_EQ(server.crossings().at("handshake_timeout"), 2U);
    EXPECT_EQ(server.crossings().at("idle_timeout"), 1U) << "who was silent was only idle";
}

TEST(TlsServer, CutsOffAHeaderThatTakesTooLong)
{
    certified with;
    with.settings.limits.header_read = milliseconds{300};
    running_server server{with.settings};
    auto client = server.connect(tls_offer{});
    client.send("GET /plain HTTP/1.1\r\nHost: te");
    EXPECT_EQ(client.read()->status, 408U);
}

TEST(TlsServer, ClosesConnectionsAboveTheLimit)
{
    certified with;
    with.settings.limits.connections = 1;
    running_server server{with.settings};
    auto first = server.connect(tls_offer{});
    EXPECT_EQ(first.ask(get("/plain")).status, 200U);
    ::testing::internal::CaptureStderr();
    EXPECT_TRUE(server.connect().is_at_end());
    EXPECT_THAT(tests::captured_log(), HasSubstr("too_many_connections"));
    EXPECT_EQ(server.crossings().at("too_many_connections"), 1U);
    EXPECT_EQ(first.ask(get("/plain")).status, 200U);
}

TEST(TlsServer, LetsARequestInFlightFinish)
{
    const certified with;
    running_server server{with.settings};
    auto client = server.connect(tls_offer{});
    auto idle = server.connect(tls_offer{});
    EXPECT_EQ(idle.ask(get("/plain")).status, 200U);
    client.send(get("/hold"));
    server.hold.await_visitor();
    server.stop_accepting();
    EXPECT_TRUE(idle.is_at_end());
    EXPECT_TRUE(idle.tls().was_told_goodbye());
    server.hold.open();
    EXPECT_EQ(client.read()->body, "\"held\"");
    EXPECT_TRUE(client.is_at_end());
}

} // namespace
} // namespace nscl::http
