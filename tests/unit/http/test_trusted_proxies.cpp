#include "core/http/trusted_proxies.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace nscl::http {
namespace {

request identified(const trusted_proxies& by, std::string_view connected, std::vector<pair> headers,
                   transport over = transport::plain)
{
    request asked;
    asked.headers = std::move(headers);
    by.identify(asked, connected, over);
    return asked;
}

TEST(TrustedProxies, BelieveNobodyWhenNoneIsListed)
{
    const auto asked =
        identified(trusted_proxies{{}}, "127.0.0.1", {{"x-forwarded-for", "1.2.3.4"}, {"x-forwarded-proto", "https"}});
    EXPECT_EQ(asked.peer, "127.0.0.1");
    EXPECT_FALSE(asked.secure);
}

TEST(TrustedProxies, BelieveAListedAddressOnly)
{
    const trusted_proxies proxies{{"10.1.1.1"}};
    EXPECT_EQ(identified(proxies, "10.1.1.1", {{"x-forwarded-for", "1.2.3.4"}}).peer, "1.2.3.4");
    EXPECT_EQ(identified(proxies, "10.1.1.2", {{"x-forwarded-for", "1.2.3.4"}}).peer, "10.1.1.2");
}

TEST(TrustedProxies, TakeTheLastAddressThatIsNoProxy)
{
    const trusted_proxies proxies{{"10.0.0.0/8", "::1"}};
    EXPECT_EQ(identified(proxies, "10.0.0.1", {{"x-forwarded-for", "6.6.6.6, 1.2.3.4 ,10.9.9.9"}}).peer, "1.2.3.4");
    EXPECT_EQ(identified(proxies, "::1", {{"x-forwarded-for", "6.6.6.6, 2001:db8::7"}}).peer, "2001:db8::7");
    EXPECT_EQ(identified(proxies, "10.0.0.1", {{"x-forwarded-for", "10.0.0.2"}}).peer, "10.0.0.2");
}

TEST(TrustedProxies, StopAtWhatIsNoAddress)
{
    const trusted_proxies proxies{{"10.0.0.0/8"}};
    for (const auto* each : {"", "unknown", "1.2.3.4, <script>", "1.2.3.4:80", ","}) {
        EXPECT_EQ(identified(proxies, "10.0.0.1", {{"x-forwarded-for", each}}).peer, "10.0.0.1") << each;
    }
}

TEST(TrustedProxies, MatchNetworksOfOddLengths)
{
    const trusted_proxies proxies{{"192.168.4.0/22", "2001:db8::/33"}};
    const std::vector<pair> forwarded{{"x-forwarded-proto", "https"}};
    EXPECT_TRUE(identified(proxies, "192.168.7.255", forwarded).secure);
    EXPECT_FALSE(identified(proxies, "192.168.8.0", forwarded).secure);
    EXPECT_TRUE(identified(proxies, "2001:db8:7fff::1", forwarded).secure);
    EXPECT_FALSE(identified(proxies, "2001:db8:8000::1", forwarded).secure);
}

TEST(TrustedProxies, RefuseWhatIsNoNetwork)
{
    for (const auto* each : {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::/129", "10.0.0"}) {
        EXPECT_THROW(trusted_proxies{{each}}, std::invalid_argument) << each;
    }
}

TEST(TrustedProxies, KnowMoreOfTheSchemeThanTheConnectionToThem)
{
    const trusted_proxies proxies{{"10.1.1.1"}};
    EXPECT_TRUE(identified(proxies, "10.9.9.9", {}, transport::tls).secure);
    EXPECT_TRUE(identified(proxies, "10.1.1.1", {}, transport::tls).secure);
    EXPECT_FALSE(identified(proxies, "10.1.1.1", {{"x-forwarded-proto", "http"}}, transport::tls).secure);
    EXPECT_TRUE(identified(proxies, "10.9.9.9", {{"x-forwarded-proto", "http"}}, transport::tls).secure)
        << "who is no proxy has no say";
}

} // namespace
} // namespace nscl::http
