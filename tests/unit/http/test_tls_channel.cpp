#include "core/http/tls_channel.hpp"
#include "tests/support/certificate.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/tls_peer.hpp"

#include <gmock/gmock.h>

namespace nscl::http {
namespace {

using ::testing::HasSubstr;
using tests::tls_offer;
using tests::tls_peer;
using version = tls_offer::version;

std::shared_ptr<const tls_context> context()
{
    static const auto made = [] {
        const tests::temporary_folder folder;
        const auto files = tests::make_certificate(folder.path(), "channel");
        return std::make_shared<const tls_context>(files.certificate, files.key);
    }();
    return made;
}

tls_offer only(version which)
{
    tls_offer offer;
    offer.least = offer.most = which;
    return offer;
}

/// Every plain byte that the channel can give now.
std::string read_all(tls_channel& from)
{
    std::string plain;
    std::array<char, 1000> room{};
    while (const auto count = from.read(room)) plain.append(room.data(), count);
    return plain;
}

std::string take_outgoing(tls_channel& from)
{
    std::string bytes{from.outgoing()};
    from.sent(bytes.size());
    return bytes;
}

enum class delivery_by { flight, byte };

/// Carries what both have to say until neither has more; what the server reads meanwhile is returned.
std::string carry(tls_peer& client, tls_channel& server, delivery_by how = delivery_by::flight)
{
    std::string heard;
    while (true) {
        if (!client.is_open()) client.shake_hands();
        const auto sealed = client.take_outgoing();
        if (how == delivery_by::flight) server.receive(sealed);
        for (std::size_t at = 0; how == delivery_by::byte && at < sealed.size(); ++at) {
            server.receive({&sealed[at], 1});
            heard += read_all(server);
        }
        heard += read_all(server);
        const auto answer = take_outgoing(server);
        if (sealed.empty() && answer.empty()) return heard;
        client.receive(answer);
    }
}

class TlsChannel : public ::testing::TestWithParam<version> {};

INSTANTIATE_TEST_SUITE_P(, TlsChannel, ::testing::Values(version::tls_1_2, version::tls_1_3),
                         [](const auto& of) { return of.param == version::tls_1_2 ? "Tls12" : "Tls13"; });

TEST_P(TlsChannel, CarriesBytesBothWays)
{
    tls_channel server{context()};
    tls_peer client{only(GetParam())};
    EXPECT_FALSE(server.is_open());
    EXPECT_EQ(carry(client, server), "");
    EXPECT_TRUE(server.is_open());
    EXPECT_EQ(client.version(), GetParam() == version::tls_1_2 ? "TLSv1.2" : "TLSv1.3");
    EXPECT_EQ(client.certificate_name(), "channel");
    client.write("from the client");
    EXPECT_EQ(carry(client, server), "from the client");
    server.write("from the server");
    client.receive(take_outgoing(server));
    EXPECT_EQ(client.read(), "from the server");
    EXPECT_FALSE(server.has_ended());
    EXPECT_EQ(server.problem(), "");
}

TEST_P(TlsChannel, DoesNotMindHowTheBytesAreCut)
{
    tls_channel server{context()};
    tls_peer client{only(GetParam())};
    carry(client, server, delivery_by::byte);
    ASSERT_TRUE(server.is_open());
    client.write("piecemeal");
    EXPECT_EQ(carry(client, server, delivery_by::byte), "piecemeal");
}

TEST_P(TlsChannel, HoldsBackNothingOfWhatFollowsTheHandshakeAtOnce)
{
    tls_channel server{context()};
    tls_peer client{only(GetParam())};
    carry(client, server);
    client.write("one");
    client.write(std::string(40'000, 'x'));
    EXPECT_EQ(carry(client, server).size(), 40'003U);
}

TEST_P(TlsChannel, CarriesALargeAnswerInPieces)
{
    tls_channel server{context()};
    tls_peer client{only(GetParam())};
    carry(client, server);
    const std::string piece(64 * 1024, 'x');
    std::string got;
    for (int count = 0; count < 16; ++count) {
        server.write(piece);
        EXPECT_LT(server.outgoing().size(), piece.size() + 1024);
        client.receive(server.outgoing().substr(0, 5000));
        server.sent(5000);
        client.receive(take_outgoing(server));
        got += client.read();
    }
    EXPECT_EQ(got.size(), 16 * piece.size());
}

TEST_P(TlsChannel, EndsWithTheLastWordOfEitherEnd)
{
    tls_channel server{context()};
    tls_peer client{only(GetParam())};
    carry(client, server);
    client.write("the end");
    client.close();
    EXPECT_EQ(carry(client, server), "the end");
    EXPECT_TRUE(server.has_ended());
    EXPECT_EQ(server.problem(), "") << "that was no failure";

    tls_channel other{context()};
    tls_peer listener{only(GetParam())};
    carry(listener, other);
    other.close();
    listener.receive(take_outgoing(other));
    EXPECT_EQ(listener.read(), "");
    EXPECT_TRUE(listener.was_told_goodbye());
    other.close();
    EXPECT_EQ(other.outgoing(), "") << "it is said once";
}

TEST_P(TlsChannel, SaysNoLastWordWithinTheHandshake)
{
    tls_channel server{context()};
    tls_peer client{only(GetParam())};
    server.close();
    EXPECT_EQ(server.outgoing(), "");
    client.shake_hands();
    server.receive(client.take_outgoing());
    read_all(server);
    take_outgoing(server);
    server.close();
    EXPECT_EQ(server.outgoing(), "");
}

TEST_P(TlsChannel, WaitsForTheRestOfWhatIsCutOff)
{
    tls_channel server{context()};
    tls_peer client{only(GetParam())};
    carry(client, server);
    client.write("cut off");
    const auto sealed = client.take_outgoing();
    server.receive(std::string_view{sealed}.substr(0, sealed.size() - 1));
    EXPECT_EQ(read_all(server), "");
    EXPECT_FALSE(server.has_ended()) << "whether more comes is the socket's to say";
    server.receive(std::string_view{sealed}.substr(sealed.size() - 1));
    EXPECT_EQ(read_all(server), "cut off");
}

TEST_P(TlsChannel, FailsForWhatWasChangedOnTheWay)
{
    tls_channel server{context()};
    tls_peer client{only(GetParam())};
    carry(client, server);
    client.write("original");
    auto sealed = client.take_outgoing();
    sealed.back() = static_cast<char>(sealed.back() ^ 1);
    server.receive(sealed);
    EXPECT_EQ(read_all(server), "");
    EXPECT_TRUE(server.has_ended());
    EXPECT_NE(server.problem(), "");
    client.receive(take_outgoing(server));
    client.read();
    EXPECT_THAT(client.problem(), HasSubstr("alert")) << "the client is told";
    server.write("more");
    EXPECT_EQ(server.outgoing(), "") << "and nothing more";
}

TEST(TlsGarbage, IsAProblemAndNotAWait)
{
    const std::string greeting = [] {
        tls_peer client;
        client.shake_hands();
        return client.take_outgoing();
    }();
    std::string zeros(64, '\0');
    zeros[0] = 0x16;
    std::string noise = greeting;
    for (std::size_t at = 5; at < noise.size(); ++at) noise[at] = static_cast<char>(at * 131);
    for (const std::string& each : {std::string{"GET / HTTP/1.1\r\nHost: test\r\n\r\n"}, zeros, noise,
                                    std::string{"\x80\x2e\x01\x03\x01\x00\x15\x00\x00\x00\x10", 11} + zeros}) {
        tls_channel server{context()};
        server.receive(each);
        EXPECT_EQ(read_all(server), "");
        EXPECT_TRUE(server.has_ended());
        EXPECT_NE(server.problem(), "");
    }
    EXPECT_TRUE(tls_channel::begins_with(greeting.front()));
    EXPECT_FALSE(tls_channel::begins_with('G'));
}

TEST(TlsVersion, Of2006IsRefused)
{
    tls_channel server{context()};
    tls_offer old = only(version::tls_1_1);
    old.ciphers = "ALL:@SECLEVEL=0";
    tls_peer client{old};
    carry(client, server);
    EXPECT_FALSE(client.is_open());
    EXPECT_THAT(server.problem(), HasSubstr("unsupported protocol"));
    client.read();
    EXPECT_THAT(client.problem(), HasSubstr("alert protocol version"));
}

TEST(TlsCipher, WithoutForwardSecrecyIsRefused)
{
    tls_channel server{context()};
    tls_offer weak = only(version::tls_1_2);
    weak.ciphers = "ECDHE-ECDSA-AES128-SHA:AES128-GCM-SHA256:@SECLEVEL=0";
    tls_peer client{weak};
    carry(client, server);
    EXPECT_FALSE(client.is_open());
    EXPECT_THAT(server.problem(), HasSubstr("no shared cipher"));
}

TEST(TlsProtocol, IsHttp11OrNone)
{
    const auto after = [](std::string protocols) {
        tls_channel server{context()};
        tls_offer offer;
        offer.protocols = std::move(protocols);
        tls_peer client{offer};
        carry(client, server);
        return client.is_open() && server.is_open() ? "open, " + client.protocol() : "closed: " + server.problem();
    };
    EXPECT_EQ(after(""), "open, ");
    EXPECT_EQ(after("http/1.1"), "open, http/1.1");
    EXPECT_EQ(after("h2,http/1.1"), "open, http/1.1");
    EXPECT_THAT(after("h2"), HasSubstr("closed: no application protocol"));
}

TEST(TlsRenegotiation, IsNotDone)
{
    tls_channel server{context()};
    tls_peer client{only(version::tls_1_2)};
    carry(client, server);
    client.renegotiate();
    server.receive(client.take_outgoing());
    EXPECT_EQ(read_all(server), "");
    EXPECT_LT(take_outgoing(server).size(), 100U) << "a warning, and no certificate again";
}

} // namespace
} // namespace nscl::http
