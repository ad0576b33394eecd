#include "tests/unit/entities/club.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {

using entities::is_null;
using entities::record_id;
using testing::ElementsAre;

using Removals = club_test;
NSCL_ON_EACH_DATABASE(Removals);

TEST_P(Removals, AreRefusedForWhatIsReferredTo)
{
    const auto hue = add_branch("Huế");
    const auto an = add_member("An", hue);
    EXPECT_EQ(refusal_of(club.remove(almighty(), "club.branch", hue)), "in_use");
    const auto invoice = club.add("club.invoice", {{"total", "5"}, {"payers", "[" + std::to_string(an) + "]"}});
    EXPECT_EQ(refusal_of(club.remove(almighty(), "club.member", an)), "in_use");
    EXPECT_EQ(refusal_of(club.remove(almighty(), "club.invoice", invoice)), "");
    EXPECT_EQ(refusal_of(club.remove(almighty(), "club.member", an)), "");
    EXPECT_EQ(refusal_of(club.remove(almighty(), "club.branch", hue)), "");
}

TEST_P(Removals, LetGoOfTheRecordAndJournalIt)
{
    const auto hue = add_branch("Huế");
    const auto an = add_member("An", hue);
    const auto binh = add_member("Bình", hue);
    const auto chi =
        club.add("club.member", {{"name", "\"Chi\""},
                                 {"branch", std::to_string(hue)},
                                 {"mentor", std::to_string(an)},
                                 {"friends", "[" + std::to_string(an) + "," + std::to_string(binh) + "]"}});
    EXPECT_EQ(refusal_of(club.remove(almighty(), "club.member", an)), "");
    const auto left = club.read(almighty(), "club.member", chi).value();
    EXPECT_TRUE(is_null(value_of(left, "mentor")));
    EXPECT_THAT(std::get<std::vector<record_id>>(value_of(left, "friends")), ElementsAre(binh));
    EXPECT_EQ(journalled(chi), left.version);
}

TEST_P(Removals, TakeAlongWhatBelongsToTheRecordOnEveryWay)
{
    const auto an = add_member("An", add_branch("Huế"));
    const auto member = std::to_string(an);
    const auto first = club.add("club.visit", {{"member", member}});
    // The second one goes with the member and with the first visit; the third one belongs to itself too.
    const auto second = club.add("club.visit", {{"member", member}, {"earlier", std::to_string(first)}});
    const auto third = club.add("club.visit", {{"member", member}});
    EXPECT_EQ(refusal_of(club.update(almighty(), "club.visit", third, {{"earlier", std::to_string(third)}})), "");
    EXPECT_EQ(refusal_of(club.remove(almighty(), "club.member", an)), "");
    EXPECT_EQ(club.count("SELECT COUNT(*) FROM club_visit"), 0);
    for (const auto id : {first, second, third}) {
        EXPECT_EQ(club.count(R"(SELECT COUNT(*) FROM core_journal WHERE "record"=? AND "action"='delete')", {id}), 1);
    }
}

TEST_P(Removals, MayBeForbiddenByAHook)
{
    const auto an = add_member("An", add_branch("Huế"));
    club.callbacks.hooks[6] = [](entities::change& of) {
        EXPECT_EQ(of.after, nullptr);
        of.problems->push_back({"", "too_odd", {}});
    };
    EXPECT_EQ(refusal_of(club.remove(almighty(), "club.member", an)), " too_odd");
    EXPECT_EQ(refusal_of(club.read(almighty(), "club.member", an)), "");
}

} // namespace nscl::tests
