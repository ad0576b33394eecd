#include "tests/unit/entities/club.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {

using testing::HasSubstr;

using Workflow = club_test;
NSCL_ON_EACH_DATABASE(Workflow);

TEST_P(Workflow, TakesARecordFromStateToState)
{
    const auto hue = add_branch("Huế");
    const auto clerk = person(1, {"clerk"}, {{"branch", {hue}}});
    const auto id = add_member("An", hue);
    std::string seen;
    club.callbacks.hooks[7] = [&](entities::change& of) {
        EXPECT_EQ(of.what, entities::action::transition);
        seen += std::string{of.transition} + " ";
    };
    EXPECT_EQ(refusal_of(club.take(clerk, "club.member", id, "submit")), "/born required");
    EXPECT_EQ(refusal_of(club.take(clerk, "club.member", id, "submit", {{"level", "3"}})),
              "/level not_part_of_transition /born required");
    const auto submitted =
        club.take(clerk, "club.member", id, "submit", {{"born", "\"2000-01-01\""}, {"joined", "\"2020-01-01\""}});
    EXPECT_EQ(value_of(*submitted, "state"), entities::field_value{"submitted"});
    EXPECT_EQ(submitted->version, 2);
    EXPECT_EQ(club.take(clerk, "club.member", id, "submit").error().code, "illegal_transition");
    EXPECT_EQ(club.take(clerk, "club.member", id, "approve").error().code, "forbidden");

    const auto chief = person(2, {"chief"});
    EXPECT_EQ(refusal_of(club.take(chief, "club.member", id, "approve", {{"origin", "\"khác\""}})), "/remark required");
    EXPECT_EQ(
        refusal_of(club.take(chief, "club.member", id, "approve", {{"remark", "\"Được\""}, {"origin", "\"khác\""}})),
        "");
    // Hooks see only what the step's own requirements and guards let through.
    EXPECT_EQ(seen, "submit approve approve ");
    EXPECT_EQ(club.count(R"(SELECT COUNT(*) FROM core_journal WHERE "record"=? AND "action"='transition')", {id}), 2);
    // Now that it is approved, it keeps its remark.
    EXPECT_EQ(refusal_of(club.update(chief, "club.member", id, {{"remark", "null"}})), "/remark required");
}

TEST_P(Workflow, KeepsApartWhoSubmitsAndWhoApproves)
{
    const auto hue = add_branch("Huế");
    const auto chief = person(1, {"chief"});
    auto both = person(2, {"clerk", "chief"}, {{"branch", {hue}}});
    const auto id = club.create(chief, "club.member",
                                {{"name", "\"An\""}, {"branch", std::to_string(hue)}, {"born", "\"2000-01-01\""}})
                        .value()
                        .id;
    EXPECT_EQ(refusal_of(club.take(both, "club.member", id, "submit")), "");
    EXPECT_EQ(club.take(both, "club.member", id, "approve").error().code, "separation_of_duties");
    EXPECT_EQ(club.take(chief, "club.member", id, "approve").error().code, "separation_of_duties");
    EXPECT_EQ(refusal_of(club.take(person(3, {"chief"}), "club.member", id, "approve", {{"remark", "\"x\""}})), "");
}

TEST_P(Workflow, AsksItsGuards)
{
    const auto id = club.add(
        "club.member", {{"name", "\"An\""}, {"branch", std::to_string(add_branch("Huế"))}, {"born", "\"2000-01-01\""}});
    club.callbacks.hooks[10] = [](entities::change& of) { of.problems->push_back({"/level", "too_odd", {}}); };
    const auto chief = person(3, {"chief"});
    club.take(almighty(), "club.member", id, "submit").value();
    EXPECT_THAT(refusal_of(club.take(chief, "club.member", id, "approve", {{"remark", "\"x\""}})),
                HasSubstr("/level too_odd"));
}

TEST_P(Workflow, LeavesSomeTransitionsToTheSystem)
{
    const auto id = add_member("An", add_branch("Huế"));
    EXPECT_EQ(club.take(person(1, {"chief"}), "club.member", id, "expire").error().why, messages::reason::not_found);
    const auto expired = db().write([&](database::transaction& in) {
        return club.store->transition(in, almighty(), entities::authority::plugin, club.entity("club.member"), id, 0,
                                      "expire", {});
    });
    EXPECT_EQ(value_of(*expired, "state"), entities::field_value{"expired"});
}

TEST_P(Workflow, LetsARoleActThatReadsThroughOneThatItIncludes)
{
    const auto& of = club.entity("club.member");
    auto by_chief = *of.workflow->find("submit");
    by_chief.by = {"chief"};
    entities::entity narrow = of;
    narrow.permissions = {{"clerk", {entities::action::read}, {"branch"}}};
    const auto who = person(1, {"chief", "clerk"}, {{"branch", {42}}});
    EXPECT_EQ(club.store->access().rows(narrow, by_chief, who).parameters.size(), 1U);
    EXPECT_EQ(club.store->access().rows(narrow, by_chief, person(2, {"clerk"}, {{"branch", {42}}})).sql, "0=1");
}

} // namespace nscl::tests
