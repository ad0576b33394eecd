#include "tests/unit/accounts/account_world.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

#include <future>

namespace nscl::tests {

namespace {

using namespace std::chrono_literals;
using http::verb;

class Sessions : public account_world {
protected:
    Sessions() { user_ = add_user("lan", "officer"); }

    http::response show(std::string_view token)
    {
        return server().ask(with_session(make_request(verb::get, "/api/v1/session"), token));
    }
    http::response change_password(const login& by, std::string_view current, std::string_view next)
    {
        const boost::json::object body{{"current_password", std::string{current}}, {"new_password", std::string{next}}};
        return server().ask(with_session(
            make_request(verb::post, "/api/v1/session/password", boost::json::serialize(body)), by.token, by.csrf));
    }
    messages::outcome<std::shared_ptr<const entities::caller>> read_with(std::string_view token)
    {
        return identify(with_session(make_request(verb::get, "/api/v1/town/organizations"), token));
    }

    entities::record_id user_ = 0;
};
NSCL_ON_EACH_DATABASE(Sessions);

TEST_P(Sessions, BeginWithACookieThatScriptsAndOtherSitesCannotUse)
{
    const auto answer = log_in("lan", good_password);
    EXPECT_EQ(answer.status, 200U);
    EXPECT_THAT(header(answer, "Set-Cookie"),
                testing::MatchesRegex("nscl_session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict"));
    EXPECT_EQ(header(answer, "Cache-Control"), "no-store, no-transform");
    const auto body = json_of(answer);
    EXPECT_EQ(body.at("user").at("username").as_string(), "lan");
    EXPECT_EQ(body.at("user").at("id").as_int64(), user_);
    EXPECT_EQ(boost::json::serialize(body.at("user").at("roles")),
              R"(["account_holder","officer","session_holder","viewer"])");
}

TEST_P(Sessions, UseTheHostPrefixUnderTls)
{
    auto asked = make_request(verb::post, "/api/v1/session",
                              R"({"username":"lan","password":")" + std::string{good_password} + R"("})");
    asked.secure = true;
    EXPECT_THAT(header(server().ask(std::move(asked)), "Set-Cookie"),
                testing::MatchesRegex("__Host-nscl_session=.*; Path=/; HttpOnly; SameSite=Strict; Secure"));
}

TEST_P(Sessions, TakeTheNameInAnyCase)
{
    EXPECT_EQ(log_in("LAN", good_password).status, 200U);
}

TEST_P(Sessions, RefuseAWrongPasswordWithoutACookie)
{
    const auto answer = log_in("lan", other_password);
    EXPECT_EQ(answer.status, 401U);
    EXPECT_EQ(code_of(answer), "login_failed");
    EXPECT_EQ(header(answer, "Set-Cookie"), "");
    EXPECT_NE(header(answer, "WWW-Authenticate"), "");
}

TEST_P(Sessions, RefuseBodiesThatAreNoLogin)
{
    const auto post = [&](std::string body) {
        return server().ask(make_request(verb::post, "/api/v1/session", std::move(body)));
    };
    EXPECT_EQ(post("{").status, 400U);
    EXPECT_THAT(errors_of(post("{}")), testing::ElementsAre("/username required", "/password required"));
    EXPECT_THAT(errors_of(post(R"({"username":1,"password":"x","remember":true})")),
                testing::ElementsAre("/username wrong_type", "/remember unknown_member"));
    auto form = make_request(verb::post, "/api/v1/session");
    form.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    form.body = http::request_body{"username=lan&password=x"};
    EXPECT_EQ(server().ask(std::move(form)).status, 415U);
}

TEST_P(Sessions, ShowTheUserOrNobody)
{
    EXPECT_EQ(server().ask(make_request(verb::get, "/api/v1/session")).body, R"({"user":null})");
    const auto mine = logged_in("lan");
    EXPECT_EQ(json_of(show(mine.token)), mine.body);
}

TEST_P(Sessions, IdentifyTheCallerWithHisGrants)
{
    const auto who = read_with(logged_in("lan").token).value();
    EXPECT_EQ(who->user, user_);
    EXPECT_EQ(who->name, "lan");
    EXPECT_EQ(who->origin, "192.0.2.7");
    EXPECT_TRUE(who->has_role("viewer"));
    EXPECT_FALSE(who->has_role("administrator"));
}

TEST_P(Sessions, TakeARequestWithoutCredentialsForNobodys)
{
    const auto who = identify(make_request(verb::post, "/api/v1/town/organizations")).value();
    EXPECT_EQ(who->what, entities::caller::kind::nobody);
    EXPECT_TRUE(who->grants.empty());
}

TEST_P(Sessions, RefuseForgedAndTamperedTokens)
{
    auto token = logged_in("lan").token;
    token.front() = token.front() == 'A' ? 'B' : 'A';
    for (const std::string& forged :
         {token, std::string(43, 'A'), std::string{"' OR 1=1 --"}, std::string(5000, 'x')}) {
        const auto who = read_with(forged);
        ASSERT_TRUE(who.has_error());
        EXPECT_EQ(who.error().code, "session_expired");
    }
    const auto answer = show(token);
    EXPECT_EQ(answer.body, R"({"user":null})");
    EXPECT_THAT(header(answer, "Set-Cookie"), testing::HasSubstr("Max-Age=0"));
}

TEST_P(Sessions, NeedTheCsrfHeaderForWritesByCookie)
{
    const auto mine = logged_in("lan");
    const auto write = [&](std::string_view csrf) {
        return identify(with_session(make_request(verb::post, "/api/v1/town/organizations"), mine.token, csrf));
    };
    EXPECT_EQ(write("").error().code, "csrf");
    EXPECT_EQ(write("guess").error().code, "csrf");
    EXPECT_EQ(write(logged_in("lan").csrf).error().code, "csrf");
    EXPECT_EQ(write(mine.csrf).value()->user, user_);
    EXPECT_TRUE(read_with(mine.token).has_value());
}

TEST_P(Sessions, EndAfterAQuarterOfAnHourWithoutARequest)
{
    const auto mine = logged_in("lan");
    clock().advance(14min);
    EXPECT_TRUE(read_with(mine.token).has_value());
    clock().advance(14min);
    EXPECT_TRUE(read_with(mine.token).has_value());
    clock().advance(15min);
    EXPECT_EQ(read_with(mine.token).error().code, "session_expired");
}

TEST_P(Sessions, OfAdministratorsEndAfterFiveMinutes)
{
    add_user("quan.tri", "administrator");
    const auto mine = logged_in("quan.tri");
    EXPECT_EQ(mine.body.at("idle_seconds").as_int64(), 300);
    clock().advance(5min);
    EXPECT_EQ(read_with(mine.token).error().code, "session_expired");
}

TEST_P(Sessions, EndAfterTwelveHoursWhateverHappens)
{
    const auto mine = logged_in("lan");
    for (int i = 0; i < 71; ++i) {
        clock().advance(10min);
        ASSERT_TRUE(read_with(mine.token).has_value());
    }
    clock().advance(10min);
    EXPECT_EQ(read_with(mine.token).error().code, "session_expired");
}

TEST_P(Sessions, NoteEveryVisitAndWriteItDownAtTheSweep)
{
    const auto mine = logged_in("lan");
    const auto seen = [&] {
        served().sweep();
        return count(R"(SELECT "last_seen" FROM core_session)");
    };
    const auto first = seen();
    clock().advance(1s);
    read_with(mine.token).value();
    EXPECT_EQ(count(R"(SELECT "last_seen" FROM core_session)"), first);
    EXPECT_EQ(seen(), clock().now());
}

TEST_P(Sessions, LastByVisitsThatAnotherProcessWroteDown)
{
    const auto mine = logged_in("lan");
    clock().advance(14min);
    read_with(mine.token).value();
    const auto first = clock().now();
    served().sweep();
    clock().advance(10min);
    server_accounts other{db(), clock(), {}};
    other.served().identify(with_session(make_request(verb::get, "/api/v1/town/organizations"), mine.token)).value();
    other.served().sweep();
    EXPECT_GT(count(R"(SELECT "last_seen" FROM core_session)"), first);
    clock().advance(10min);
    EXPECT_TRUE(read_with(mine.token).has_value());
}

TEST_P(Sessions, AreReadWhileAnotherWriteGoesOn)
{
    const auto mine = logged_in("lan");
    clock().advance(2min);
    db().write([&](database::transaction& in) {
        const database::value now[] = {clock().now()};
        in.execute(R"(UPDATE core_session SET "last_seen"="last_seen" WHERE "last_seen"<?)", now);
        auto reading = std::async(std::launch::async, [&] { return read_with(mine.token).has_value(); });
        EXPECT_TRUE(reading.get());
    });
}

TEST_P(Sessions, EndByLogoutWhichNeedsTheCsrfHeaderToo)
{
    const auto mine = logged_in("lan");
    EXPECT_EQ(server().ask(with_session(make_request(verb::delete_, "/api/v1/session"), mine.token)).status, 403U);
    const auto answer =
        server().ask(with_session(make_request(verb::delete_, "/api/v1/session"), mine.token, mine.csrf));
    EXPECT_EQ(answer.status, 204U);
    EXPECT_THAT(header(answer, "Set-Cookie"), testing::HasSubstr("Max-Age=0"));
    EXPECT_TRUE(read_with(mine.token).has_error());
    EXPECT_EQ(journalled("logout"), 1);
}

TEST_P(Sessions, GetAFreshTokenAtEveryLoginAndGiveUpTheOldOne)
{
    const auto before = logged_in("lan");
    const auto answer = log_in("lan", good_password, before.token);
    EXPECT_EQ(answer.status, 200U);
    EXPECT_THAT(header(answer, "Set-Cookie"), testing::Not(testing::HasSubstr(before.token)));
    EXPECT_TRUE(read_with(before.token).has_error());
}

TEST_P(Sessions, AreStoredWithoutTheirToken)
{
    const auto mine = logged_in("lan");
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM core_session WHERE "token"=?)", {mine.token}), 0);
}

TEST_P(Sessions, EndWithTheUsersActivity)
{
    const auto mine = logged_in("lan");
    ASSERT_TRUE(try_update("core.user", user_, {{"active", std::int64_t{0}}}).has_value());
    EXPECT_TRUE(read_with(mine.token).has_error());
    const auto answer = log_in("lan", good_password);
    EXPECT_EQ(answer.status, 403U);
    EXPECT_EQ(code_of(answer), "disabled");
}

TEST_P(Sessions, AllEndWhenThePasswordChangesButTheOneThatChangedItGoesOn)
{
    const auto elsewhere = logged_in("lan");
    const auto here = logged_in("lan");
    const auto answer = change_password(here, good_password, other_password);
    EXPECT_EQ(answer.status, 200U) << answer.body;
    EXPECT_TRUE(read_with(elsewhere.token).has_error());
    EXPECT_TRUE(read_with(here.token).has_error());
    EXPECT_THAT(header(answer, "Set-Cookie"), testing::StartsWith("nscl_session="));
    EXPECT_EQ(log_in("lan", good_password).status, 401U);
    EXPECT_EQ(log_in("lan", other_password).status, 200U);
}

TEST_P(Sessions, ChangeNoPasswordForWhoDoesNotKnowIt)
{
    const auto mine = logged_in("lan");
    EXPECT_THAT(errors_of(change_password(mine, other_password, "Another-Pass-123")),
                testing::ElementsAre("/current_password wrong_password"));
}

TEST_P(Sessions, RefuseWeakAndUsedPasswords)
{
    const auto mine = logged_in("lan");
    EXPECT_THAT(errors_of(change_password(mine, good_password, "short")),
                testing::Contains("/new_password password_too_short"));
    EXPECT_THAT(errors_of(change_password(mine, good_password, good_password)),
                testing::ElementsAre("/new_password password_reused"));
}

TEST_P(Sessions, RememberTheLastTenPasswords)
{
    const auto nth = [](int n) { return "Password-Number-" + std::to_string(n); };
    std::string current = good_password;
    for (int n = 1; n <= 10; ++n) {
        ASSERT_EQ(change_password(logged_in("lan", current), current, nth(n)).status, 200U);
        current = nth(n);
    }
    EXPECT_THAT(errors_of(change_password(logged_in("lan", current), current, nth(1))),
                testing::ElementsAre("/new_password password_reused"));
    EXPECT_EQ(change_password(logged_in("lan", current), current, good_password).status, 200U);
}

TEST_P(Sessions, LeaveNoPasswordInTheJournal)
{
    change_password(logged_in("lan"), good_password, other_password);
    EXPECT_EQ(journalled("login"), 1);
    EXPECT_EQ(journalled("password_changed"), 1);
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM core_journal WHERE "changes" LIKE '%Horse%' OR "changes" LIKE '%Staple%')"
                    R"( OR "changes" LIKE '%argon2%')"),
              0);
}

TEST_P(Sessions, AreSweptAwayWhenTheyHaveEnded)
{
    logged_in("lan");
    clock().advance(16min);
    served().sweep();
    EXPECT_EQ(count("SELECT COUNT(*) FROM core_session"), 0);
}

} // namespace

} // namespace nscl::tests
