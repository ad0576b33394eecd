#include "core/platform/clock.hpp"
#include "tests/unit/accounts/account_world.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

namespace nscl::tests {

namespace {

using namespace std::chrono_literals;
using http::verb;
using std::chrono::days;

/// SEC-01: an administrator's password lasts two months; an account closes after 45 days without activity.
class TimeLimits : public account_world {
protected:
    TimeLimits() { admin_ = add_user("quan.tri", "administrator"); }

    http::response log_in_with(std::string_view name, std::string_view password, std::string_view next)
    {
        const boost::json::object body{
            {"username", std::string{name}}, {"password", std::string{password}}, {"new_password", std::string{next}}};
        return server().ask(make_request(verb::post, "/api/v1/session", boost::json::serialize(body)));
    }
    /// Lets time pass for a user who logs in now and then.
    void live(std::chrono::hours time, std::string_view name)
    {
        logged_in(name);
        clock().advance(time / 2);
        logged_in(name);
        clock().advance(time - time / 2);
    }
    std::string token_of(std::string_view name, entities::record_id user)
    {
        const auto mine = logged_in(name);
        const boost::json::object body{
            {"name", "báo cáo"},
            {"expires_at", platform::to_rfc3339(clock().now() + std::chrono::microseconds{days{300}}.count())},
            {"limited_to", boost::json::array{count(R"(SELECT MIN("id") FROM core_grant WHERE "user"=?)", {user})}}};
        const auto answer = server().ask(
            with_session(make_request(verb::post, "/api/v1/core/actions/api-tokens", boost::json::serialize(body)),
                         mine.token, mine.csrf));
        return std::string{json_of(answer).at("secret").as_string()};
    }
    messages::outcome<std::shared_ptr<const entities::caller>> read_with(std::string_view secret)
    {
        return identify(with_bearer(make_request(verb::get, "/api/v1/town/organizations"), secret));
    }
    http::response follow(const std::string& path)
    {
        return server().ask(
            make_request(verb::post, "/api/v1/one-time-links" + path.substr(path.rfind('/')),
                         boost::json::serialize(boost::json::object{{"password", std::string{other_password}}})));
    }

    entities::record_id admin_ = 0;
};
NSCL_ON_EACH_DATABASE(TimeLimits);

TEST_P(TimeLimits, AskAnAdministratorForANewPasswordAfterSixtyDays)
{
    live(days{60} - 1h, "quan.tri");
    EXPECT_EQ(log_in("quan.tri", good_password).status, 200U);
    clock().advance(1h);
    const auto answer = log_in("quan.tri", good_password);
    EXPECT_EQ(answer.status, 403U);
    EXPECT_EQ(code_of(answer), "password_change_required");
    EXPECT_EQ(header(answer, "Set-Cookie"), "");
    EXPECT_EQ(journalled("login_failed"), 1);
    EXPECT_EQ(log_in("quan.tri", other_password).status, 401U) << "only who knows the password learns of its age";
}

TEST_P(TimeLimits, TakeTheNewPasswordWithTheLogin)
{
    live(days{60}, "quan.tri");
    const auto answer = log_in_with("quan.tri", good_password, other_password);
    EXPECT_EQ(answer.status, 200U) << answer.body;
    EXPECT_THAT(header(answer, "Set-Cookie"), testing::StartsWith("nscl_session="));
    EXPECT_EQ(journalled("password_changed"), 1);
    EXPECT_EQ(log_in("quan.tri", good_password).status, 401U);
    EXPECT_EQ(log_in("quan.tri", other_password).status, 200U);
}

TEST_P(TimeLimits, HoldTheNewPasswordToTheSameRules)
{
    live(days{60}, "quan.tri");
    EXPECT_THAT(errors_of(log_in_with("quan.tri", good_password, "short")),
                testing::Contains("/new_password password_too_short"));
    EXPECT_THAT(errors_of(log_in_with("quan.tri", good_password, good_password)),
                testing::ElementsAre("/new_password password_reused"));
    EXPECT_EQ(log_in("quan.tri", good_password).status, 403U) << "nothing was changed";
}

TEST_P(TimeLimits, CountWrongPasswordsButNotThoseThatAreOnlyOld)
{
    live(days{60}, "quan.tri");
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(log_in("quan.tri", good_password).status, 403U);
        EXPECT_EQ(log_in_with("quan.tri", good_password, "short").status, 422U);
    }
    for (int i = 0; i < 5; ++i) EXPECT_EQ(log_in_with("quan.tri", other_password, "Another-Pass-1234").status, 401U);
    EXPECT_EQ(log_in_with("quan.tri", good_password, "Another-Pass-1234").status, 429U);
}

TEST_P(TimeLimits, AskWhoeverAdministersByAnotherRole)
{
    add_role("chief", {role_id("administrator")});
    add_user("truong.phong", "chief");
    add_user("lan", "officer");
    for (const auto* name : {"truong.phong", "lan"}) logged_in(name);
    clock().advance(days{30});
    for (const auto* name : {"truong.phong", "lan"}) logged_in(name);
    clock().advance(days{30});
    EXPECT_EQ(code_of(log_in("truong.phong", good_password)), "password_change_required");
    EXPECT_EQ(log_in("lan", good_password).status, 200U) << "others keep theirs";
}

TEST_P(TimeLimits, LetAnybodyChangeHisPasswordWithTheLogin)
{
    add_user("lan", "officer");
    EXPECT_EQ(log_in_with("lan", good_password, other_password).status, 200U);
    EXPECT_EQ(log_in("lan", good_password).status, 401U);
}

TEST_P(TimeLimits, CloseAnAccountAfterFortyFiveDaysWithoutActivity)
{
    add_user("lan", "officer");
    logged_in("lan");
    clock().advance(days{45} - 1s);
    EXPECT_EQ(log_in("lan", good_password).status, 200U);
    clock().advance(days{45});
    const auto answer = log_in("lan", good_password);
    EXPECT_EQ(answer.status, 403U);
    EXPECT_EQ(code_of(answer), "account_unused");
    EXPECT_EQ(log_in_with("lan", good_password, other_password).status, 403U);
    EXPECT_EQ(log_in("lan", other_password).status, 401U);
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM core_journal WHERE "changes"='{"reason":"account_unused"}')"), 2);
}

TEST_P(TimeLimits, OpenAnAccountAgainByALinkForANewPassword)
{
    const auto user = add_user("lan", "officer");
    clock().advance(days{46});
    add_user("quan.tri.2", "administrator");
    const auto by = logged_in("quan.tri.2");
    const auto link = server().ask(with_session(
        make_request(verb::post, "/api/v1/core/actions/reset-password", R"({"user":)" + std::to_string(user) + "}"),
        by.token, by.csrf));
    EXPECT_EQ(code_of(log_in("lan", good_password)), "account_unused") << "the link alone opens nothing";
    EXPECT_EQ(follow(std::string{json_of(link).at("path").as_string()}).status, 200U);
    EXPECT_EQ(log_in("lan", other_password).status, 200U);
}

TEST_P(TimeLimits, LeaveTheCommandLineToTheOnlyAdministrator)
{
    clock().advance(days{100});
    EXPECT_EQ(code_of(log_in("quan.tri", good_password)), "account_unused");
    EXPECT_EQ(served().issue_set_up_link(), std::nullopt) << "he is one still";
    EXPECT_EQ(follow(served().issue_reset_link("Quan.Tri").value()).status, 200U);
    EXPECT_EQ(log_in("quan.tri", other_password).status, 200U);
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM core_journal WHERE "action"='link_issued' AND "record"=?)", {admin_}), 1);
}

TEST_P(TimeLimits, GiveNoLinkOnTheCommandLineForNobodyOrADisabledUser)
{
    const auto user = add_user("lan", "officer");
    EXPECT_THAT(errors_of(served().issue_reset_link("ghost").error()), testing::ElementsAre("/username unknown_user"));
    ASSERT_TRUE(try_update("core.user", user, {{"active", std::int64_t{0}}}).has_value());
    EXPECT_THAT(errors_of(served().issue_reset_link("lan").error()), testing::ElementsAre("/username disabled"));
}

TEST_P(TimeLimits, TakeTheUseOfATokenForActivity)
{
    const auto secret = token_of("lan", add_user("lan", "officer"));
    clock().advance(days{40});
    EXPECT_TRUE(read_with(secret).has_value());
    served().sweep();
    clock().advance(days{40});
    EXPECT_EQ(log_in("lan", good_password).status, 200U);
    clock().advance(days{44});
    EXPECT_TRUE(read_with(secret).has_value()) << "as the login is for the token";
}

TEST_P(TimeLimits, StopTheTokensOfAClosedAccount)
{
    const auto secret = token_of("lan", add_user("lan", "officer"));
    clock().advance(days{45});
    EXPECT_EQ(read_with(secret).error().code, "bad_token");
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM core_journal WHERE "action"='token_rejected')"), 1);
}

class NoTimeLimits : public account_world {
protected:
    NoTimeLimits()
        : account_world([] {
              settings::account_settings rules;
              rules.administrator_password_lifetime = days{0};
              rules.inactivity_limit = days{0};
              return rules;
          }())
    {
    }
};
NSCL_ON_EACH_DATABASE(NoTimeLimits);

TEST_P(NoTimeLimits, AreKnownWhereTheyAreSwitchedOff)
{
    add_user("quan.tri", "administrator");
    clock().advance(days{1000});
    EXPECT_EQ(log_in("quan.tri", good_password).status, 200U);
}

} // namespace

} // namespace nscl::tests
