#include "core/entities/routes/rate_limits.hpp"
#include "core/messages/catalogue.hpp"
#include "tests/support/captured_log.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <map>

namespace nscl::entities {
namespace {

/// Who asks stands in the Authorization header: a number, or what is no user at all.
class numbered_callers final : public caller_source {
public:
    messages::outcome<std::shared_ptr<const caller>> identify(const http::request& asked) override
    {
        const auto given = asked.header("authorization");
        if (given == "forged") return messages::refuse(messages::reason::unauthenticated, "bad_token");
        auto who = caller::nobody(asked.peer);
        if (!given.empty()) who.user = std::stoll(std::string{given});
        return std::make_shared<const caller>(std::move(who));
    }
};

class RateLimits : public testing::Test {
protected:
    RateLimits()
    {
        settings::limit_settings limits;
        limits.logins_per_minute = 3;
        limits.expensive_per_minute = 2;
        limits_.emplace(limits, callers_, problems_, [this] { return now_; });
        for (const auto& [pattern, which] : std::map<std::string, http::rate>{
                 {"/free", http::rate::unlimited}, {"/login", http::rate::login}, {"/export", http::rate::expensive}}) {
            http::route made;
            made.pattern = pattern;
            made.handler = [](const http::request&) { return http::no_content(); };
            made.counts_as = which;
            routes_.push_back(std::move(made));
        }
        limits_->guard(routes_);
    }

    http::response ask(std::string_view pattern, std::string peer, std::string user = {})
    {
        http::request asked;
        asked.peer = std::move(peer);
        if (!user.empty()) asked.headers.emplace_back("authorization", std::move(user));
        for (const auto& each : routes_)
            if (each.pattern == pattern) return each.handler(asked);
        throw std::logic_error("no such route");
    }
    unsigned status(std::string_view pattern, std::string peer, std::string user = {})
    {
        return ask(pattern, std::move(peer), std::move(user)).status;
    }

    http::token_buckets::clock::time_point now_{};
    messages::catalogue texts_;
    http::problem_writer problems_{texts_};
    numbered_callers callers_;
    std::optional<rate_limits> limits_;
    std::vector<http::route> routes_;
};

TEST_F(RateLimits, LetAnAddressLogInSoOftenAMinute)
{
    for (int i = 0; i < 3; ++i) EXPECT_EQ(status("/login", "192.0.2.1", std::to_string(i + 1)), 204U);
    const auto refused = ask("/login", "192.0.2.1");
    EXPECT_EQ(refused.status, 429U);
    ASSERT_NE(refused.header("Retry-After"), nullptr);
    EXPECT_EQ(*refused.header("Retry-After"), "20");
    EXPECT_EQ(status("/login", "192.0.2.2"), 204U);
    now_ += std::chrono::seconds{20};
    EXPECT_EQ(status("/login", "192.0.2.1"), 204U);
}

TEST_F(RateLimits, TakeAnIpv6NetworkForOneClient)
{
    for (const char* peer : {"2001:db8::1", "2001:db8::2", "2001:db8::ffff:3"}) EXPECT_EQ(status("/login", peer), 204U);
    EXPECT_EQ(status("/login", "2001:db8::4"), 429U);
    EXPECT_EQ(status("/login", "2001:db8:0:1::1"), 204U);
}

TEST_F(RateLimits, CountExpensiveRequestsByUserWhateverTheAddress)
{
    EXPECT_EQ(status("/export", "192.0.2.1", "7"), 204U);
    EXPECT_EQ(status("/export", "192.0.2.2", "7"), 204U);
    EXPECT_EQ(status("/export", "192.0.2.3", "7"), 429U);
    EXPECT_EQ(status("/export", "192.0.2.1", "8"), 204U);
    EXPECT_EQ(status("/export", "192.0.2.9"), 204U);
    EXPECT_EQ(status("/export", "192.0.2.9"), 204U);
    EXPECT_EQ(status("/export", "192.0.2.9"), 429U) << "nobody counts by his address";
}

TEST_F(RateLimits, LeaveOtherRoutesAndBadCredentialsToTheirHandlers)
{
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(status("/free", "192.0.2.1", "7"), 204U);
        EXPECT_EQ(status("/export", "192.0.2.1", "forged"), 204U);
    }
}

TEST_F(RateLimits, AreCountedByTheirCodes)
{
    tests::capture_log();
    for (int i = 0; i < 5; ++i) ask("/login", "192.0.2.1");
    for (int i = 0; i < 5; ++i) ask("/export", "192.0.2.1");
    const auto logged = tests::captured_log();
    EXPECT_THAT(logged, testing::HasSubstr(R"("event":"too_many_logins","peer":"192.0.2.1")"));
    EXPECT_THAT(logged, testing::HasSubstr(R"("event":"too_many_requests")"));
    const auto crossed = problems_.limits().read();
    EXPECT_EQ(crossed.at("too_many_logins"), 2U);
    EXPECT_EQ(crossed.at("too_many_requests"), 3U);
}

TEST_F(RateLimits, CannotStandBeforeARouteThatMayNotWait)
{
    std::vector<http::route> at_once(1);
    at_once[0].runs_on = http::placement::io_thread;
    at_once[0].counts_as = http::rate::expensive;
    EXPECT_THROW(limits_->guard(at_once), std::logic_error);
}

} // namespace
} // namespace nscl::entities
