#include "tests/unit/entities/club.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace nscl::tests {

using entities::is_null;
using entities::record_id;
using testing::ElementsAre;

namespace {

std::vector<record_id> ids(const entities::field_value& list)
{
    return std::get<std::vector<record_id>>(list);
}

} // namespace

using EntityStore = club_test;
NSCL_ON_EACH_DATABASE(EntityStore);

TEST_P(EntityStore, NamesEveryBrokenRuleAtOnce)
{
    club.callbacks.hooks[1] = [](entities::change& of) { of.problems->push_back({"/level", "too_odd", {}}); };
    const auto made = club.create(person(1, {"chief"}), "club.member",
                                  {{"born", "\"2000-05-01\""},
                                   {"joined", "\"1999-01-01\""},
                                   {"origin", "\"x\""},
                                   {"state", "\"approved\""},
                                   {"number", "\"1\""}});
    EXPECT_EQ(refusal_of(made), "/origin readonly /number readonly /state readonly /name required /branch required "
                                "/joined must_not_be_below /level too_odd");
    EXPECT_EQ(club.count("SELECT COUNT(*) FROM club_member"), 0);
}

TEST_P(EntityStore, StoresEveryTypeExactly)
{
    const auto hue = add_branch("Huế");
    const auto friend_id = add_member("Bình", hue);
    const auto id = club.add("club.member", {{"name", "\"Trần Thị \\\"Hoà\\\" \\u0027; DROP TABLE\""},
                                             {"branch", std::to_string(hue)},
                                             {"born", "\"2000-02-29\""},
                                             {"fee", "9007199254740991"},
                                             {"rate", "\"-123456789012345.67\""},
                                             {"level", "-5"},
                                             {"active", "false"},
                                             {"kind", "\"full\""},
                                             {"extra", R"({"a": [1, null, "ế\\"]})"},
                                             {"seen", "\"2026-01-02T03:04:05.678901Z\""},
                                             {"friends", "[" + std::to_string(friend_id) + "]"}});
    const auto read = club.read(almighty(), "club.member", id).value();
    EXPECT_EQ(value_of(read, "name"), entities::field_value{"Trần Thị \"Hoà\" '; DROP TABLE"});
    EXPECT_EQ(value_of(read, "fee"), entities::field_value{std::int64_t{9007199254740991}});
    EXPECT_EQ(value_of(read, "rate"), entities::field_value{std::int64_t{-12345678901234567}});
    EXPECT_EQ(value_of(read, "active"), entities::field_value{std::int64_t{0}});
    EXPECT_EQ(value_of(read, "born"), entities::field_value{"2000-02-29"});
    EXPECT_EQ(value_of(read, "seen"), entities::field_value{std::int64_t{1'767'323'045'678'901}});
    EXPECT_THAT(ids(value_of(read, "friends")), ElementsAre(friend_id));
    EXPECT_EQ(value_of(read, "state"), entities::field_value{"draft"});
}

TEST_P(EntityStore, FillsDefaultsButNotOverWhatIsGiven)
{
    const auto hue = add_branch("Huế");
    const auto read = club.read(almighty(), "club.member", add_member("An", hue)).value();
    EXPECT_EQ(value_of(read, "active"), entities::field_value{std::int64_t{1}});
    EXPECT_TRUE(is_null(value_of(read, "level")));
    EXPECT_EQ(read.version, 1);
}

TEST_P(EntityStore, KeepsImmutableReadonlyAndOthersFieldsFromTheCaller)
{
    const auto hue = add_branch("Huế");
    const auto hue_text = std::to_string(hue);
    const auto clerk = person(1, {"clerk"}, {{"branch", {hue}}});
    const auto made =
        club.create(clerk, "club.member", {{"name", "\"An\""}, {"branch", hue_text}, {"first_branch", hue_text}})
            .value();
    EXPECT_EQ(refusal_of(club.update(
                  clerk, "club.member", made.id,
                  {{"first_branch", "null"}, {"origin", "\"x\""}, {"grade", "\"A\""}, {"secret", "\"x\""}})),
              "/secret unknown_member /grade not_writable /first_branch immutable /origin readonly");
    EXPECT_EQ(refusal_of(
                  club.update(person(2, {"chief"}), "club.member", made.id, {{"grade", "\"A\""}, {"secret", "\"x\""}})),
              "");
}

TEST_P(EntityStore, TellsWhichUniqueValueIsTaken)
{
    const auto hue = add_branch("Huế");
    const auto vinh = add_branch("Vinh");
    club.add("club.member", {{"name", "\"An\""}, {"code", "\"A1\""}, {"branch", std::to_string(hue)}});
    const auto chief = person(1, {"chief"});
    const auto same_code =
        club.create(chief, "club.member", {{"name", "\"Bình\""}, {"code", "\"A1\""}, {"branch", std::to_string(hue)}});
    EXPECT_EQ(refusal_of(same_code), "duplicate: /code duplicate");
    EXPECT_EQ(same_code.error().why, messages::reason::conflict);
    EXPECT_EQ(refusal_of(club.create(chief, "club.member", {{"name", "\"An\""}, {"branch", std::to_string(hue)}})),
              "duplicate: /name duplicate /branch duplicate");
    EXPECT_EQ(refusal_of(club.create(chief, "club.member", {{"name", "\"An\""}, {"branch", std::to_string(vinh)}})),
              "");
    // Another letter is another text, whatever a database's collation thinks.
    EXPECT_EQ(refusal_of(club.create(chief, "club.member",
                                     {{"name", "\"AN\""}, {"code", "\"a1\""}, {"branch", std::to_string(hue)}})),
              "");
}

TEST_P(EntityStore, KeepsAClaimUntilItIsGivenUp)
{
    const auto hue = add_branch("Huế");
    const auto level = club.field("club.member", "level");
    club.callbacks.claims[2] = [level](entities::change& of) -> std::optional<std::string> {
        const auto* seat = std::get_if<std::int64_t>(&of.after->values[level]);
        return seat ? std::optional{"seat " + std::to_string(*seat)} : std::nullopt;
    };
    const auto chief = person(1, {"chief"});
    const auto first =
        club.create(chief, "club.member", {{"name", "\"An\""}, {"branch", std::to_string(hue)}, {"level", "7"}})
            .value();
    const auto second =
        club.create(chief, "club.member", {{"name", "\"Bình\""}, {"branch", std::to_string(hue)}}).value();
    const auto refused = club.update(chief, "club.member", second.id, {{"level", "7"}});
    EXPECT_EQ(refusal_of(refused), "once_only");
    EXPECT_EQ(refused.error().why, messages::reason::conflict);
    EXPECT_EQ(refusal_of(club.update(chief, "club.member", first.id, {{"level", "null"}})), "");
    EXPECT_EQ(refusal_of(club.update(chief, "club.member", second.id, {{"level", "7"}})), "");
}

TEST_P(EntityStore, RecomputesAClaimAlsoWhenNoFieldChanges)
{
    const auto id = add_member("An", add_branch("Huế"));
    club.callbacks.claims[2] = [](entities::change&) { return std::optional<std::string>{"anew"}; };
    EXPECT_EQ(club.update(almighty(), "club.member", id, {}).value().version, 2);
    EXPECT_EQ(club.count(R"(SELECT COUNT(*) FROM club_member WHERE "_claim_seat"='anew')"), 1);
    EXPECT_EQ(club.update(almighty(), "club.member", id, {}).value().version, 2);
}

TEST_P(EntityStore, RefusesAMissingTargetBeforeADuplicate)
{
    const auto hue = std::to_string(add_branch("Huế"));
    const auto an = club.add("club.member", {{"name", "\"An\""}, {"branch", hue}, {"code", "\"A1\""}});
    const auto made = [&](std::string_view code, std::string_view mentor, std::string_view friends) {
        return refusal_of(club.create(
            almighty(), "club.member",
            {{"name", "\"Bình\""}, {"branch", hue}, {"code", code}, {"mentor", mentor}, {"friends", friends}}));
    };
    EXPECT_EQ(made("\"A1\"", "123456789", "[]"), "/mentor unknown_reference");
    EXPECT_EQ(made("\"A1\"", std::to_string(an), "[]"), "duplicate: /code duplicate");
    EXPECT_EQ(made("\"A2\"", "123456789", "[" + std::to_string(an) + ",123456789]"),
              "/mentor unknown_reference /friends unknown_reference");
    EXPECT_EQ(refusal_of(club.update(almighty(), "club.member", an, {{"mentor", "123456789"}})),
              "/mentor unknown_reference");
    EXPECT_EQ(club.count("SELECT COUNT(*) FROM club_member"), 1);
}

TEST_P(EntityStore, RefusesAReferenceThatTheCallerCannotSee)
{
    const auto hue = add_branch("Huế");
    const auto vinh = add_branch("Vinh");
    const auto hidden = add_member("Bình", vinh);
    const auto clerk = person(1, {"clerk"}, {{"branch", {hue}}});
    const auto mine = add_member("An", hue);
    EXPECT_EQ(refusal_of(club.update(clerk, "club.member", mine, {{"mentor", std::to_string(hidden)}})),
              "/mentor unknown_reference");
    EXPECT_EQ(refusal_of(club.update(clerk, "club.member", mine, {{"mentor", "123456789"}})),
              "/mentor unknown_reference");
    EXPECT_EQ(refusal_of(club.update(clerk, "club.member", mine, {{"friends", "[" + std::to_string(hidden) + "]"}})),
              "/friends unknown_reference");
    // One that is there already may stay.
    EXPECT_EQ(refusal_of(club.update(almighty(), "club.member", mine, {{"mentor", std::to_string(hidden)}})), "");
    EXPECT_EQ(refusal_of(club.update(clerk, "club.member", mine, {{"level", "3"}, {"mentor", std::to_string(hidden)}})),
              "");
}

TEST_P(EntityStore, LetsAHookReferToWhatTheCallerCannotSee)
{
    const auto hue = add_branch("Huế");
    const auto hidden = add_member("Bình", add_branch("Vinh"));
    const auto mentor = club.field("club.member", "mentor");
    club.callbacks.hooks[3] = [=](entities::change& of) { of.after->values[mentor] = hidden; };
    EXPECT_EQ(refusal_of(club.create(person(1, {"clerk"}, {{"branch", {hue}}}), "club.member",
                                     {{"name", "\"An\""}, {"branch", std::to_string(hue)}})),
              "");
}

TEST_P(EntityStore, KeepsRecordsInsideTheCallersScope)
{
    const auto hue = add_branch("Huế");
    const auto vinh = add_branch("Vinh");
    auto clerk = person(1, {"clerk"}, {{"branch", {hue}}});
    const auto theirs = add_member("Bình", vinh);
    const auto mine = add_member("An", hue);
    EXPECT_EQ(refusal_of(club.read(clerk, "club.member", theirs)), "not_found");
    EXPECT_EQ(refusal_of(club.update(clerk, "club.member", theirs, {{"level", "1"}})), "not_found");
    EXPECT_EQ(refusal_of(club.remove(clerk, "club.member", theirs)), "not_found");
    EXPECT_EQ(refusal_of(club.take(clerk, "club.member", theirs, "submit")), "not_found");

    // He may see the other branch, but not write there.
    clerk.grants.push_back({"chief", {}});
    auto reader = person(2, {}, {});
    reader.grants = {{"clerk", {{"branch", {hue, vinh}}}}};
    EXPECT_EQ(refusal_of(club.update(reader, "club.member", mine, {{"branch", std::to_string(vinh)}})), "");
    EXPECT_EQ(refusal_of(club.update(almighty(), "club.member", mine, {{"branch", std::to_string(hue)}})), "");
    const auto strict = person(1, {"clerk"}, {{"branch", {hue}}});
    EXPECT_EQ(refusal_of(club.update(strict, "club.member", mine, {{"branch", std::to_string(vinh)}})),
              "/branch unknown_reference");
}

TEST_P(EntityStore, RollsBackAWriteThatLeavesTheScope)
{
    const auto hue = add_branch("Huế");
    const auto vinh = add_branch("Vinh");
    const auto branch = club.field("club.member", "branch");
    const auto move_away = [=](entities::change& of) { of.after->values[branch] = vinh; };
    const auto clerk = person(1, {"clerk"}, {{"branch", {hue}}});
    const auto mine = add_member("An", hue);
    const auto rows = club.count("SELECT COUNT(*) FROM core_journal");
    club.callbacks.hooks[3] = move_away;
    club.callbacks.hooks[5] = move_away;
    EXPECT_EQ(refusal_of(club.create(clerk, "club.member", {{"name", "\"Bình\""}, {"branch", std::to_string(hue)}})),
              "outside_scope");
    EXPECT_EQ(refusal_of(club.update(clerk, "club.member", mine, {{"level", "1"}})), "outside_scope");
    EXPECT_EQ(club.count("SELECT COUNT(*) FROM club_member"), 1);
    EXPECT_EQ(club.count("SELECT COUNT(*) FROM core_journal"), rows);
    EXPECT_EQ(club.read(clerk, "club.member", mine)->version, 1);
}

TEST_P(EntityStore, RefusesAStaleVersion)
{
    const auto id = add_member("An", add_branch("Huế"));
    EXPECT_EQ(club.update(almighty(), "club.member", id, {{"level", "1"}}, 1).value().version, 2);
    const auto late = club.update(almighty(), "club.member", id, {{"level", "2"}}, 1);
    EXPECT_EQ(late.error().why, messages::reason::stale);
    EXPECT_EQ(late.error().current_etag, "2");
}

TEST_P(EntityStore, JournalsEveryChangeAndNothingElse)
{
    const auto id = add_member("An", add_branch("Huế"));
    EXPECT_EQ(journalled(id), 1);
    club.update(almighty(), "club.member", id, {{"level", "1"}}).value();
    EXPECT_EQ(journalled(id), 2);
    EXPECT_EQ(club.update(almighty(), "club.member", id, {{"level", "1"}}).value().version, 2);
    EXPECT_EQ(refusal_of(club.update(almighty(), "club.member", id, {{"name", "null"}})), "/name required");
    EXPECT_EQ(journalled(id), 2);
    EXPECT_EQ(refusal_of(club.remove(almighty(), "club.member", id)), "");
    EXPECT_EQ(journalled(id), 3);
    EXPECT_EQ(club.count(R"(SELECT COUNT(*) FROM core_word WHERE "record"=?)", {id}), 0);
}

TEST_P(EntityStore, ChangesTheVersionOfALockedRecord)
{
    const auto id = add_member("An", add_branch("Huế"));
    const auto locked =
        db().write([&](database::transaction& in) { return club.store->lock(in, club.entity("club.member"), id); });
    EXPECT_EQ(locked->version, 2);
    EXPECT_EQ(journalled(id), 1);
    EXPECT_EQ(club.update(almighty(), "club.member", id, {{"level", "1"}}, 1).error().code, "stale");
}

TEST_P(EntityStore, RemovesARecordThatIsLockedForWhatGoesAlong)
{
    const auto member = add_member("An", add_branch("Huế"));
    club.add("club.visit", {{"title", quoted("Lần đầu")}, {"member", std::to_string(member)}});
    club.callbacks.hooks[11] = [&](entities::change& of) {
        EXPECT_TRUE(club.store->lock(*of.transaction, club.entity("club.member"), member).has_value());
    };
    EXPECT_EQ(refusal_of(club.remove(almighty(), "club.member", member)), "");
    EXPECT_EQ(club.count(R"(SELECT COUNT(*) FROM "club_visit")"), 0);
}

TEST_P(EntityStore, SaysOnceWhatTwoRulesFind)
{
    club.callbacks.hooks[1] = [](entities::change& of) {
        of.problems->push_back({"/level", "too_odd", {}});
        of.problems->push_back({"/level", "too_odd", {}});
        of.problems->push_back({"/level", "too_odd", {{"limit", "7"}}});
    };
    const auto made =
        club.create(almighty(), "club.member", {{"name", quoted("An")}, {"branch", std::to_string(add_branch("Huế"))}});
    ASSERT_TRUE(made.has_error());
    EXPECT_EQ(made.error().errors.size(), 2U);
}

TEST_P(EntityStore, NumbersWithoutGapsAlsoAfterARefusal)
{
    const auto hue = std::to_string(add_branch("Huế"));
    const auto number = [&](const messages::outcome<entities::record>& made) {
        return std::get<std::string>(value_of(*made, "number"));
    };
    EXPECT_EQ(number(club.create(almighty(), "club.member", {{"name", "\"An\""}, {"branch", hue}, {"code", "\"1\""}})),
              "HV-2026-00001");
    EXPECT_EQ(
        refusal_of(club.create(almighty(), "club.member", {{"name", "\"Bình\""}, {"branch", hue}, {"code", "\"1\""}})),
        "duplicate: /code duplicate");
    EXPECT_EQ(number(club.create(almighty(), "club.member", {{"name", "\"Bình\""}, {"branch", hue}})), "HV-2026-00002");
    club.clock.at = 1'798'736'400'000'000; // 2027 begins in Vietnam: 2026-12-31T17:00:00Z
    EXPECT_EQ(number(club.create(almighty(), "club.member", {{"name", "\"Chi\""}, {"branch", hue}})), "HV-2027-00001");
}

TEST_P(EntityStore, RunsHooksInOrderAndChecksWhatTheyMade)
{
    const auto hue = std::to_string(add_branch("Huế"));
    const auto level = club.field("club.member", "level");
    std::string order;
    club.callbacks.hooks[3] = [&](entities::change& of) {
        order += "3";
        of.after->values[level] = std::int64_t{200};
    };
    club.callbacks.hooks[4] = [&](entities::change& of) {
        order += "4";
        EXPECT_EQ(of.after->values[level], entities::field_value{std::int64_t{200}});
        EXPECT_EQ(of.before, nullptr);
        EXPECT_EQ(of.what, entities::action::create);
    };
    club.callbacks.hooks[1] = [&](entities::change&) { order += "1"; };
    EXPECT_EQ(refusal_of(club.create(almighty(), "club.member", {{"name", "\"An\""}, {"branch", hue}})),
              "/level above_maximum");
    EXPECT_EQ(order, "341");
}

TEST_P(EntityStore, StopsHooksThatSetThemselvesOff)
{
    const auto id = add_member("An", add_branch("Huế"));
    const auto level = club.field("club.member", "level");
    club.callbacks.hooks[5] = [&](entities::change& of) {
        const auto deeper = club.store->update(*of.transaction, *of.who, entities::authority::plugin, *of.type, id, 0,
                                               {{level, std::int64_t{of.depth}}}, of.depth + 1);
        EXPECT_TRUE(deeper.has_value());
    };
    EXPECT_THROW((void)club.update(almighty(), "club.member", id, {{"level", "1"}}), std::runtime_error);
    EXPECT_EQ(journalled(id), 1);
}

TEST_P(EntityStore, TellsOfACommitOnlyAfterIt)
{
    const auto hue = std::to_string(add_branch("Huế"));
    std::string seen;
    club.callbacks.hooks[8] = [&](entities::change& of) {
        EXPECT_EQ(of.transaction, nullptr);
        EXPECT_EQ(club.count("SELECT COUNT(*) FROM club_member"), 1);
        seen += "8";
    };
    club.callbacks.hooks[9] = [&](entities::change&) { seen += "9"; };
    club.create(person(1, {"chief"}), "club.member", {{"name", "\"An\""}, {"branch", hue}}).value();
    EXPECT_EQ(seen, "89");

    // A later refusal in the same transaction takes the effect back.
    const auto both = db().write([&](database::transaction& in) -> messages::outcome<> {
        const auto& of = club.entity("club.member");
        club.store
            ->create(in, almighty(), entities::authority::plugin, of,
                     club.values("club.member", {{"name", "\"Bình\""}, {"branch", hue}}))
            .value();
        return messages::refuse(messages::reason::conflict, "no");
    });
    EXPECT_EQ(refusal_of(both), "no");
    EXPECT_EQ(seen, "89");
}

} // namespace nscl::tests
