#include "core/platform/clock.hpp"
#include "tests/unit/accounts/account_world.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

namespace nscl::tests {

namespace {

using namespace std::chrono_literals;
using http::verb;

class ApiTokens : public account_world {
protected:
    ApiTokens()
    {
        user_ = add_user("lan", "officer");
        officer_grant_ = count(R"(SELECT "id" FROM core_grant WHERE "user"=?)", {user_});
    }

    std::string in(std::chrono::hours later)
    {
        return platform::to_rfc3339(clock().now() + std::chrono::microseconds{later}.count());
    }
    http::response order(std::string_view expires_at, std::vector<entities::record_id> grants,
                         std::string_view by = "lan")
    {
        const auto mine = logged_in(by);
        boost::json::array list;
        for (const auto each : grants) list.emplace_back(each);
        const boost::json::object body{
            {"name", "báo cáo"}, {"expires_at", std::string{expires_at}}, {"limited_to", std::move(list)}};
        return server().ask(
            with_session(make_request(verb::post, "/api/v1/core/actions/api-tokens", boost::json::serialize(body)),
                         mine.token, mine.csrf));
    }
    std::string secret_of(const http::response& answer)
    {
        return std::string{json_of(answer).at("secret").as_string()};
    }
    messages::outcome<std::shared_ptr<const entities::caller>> write_with(std::string_view secret)
    {
        return identify(with_bearer(make_request(verb::post, "/api/v1/town/organizations"), secret));
    }

    entities::record_id user_ = 0;
    entities::record_id officer_grant_ = 0;
};
NSCL_ON_EACH_DATABASE(ApiTokens);

TEST_P(ApiTokens, ShowTheirSecretOnceAndStoreItsHash)
{
    const auto answer = order(in(24h), {officer_grant_});
    EXPECT_EQ(answer.status, 201U) << answer.body;
    EXPECT_THAT(header(answer, "Location"), testing::StartsWith("/api/v1/core/api-tokens/"));
    EXPECT_EQ(header(answer, "Cache-Control"), "no-store, no-transform");
    const auto secret = secret_of(answer);
    EXPECT_THAT(secret, testing::MatchesRegex("nscl_[A-Za-z0-9_-]{43}"));
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM core_token_secret WHERE "hash"=?)", {secret}), 0);
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM core_journal WHERE "entity"='core.api_token' AND "action"='create')"), 1);
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM core_journal WHERE "changes" LIKE ?)", {"%" + secret.substr(5) + "%"}), 0);
}

TEST_P(ApiTokens, ActForTheirUserWithoutCsrfHeader)
{
    const auto who = write_with(secret_of(order(in(24h), {officer_grant_}))).value();
    EXPECT_EQ(who->user, user_);
    EXPECT_TRUE(who->has_role("officer"));
    EXPECT_TRUE(who->has_role("viewer"));
}

TEST_P(ApiTokens, HoldTheChosenGrantsOnly)
{
    const auto viewer = create("core.grant", {{"user", user_}, {"role", role_id("viewer")}});
    const auto who = write_with(secret_of(order(in(24h), {viewer}))).value();
    EXPECT_TRUE(who->has_role("viewer"));
    EXPECT_FALSE(who->has_role("officer"));
    EXPECT_FALSE(who->has_role("session_holder"));
}

TEST_P(ApiTokens, LoseAGrantWithTheUserAndNeverGainOne)
{
    const auto viewer = create("core.grant", {{"user", user_}, {"role", role_id("viewer")}});
    const auto secret = secret_of(order(in(24h), {viewer}));
    ASSERT_TRUE(write_with(secret).value()->has_role("viewer"));
    ASSERT_TRUE(try_remove("core.grant", viewer).has_value());
    EXPECT_FALSE(write_with(secret).value()->has_role("viewer"));
}

TEST_P(ApiTokens, RefuseGrantsOfOthersAndNoGrantAtAll)
{
    const auto other = add_user("binh", "officer");
    const auto foreign = count(R"(SELECT "id" FROM core_grant WHERE "user"=?)", {other});
    EXPECT_THAT(errors_of(order(in(24h), {officer_grant_, foreign})),
                testing::ElementsAre("/limited_to/1 not_own_grant"));
    EXPECT_THAT(errors_of(order(in(24h), {})), testing::ElementsAre("/limited_to required"));
    EXPECT_THAT(errors_of(order(in(24h), {officer_grant_, officer_grant_})),
                testing::ElementsAre("/limited_to duplicate"));
}

TEST_P(ApiTokens, EndWithinAYear)
{
    EXPECT_THAT(errors_of(order(in(24h * 367), {officer_grant_})), testing::ElementsAre("/expires_at token_lifetime"));
    EXPECT_THAT(errors_of(order(in(-1h), {officer_grant_})), testing::ElementsAre("/expires_at token_lifetime"));
    EXPECT_THAT(errors_of(order("tomorrow", {officer_grant_})), testing::ElementsAre("/expires_at bad_timestamp"));
}

TEST_P(ApiTokens, AreRefusedWhenTheyHaveEnded)
{
    const auto secret = secret_of(order(in(24h), {officer_grant_}));
    clock().advance(24h);
    for (int i = 0; i < 3; ++i) {
        const auto who = write_with(secret);
        ASSERT_TRUE(who.has_error());
        EXPECT_EQ(who.error().code, "token_expired");
        EXPECT_EQ(who.error().why, messages::reason::unauthenticated);
    }
    EXPECT_EQ(journalled("token_rejected"), 1) << "once a minute is enough";
}

TEST_P(ApiTokens, AreRefusedWhenForgedTamperedOrOfAnotherKind)
{
    auto secret = secret_of(order(in(24h), {officer_grant_}));
    secret[10] = secret[10] == 'A' ? 'B' : 'A';
    for (const std::string& forged :
         {secret, std::string{"nscl_"}, std::string{}, logged_in("lan").token, std::string(9000, 'n')}) {
        EXPECT_EQ(write_with(forged).error().code, "bad_token");
    }
    auto basic = make_request(verb::get, "/api/v1/town/organizations");
    basic.headers.emplace_back("authorization", "Basic YW46eA==");
    EXPECT_EQ(identify(basic).error().code, "bad_token");
}

TEST_P(ApiTokens, StopWhenRevoked)
{
    const auto answer = order(in(24h), {officer_grant_});
    ASSERT_TRUE(try_remove("core.api_token", json_of(answer).at("id").as_int64()).has_value());
    EXPECT_EQ(write_with(secret_of(answer)).error().code, "bad_token");
    EXPECT_EQ(count("SELECT COUNT(*) FROM core_token_secret"), 0);
}

TEST_P(ApiTokens, StopWithTheirUsersActivity)
{
    const auto secret = secret_of(order(in(24h), {officer_grant_}));
    ASSERT_TRUE(try_update("core.user", user_, {{"active", std::int64_t{0}}}).has_value());
    EXPECT_EQ(write_with(secret).error().code, "bad_token");
}

TEST_P(ApiTokens, NoteTheirLastUseWithoutANewVersion)
{
    const auto answer = order(in(24h), {officer_grant_});
    write_with(secret_of(answer)).value();
    served().sweep();
    EXPECT_EQ(count(R"(SELECT "last_used_at" FROM core_api_token)"), clock().now());
    EXPECT_EQ(count(R"(SELECT "version" FROM core_api_token)"), 1);
}

TEST_P(ApiTokens, ReadTheirUsersOwnFilesAndJobsAndNothingElseByThemselves)
{
    const auto who = write_with(secret_of(order(in(24h), {officer_grant_}))).value();
    const auto binh = add_user("binh", "officer");
    const auto read = [&](std::string_view entity, entities::record_id id) {
        return db()
            .read([&](database::reader& from) {
                return server().store().read(from, *who, entities::authority::caller, server().entity(entity), id);
            })
            .has_value();
    };
    for (const auto owner : {user_, binh}) {
        const auto job = create("core.job", {{"kind", "import"}, {"user", owner}});
        const auto file = create("core.attachment", {{"name", "a.csv"},
                                                     {"media_type", "text/csv"},
                                                     {"size", std::int64_t{1}},
                                                     {"sha256", std::string(64, 'a')},
                                                     {"uploaded_by", owner}});
        EXPECT_EQ(read("core.job", job), owner == user_);
        EXPECT_EQ(read("core.attachment", file), owner == user_);
    }
    EXPECT_FALSE(read("core.user", user_));
    EXPECT_FALSE(read("core.grant", officer_grant_));
    EXPECT_FALSE(read("core.api_token", count(R"(SELECT "id" FROM core_api_token)")));
}

TEST_P(ApiTokens, OfAdministratorsOpenNoWayIntoAccounts)
{
    const auto admin = add_user("quan.tri", "administrator");
    const auto grant = count(R"(SELECT "id" FROM core_grant WHERE "user"=?)", {admin});
    const auto secret = secret_of(order(in(24h), {grant}, "quan.tri"));
    for (const auto* action : {"invite", "reset-password"}) {
        const auto answer =
            server().ask(with_bearer(make_request(verb::post, std::string{"/api/v1/core/actions/"} + action,
                                                  R"({"user":)" + std::to_string(user_) + "}"),
                                     secret));
        EXPECT_EQ(answer.status, 403U);
        EXPECT_EQ(code_of(answer), "session_needed");
    }
    EXPECT_EQ(count("SELECT COUNT(*) FROM core_link"), 0);
}

TEST_P(ApiTokens, CannotMakeTokensOrChangePasswords)
{
    const auto secret = secret_of(order(in(24h), {officer_grant_}));
    const auto token =
        server().ask(with_bearer(make_request(verb::post, "/api/v1/core/actions/api-tokens", "{}"), secret));
    EXPECT_EQ(code_of(token), "session_needed");
    const auto password = server().ask(with_bearer(make_request(verb::post, "/api/v1/session/password", "{}"), secret));
    EXPECT_EQ(code_of(password), "session_needed");
}

} // namespace

} // namespace nscl::tests
