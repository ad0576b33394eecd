#include "plugins/programme/mergers.hpp"

#include <gtest/gtest.h>

#include <map>

namespace programme::tests {
namespace {

merger_lookup from(std::map<std::int64_t, merger> known)
{
    return [known = std::move(known)](std::int64_t organization) -> std::optional<merger> {
        const auto found = known.find(organization);
        return found == known.end() ? std::nullopt : std::optional{found->second};
    };
}

TEST(Mergers, CountFromTheirDayOn)
{
    const auto mergers = from({{1, {2, "2026-05-01"}}});
    EXPECT_EQ(stands_for(1, "2026-04-30", mergers), 1);
    EXPECT_EQ(stands_for(1, "2026-05-01", mergers), 2);
    EXPECT_EQ(stands_for(2, "2026-05-01", mergers), 2);
}

TEST(Mergers, AreFollowedToTheEndOfTheirChain)
{
    std::map<std::int64_t, merger> chain;
    for (std::int64_t i = 1; i <= 20; ++i) chain[i] = {i + 1, "2026-01-01"};
    EXPECT_EQ(stands_for(1, after_all_mergers, from(chain)), 21);
    chain[10].merged_on = "2027-01-01";
    EXPECT_EQ(stands_for(1, "2026-12-31", from(chain)), 10);
}

TEST(Mergers, EndEvenInACircle)
{
    const auto circle = from({{1, {2, "2026-01-01"}}, {2, {3, "2026-01-01"}}, {3, {2, "2026-01-01"}}});
    EXPECT_EQ(stands_for(1, after_all_mergers, circle), 3);
    EXPECT_TRUE(leads_to(1, 3, circle));
    EXPECT_FALSE(leads_to(2, 1, circle));
    EXPECT_TRUE(leads_to(2, 2, circle));
}

} // namespace
} // namespace programme::tests
