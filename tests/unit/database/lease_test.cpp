#include "core/database/lease.hpp"
#include "tests/support/test_database.hpp"

#include <gtest/gtest.h>

namespace nscl::database {
namespace {

constexpr platform::instant now = 1'790'000'000'000'000;
constexpr std::chrono::seconds lifetime{15};

class Lease : public tests::each_database {
protected:
    Lease()
    {
        db().write([&](transaction& in) { in.execute(in.dialect().create_table(lease_table())); });
    }

    bool take(const lease& which, platform::instant at)
    {
        return db().write([&](transaction& in) { return which.take(in, at); });
    }
    bool prolong(const lease& which, platform::instant at)
    {
        return db().write([&](transaction& in) { return which.prolong(in, at); });
    }
    bool is_taken(const lease& which, platform::instant at)
    {
        return db().read([&](reader& from) { return which.is_taken(from, at); });
    }

    const lease mine{"schema", "this", lifetime};
    const lease anothers{"schema", "that", lifetime};
    const platform::instant end = now + std::chrono::microseconds{lifetime}.count();
};
NSCL_ON_EACH_DATABASE(Lease);

TEST_P(Lease, IsForOneAtATime)
{
    EXPECT_FALSE(is_taken(anothers, now));
    EXPECT_TRUE(take(mine, now));
    EXPECT_FALSE(take(anothers, now));
    EXPECT_TRUE(is_taken(anothers, now));
    EXPECT_FALSE(is_taken(mine, now));
    EXPECT_TRUE(take(lease("journal", "that", lifetime), now)) << "another lease";
}

TEST_P(Lease, EndsWhenItIsNotProlonged)
{
    ASSERT_TRUE(take(mine, now));
    EXPECT_FALSE(take(anothers, end - 1));
    EXPECT_FALSE(is_taken(anothers, end));
    EXPECT_TRUE(take(anothers, end));
    EXPECT_FALSE(prolong(mine, end));
}

TEST_P(Lease, IsProlongedByItsHolder)
{
    ASSERT_TRUE(take(mine, now));
    EXPECT_TRUE(prolong(mine, end - 1));
    EXPECT_FALSE(take(anothers, end));
    EXPECT_TRUE(take(mine, end + 1)) << "taking it again does so too";
    EXPECT_FALSE(prolong(anothers, end));
}

TEST_P(Lease, IsGivenBackByItsHolderOnly)
{
    ASSERT_TRUE(take(mine, now));
    db().write([&](transaction& in) { anothers.give_back(in); });
    EXPECT_TRUE(is_taken(anothers, now));
    db().write([&](transaction& in) { mine.give_back(in); });
    EXPECT_TRUE(take(anothers, now));
}

} // namespace
} // namespace nscl::database
