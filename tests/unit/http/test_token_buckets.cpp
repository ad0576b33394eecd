#include "core/http/token_buckets.hpp"

#include <gtest/gtest.h>

namespace nscl::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class TokenBuckets : public testing::Test {
protected:
    token_buckets::time_source hand()
    {
        return [this] { return now_; };
    }
    void pass(milliseconds time) { now_ += time; }

private:
    token_buckets::clock::time_point now_{};
};

TEST_F(TokenBuckets, GiveAMinutesWorthAtOnceAndThenAsMuchAMinute)
{
    token_buckets buckets{30, 10, hand()};
    for (int i = 0; i < 30; ++i) ASSERT_EQ(buckets.take("a"), 0) << i;
    EXPECT_EQ(buckets.take("a"), 2) << "one every two seconds";
    pass(milliseconds{1900});
    EXPECT_EQ(buckets.take("a"), 1);
    pass(milliseconds{100});
    EXPECT_EQ(buckets.take("a"), 0);
    EXPECT_EQ(buckets.take("a"), 2);
}

TEST_F(TokenBuckets, HoldNoMoreThanAMinutesWorth)
{
    token_buckets buckets{2, 10, hand()};
    EXPECT_EQ(buckets.take("a"), 0);
    pass(seconds{3600});
    EXPECT_EQ(buckets.take("a"), 0);
    EXPECT_EQ(buckets.take("a"), 0);
    EXPECT_EQ(buckets.take("a"), 30);
}

TEST_F(TokenBuckets, AreEachOnesOwn)
{
    token_buckets buckets{1, 10, hand()};
    EXPECT_EQ(buckets.take("a"), 0);
    EXPECT_EQ(buckets.take("b"), 0);
    EXPECT_EQ(buckets.take("a"), 60);
}

TEST_F(TokenBuckets, ForgetWhoCameLeastRecentlyAndNobodyElse)
{
    token_buckets buckets{1, 3, hand()};
    for (const char* key : {"a", "b", "c"}) EXPECT_EQ(buckets.take(key), 0);
    EXPECT_NE(buckets.take("a"), 0) << "and is the most recent now";
    EXPECT_EQ(buckets.take("d"), 0);
    EXPECT_EQ(buckets.size(), 3U);
    EXPECT_NE(buckets.take("a"), 0);
    EXPECT_NE(buckets.take("c"), 0);
    EXPECT_EQ(buckets.take("b"), 0) << "was forgotten";
}

TEST_F(TokenBuckets, LimitNothingWhenTheNumberIsZero)
{
    token_buckets buckets{0, 10, hand()};
    for (int i = 0; i < 1000; ++i) ASSERT_EQ(buckets.take("a"), 0);
    EXPECT_EQ(buckets.size(), 0U);
}

} // namespace
} // namespace nscl::http
