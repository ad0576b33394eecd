#include "core/accounts/grant_scopes.hpp"

#include "tests/unit/accounts/account_world.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {

namespace {

using http::verb;

class Grants : public account_world {
protected:
    Grants() { user_ = add_user("lan", ""); }

    std::vector<std::string> problems_of(std::string_view scopes)
    {
        const auto made =
            try_create("core.grant", {{"user", user_}, {"role", role_id("officer")}, {"scopes", std::string{scopes}}});
        return made.has_error() ? errors_of(made.error()) : std::vector<std::string>{};
    }
    http::request request_of(std::string_view token)
    {
        return with_session(make_request(verb::get, "/api/v1/session"), token);
    }
    std::shared_ptr<const entities::caller> caller() { return identify(request_of(logged_in("lan").token)).value(); }

    entities::record_id user_ = 0;
};
NSCL_ON_EACH_DATABASE(Grants);

TEST_P(Grants, TakeRecordsOfKnownDimensions)
{
    const auto one = std::to_string(add_organization("Công ty A"));
    EXPECT_THAT(problems_of(R"({"organization":[)" + one + "]}"), testing::IsEmpty());
}

TEST_P(Grants, NameEverythingThatIsWrongWithTheirScopes)
{
    const auto one = std::to_string(add_organization("Công ty A"));
    EXPECT_THAT(problems_of(R"({"organization":[]})"), testing::ElementsAre("/scopes/organization bad_scopes"));
    EXPECT_THAT(problems_of(R"({"organization":[)" + one + R"(,7,"8",-1],"galaxy":[1],"user":[1]})"),
                testing::UnorderedElementsAre("/scopes/organization/1 unknown_reference",
                                              "/scopes/organization/2 bad_reference",
                                              "/scopes/organization/3 bad_reference",
                                              "/scopes/galaxy unknown_dimension", "/scopes/user self_dimension"));
}

TEST(ScopesType, TakesAnObjectOnly)
{
    const entities::field_value good{std::string{R"({"organization":[1]})"}};
    EXPECT_EQ(accounts::accept_scopes(good).value(), good);
    for (const auto* other : {"[1]", "\"x\"", "7", "{"})
        EXPECT_EQ(accounts::accept_scopes(std::string{other}).error().code, "bad_scopes") << other;
}

TEST_P(Grants, RefuseADimensionThatBindsNothingOfTheRole)
{
    const auto listed = R"({"organization":[)" + std::to_string(add_organization("Công ty A")) + "]}";
    const auto problems = [&](entities::record_id role) {
        const auto made = try_create("core.grant", {{"user", user_}, {"role", role}, {"scopes", listed}});
        return made.has_error() ? errors_of(made.error()) : std::vector<std::string>{};
    };
    EXPECT_THAT(problems(role_id("archivist")), testing::ElementsAre("/scopes/organization unbound_dimension"));
    EXPECT_THAT(problems(add_role("rooms", {role_id("archivist")})),
                testing::ElementsAre("/scopes/organization unbound_dimension"));
    EXPECT_THAT(problems(add_role("house", {role_id("archivist"), role_id("guard")})), testing::IsEmpty());
}

TEST_P(Grants, AreNotOfARoleThatEverybodyHas)
{
    for (const char* code : {"session_holder", "account_holder"}) {
        const auto made = try_create("core.grant", {{"user", user_}, {"role", role_id(code)}});
        ASSERT_TRUE(made.has_error()) << code;
        EXPECT_THAT(errors_of(made.error()), testing::ElementsAre("/role implied_role"));
        const auto role = try_create("core.role", {{"code", std::string{"desk"}},
                                                   {"name", std::string{"Bộ phận"}},
                                                   {"includes", std::vector{role_id("viewer"), role_id(code)}}});
        ASSERT_TRUE(role.has_error()) << code;
        EXPECT_THAT(errors_of(role.error()), testing::ElementsAre("/includes implied_role"));
    }
}

TEST_P(Grants, NeedARoleThatExists)
{
    const auto made = try_create("core.grant", {{"user", user_}, {"role", std::int64_t{999999}}});
    ASSERT_TRUE(made.has_error());
    EXPECT_THAT(errors_of(made.error()), testing::ElementsAre("/role unknown_reference"));
}

TEST_P(Grants, GiveIncludedRolesTheSameValues)
{
    const auto one = add_organization("Công ty A");
    create("core.grant", {{"user", user_},
                          {"role", role_id("officer")},
                          {"scopes", R"({"organization":[)" + std::to_string(one) + "]}"}});
    const auto who = caller();
    int with_values = 0;
    for (const auto& each : who->grants) {
        if (each.role != "officer" && each.role != "viewer") continue;
        EXPECT_THAT(each.values.at("organization"), testing::ElementsAre(one));
        ++with_values;
    }
    EXPECT_EQ(with_values, 2);
}

TEST_P(Grants, OfRolesMadeByAdministratorsGiveWhatTheyInclude)
{
    const auto desk = add_role("desk", {role_id("officer")});
    const auto front = add_role("front", {desk});
    create("core.grant", {{"user", user_}, {"role", front}});
    const auto who = caller();
    EXPECT_TRUE(who->has_role("officer"));
    EXPECT_TRUE(who->has_role("viewer"));
    EXPECT_FALSE(who->has_role("administrator"));
}

TEST_P(Grants, OfARoleThatLosesAnIncludeLoseItToo)
{
    const auto desk = add_role("desk", {role_id("officer"), role_id("viewer")});
    create("core.grant", {{"user", user_}, {"role", desk}});
    const auto session = logged_in("lan");
    ASSERT_TRUE(identify(request_of(session.token)).value()->has_role("officer"));
    ASSERT_TRUE(try_update("core.role", desk, {{"includes", std::vector{role_id("viewer")}}}).has_value());
    EXPECT_FALSE(identify(request_of(session.token)).value()->has_role("officer"));
}

TEST_P(Grants, KeepDeclaredRolesAsTheSoftwareDeclaresThem)
{
    const auto officer = role_id("officer");
    EXPECT_THAT(errors_of(try_update("core.role", officer, {{"name", std::string{"Sếp"}}}).error()),
                testing::ElementsAre(" declared_role"));
    EXPECT_THAT(errors_of(try_remove("core.role", officer).error()), testing::ElementsAre(" declared_role"));
    EXPECT_EQ(count(R"(SELECT "declared" FROM core_role WHERE "id"=?)", {officer}), 1);
    EXPECT_EQ(count(R"(SELECT "target" FROM core_role__includes WHERE "id"=?)", {officer}), role_id("viewer"));
}

TEST_P(Grants, RefuseRolesThatIncludeThemselvesOrNothing)
{
    const auto desk = add_role("desk", {role_id("viewer")});
    const auto front = add_role("front", {desk});
    EXPECT_THAT(errors_of(try_update("core.role", desk, {{"includes", std::vector{front}}}).error()),
                testing::ElementsAre("/includes role_cycle"));
    EXPECT_THAT(errors_of(try_update("core.role", desk, {{"includes", std::vector{desk}}}).error()),
                testing::ElementsAre("/includes role_cycle"));
    EXPECT_THAT(
        errors_of(try_create("core.role", {{"code", std::string{"empty"}}, {"name", std::string{"Rỗng"}}}).error()),
        testing::ElementsAre("/includes required"));
}

TEST_P(Grants, AreSharedUntilTheyChange)
{
    const auto session = logged_in("lan");
    const auto before = identify(request_of(session.token)).value();
    EXPECT_EQ(identify(request_of(session.token)).value(), before);
    create("core.grant", {{"user", user_}, {"role", role_id("viewer")}});
    EXPECT_TRUE(identify(request_of(session.token)).value()->has_role("viewer"));
}

TEST_P(Grants, ChangedByAnotherProcessCountAtTheNextRequest)
{
    const auto other_pool = fresh().open();
    server_accounts other{*other_pool, clock(), rules()};
    const auto grant = create("core.grant", {{"user", user_}, {"role", role_id("officer")}});
    const auto session = logged_in("lan");
    ASSERT_TRUE(identify(request_of(session.token)).value()->has_role("officer"));
    ASSERT_TRUE(other.served().identify(request_of(session.token)).value()->has_role("officer"));

    const auto& of = other.entity("core.grant");
    const auto gone = other_pool->write([&](database::transaction& in) {
        return other.store().remove(in, entities::caller::system("test"), entities::authority::plugin, of, grant, 0);
    });
    ASSERT_TRUE(gone.has_value());
    EXPECT_FALSE(identify(request_of(session.token)).value()->has_role("officer"));
    EXPECT_FALSE(other.served().identify(request_of(session.token)).value()->has_role("officer"));
}

TEST_P(Grants, OfARoleOfAnAdministratorAreNotTakenOverByAPlugin)
{
    db().write(
        [&](database::transaction& in) { in.execute(R"(UPDATE core_role SET "declared"=0 WHERE "code"='guard')"); });
    EXPECT_THAT([&] { const server_accounts again(db(), clock(), rules()); },
                testing::ThrowsMessage<std::runtime_error>(testing::HasSubstr("the role guard")));
}

TEST_P(Grants, OfASecondStartAreTheSameAndOldCallersHold)
{
    const auto before = count(R"(SELECT "value" FROM core_generation WHERE "topic"='access')");
    const auto roles = count("SELECT COUNT(*) FROM core_role");
    const server_accounts again{db(), clock(), rules()};
    EXPECT_EQ(count(R"(SELECT "value" FROM core_generation WHERE "topic"='access')"), before);
    EXPECT_EQ(count("SELECT COUNT(*) FROM core_role"), roles);
}

} // namespace

} // namespace nscl::tests
