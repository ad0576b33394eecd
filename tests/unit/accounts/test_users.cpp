#include "tests/unit/accounts/account_world.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {

namespace {

using Users = account_world;
NSCL_ON_EACH_DATABASE(Users);

TEST_P(Users, AddedOnTheCommandLineCanLogIn)
{
    ASSERT_TRUE(served().add_user("Tran.Binh", "Trần Bình", good_password, "officer").has_value());
    EXPECT_EQ(log_in("tran.binh", good_password).status, 200U);
}

TEST_P(Users, AreRefusedWithEveryReason)
{
    EXPECT_THAT(errors_of(served().add_user("lan", "A", "weak", "officer").error()),
                testing::Contains("/password password_too_short"));
    EXPECT_THAT(errors_of(served().add_user("a b", "", good_password, "officer").error()),
                testing::UnorderedElementsAre("/username pattern", "/display_name required"));
    EXPECT_THAT(errors_of(served().add_user("lan", "A", good_password, "emperor").error()),
                testing::ElementsAre("/role unknown_role"));
    EXPECT_EQ(count("SELECT COUNT(*) FROM core_user"), 0);
}

TEST_P(Users, HaveNamesOfTheirOwn)
{
    add_user("lan", "officer");
    const auto again = served().add_user("lan", "A", good_password, "officer");
    ASSERT_TRUE(again.has_error());
    EXPECT_EQ(again.error().why, messages::reason::conflict);
    EXPECT_THAT(errors_of(again.error()), testing::ElementsAre("/username duplicate"));
}

TEST_P(Users, KeepAtLeastOneAdministrator)
{
    const auto first = add_user("mot", "administrator");
    const auto grant = count(R"(SELECT "id" FROM core_grant WHERE "user"=?)", {first});
    EXPECT_THAT(errors_of(try_update("core.user", first, {{"active", std::int64_t{0}}}).error()),
                testing::ElementsAre("/active last_administrator"));
    EXPECT_THAT(errors_of(try_remove("core.grant", grant).error()), testing::ElementsAre(" last_administrator"));
    EXPECT_THAT(errors_of(try_remove("core.user", first).error()), testing::ElementsAre(" last_administrator"));
    add_user("hai", "administrator");
    EXPECT_TRUE(try_remove("core.grant", grant).has_value());
}

TEST_P(Users, TakeTheirSecretsWithThem)
{
    const auto user = add_user("lan", "officer");
    logged_in("lan");
    ASSERT_TRUE(try_remove("core.user", user).has_value());
    EXPECT_EQ(count("SELECT COUNT(*) FROM core_credential"), 0);
    EXPECT_EQ(count("SELECT COUNT(*) FROM core_session"), 0);
    EXPECT_EQ(count("SELECT COUNT(*) FROM core_grant"), 0);
    EXPECT_EQ(log_in("lan", good_password).status, 401U);
}

TEST_P(Users, MayReadAndChangeThemselvesAndNobodyElse)
{
    const auto mine = add_user("lan", "officer");
    const auto other = add_user("binh", "officer");
    const auto session = logged_in("lan");
    const auto who = identify(with_session(make_request(http::verb::get, "/"), session.token)).value();
    const auto& of = server().entity("core.user");
    const auto update = [&](entities::record_id id, std::string_view field, entities::field_value value) {
        return db().write([&](database::transaction& in) {
            return server().store().update(in, *who, entities::authority::caller, of, id, 0,
                                           accounts::named_values(of, {{field, std::move(value)}}));
        });
    };
    EXPECT_TRUE(update(mine, "display_name", std::string{"An Nguyễn"}).has_value());
    EXPECT_THAT(errors_of(update(mine, "active", std::int64_t{0}).error()),
                testing::ElementsAre("/active not_writable"));
    EXPECT_EQ(update(other, "display_name", std::string{"X"}).error().why, messages::reason::not_found);
}

} // namespace

} // namespace nscl::tests
