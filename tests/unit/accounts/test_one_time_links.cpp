#include "tests/unit/accounts/account_world.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

#include <array>
#include <barrier>
#include <thread>

namespace nscl::tests {

namespace {

using namespace std::chrono_literals;
using http::verb;

class OneTimeLinks : public account_world {
protected:
    static std::string api_path(const std::string& page)
    {
        return "/api/v1/one-time-links" + page.substr(page.rfind('/'));
    }

    static std::string set_up_body(std::string_view name)
    {
        return boost::json::serialize(boost::json::object{
            {"username", std::string{name}}, {"display_name", "Quản trị"}, {"password", good_password}});
    }
    http::response post(const std::string& path, std::string body)
    {
        return server().ask(make_request(verb::post, path, std::move(body)));
    }
    http::response post_form(const std::string& path, std::string body)
    {
        auto asked = make_request(verb::post, path);
        asked.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
        asked.body = http::request_body{std::move(body)};
        return server().ask(std::move(asked));
    }
    /// The path of a link that an administrator hands out.
    http::response hand_out(std::string_view action, entities::record_id user, std::string_view by = "quan.tri")
    {
        return hand_out(server(), action, user, by);
    }
    http::response hand_out(server_accounts& at, std::string_view action, entities::record_id user, std::string_view by)
    {
        const auto session = logged_in(by);
        return at.ask(with_session(make_request(verb::post, "/api/v1/core/actions/" + std::string{action},
                                                R"({"user":)" + std::to_string(user) + "}"),
                                   session.token, session.csrf));
    }
    static std::string path_of(const http::response& answer)
    {
        return std::string{json_of(answer).at("path").as_string()};
    }
};
NSCL_ON_EACH_DATABASE(OneTimeLinks);

TEST_P(OneTimeLinks, SetUpTheFirstAdministratorByForm)
{
    const auto path = served().issue_set_up_link().value();
    EXPECT_THAT(path, testing::MatchesRegex("/setup/[A-Za-z0-9_-]{43}"));
    const auto page = server().ask(make_request(verb::get, path));
    EXPECT_EQ(page.status, 200U);
    EXPECT_THAT(page.body, testing::HasSubstr("Tạo quản trị viên đầu tiên"));
    EXPECT_THAT(header(page, "Content-Security-Policy"), testing::HasSubstr("default-src 'none'"));

    const auto done =
        post_form(path, "username=quan.tri&display_name=Qu%E1%BA%A3n+tr%E1%BB%8B&password=Correct-Horse-7-Battery"
                        "&password_again=Correct-Horse-7-Battery");
    EXPECT_EQ(done.status, 200U) << done.body;
    const auto session = logged_in("quan.tri");
    EXPECT_EQ(session.body.at("user").at("display_name").as_string(), "Quản trị");
    EXPECT_THAT(boost::json::serialize(session.body.at("user").at("roles")), testing::HasSubstr("administrator"));
    EXPECT_EQ(journalled("link_used"), 1);
}

TEST_P(OneTimeLinks, ForSetUpAreNotIssuedOnceThereIsAnAdministrator)
{
    add_user("quan.tri", "administrator");
    EXPECT_EQ(served().issue_set_up_link(), std::nullopt);
}

TEST_P(OneTimeLinks, ForSetUpMakeOneAdministratorOnly)
{
    const auto first = api_path(served().issue_set_up_link().value());
    const auto second = api_path(served().issue_set_up_link().value());
    EXPECT_EQ(post(first, set_up_body("mot.admin")).status, 200U);
    const auto late = post(second, set_up_body("hai.admin"));
    EXPECT_EQ(late.status, 409U);
    EXPECT_EQ(code_of(late), "already_set_up");
}

TEST_P(OneTimeLinks, WorkOnce)
{
    const auto path = served().issue_set_up_link().value();
    EXPECT_EQ(post(api_path(path), set_up_body("quan.tri")).status, 200U);
    const auto again = post(api_path(path), set_up_body("ke.gian"));
    EXPECT_EQ(again.status, 404U);
    EXPECT_EQ(code_of(again), "link_expired");
    EXPECT_EQ(server().ask(make_request(verb::get, path)).status, 404U);
}

TEST_P(OneTimeLinks, WorkOnceAlsoWhenTwoUseThemAtTheSameTime)
{
    add_user("quan.tri", "administrator");
    const auto user = add_user("lan", "officer");
    for (int round = 0; round < 5; ++round) {
        const auto path = api_path(path_of(hand_out("reset-password", user)));
        std::barrier start{2};
        std::array<unsigned, 2> statuses{};
        const auto use = [&](std::size_t which) {
            const auto body =
                R"({"password":"Racing-Password-)" + std::to_string(round) + std::to_string(which) + R"("})";
            start.arrive_and_wait();
            statuses.at(which) = post(path, body).status;
        };
        std::thread other{use, 1U};
        use(0);
        other.join();
        EXPECT_THAT(statuses, testing::UnorderedElementsAre(200U, 404U));
    }
}

TEST_P(OneTimeLinks, Expire)
{
    const auto path = served().issue_set_up_link().value();
    clock().advance(24h);
    EXPECT_EQ(server().ask(make_request(verb::get, path)).status, 404U);
    EXPECT_EQ(post(api_path(path), set_up_body("quan.tri")).status, 404U);
    served().sweep();
    EXPECT_EQ(count("SELECT COUNT(*) FROM core_link"), 0);
}

TEST_P(OneTimeLinks, CannotBeGuessed)
{
    served().issue_set_up_link();
    for (const std::string& guess : {std::string{"x"}, std::string(43, 'A'), std::string{"' OR 1=1 --"}}) {
        EXPECT_EQ(server().ask(make_request(verb::get, "/setup/" + guess)).status, 404U);
    }
}

TEST_P(OneTimeLinks, SurviveARefusedPassword)
{
    const auto path = served().issue_set_up_link().value();
    const auto refused = post_form(path, "username=quan.tri&display_name=%3Cb%3E&password=short&password_again=short");
    EXPECT_EQ(refused.status, 422U);
    EXPECT_THAT(refused.body, testing::HasSubstr("Mật khẩu cần ít nhất 14 ký tự."));
    EXPECT_THAT(refused.body, testing::HasSubstr("&lt;b&gt;"));
    EXPECT_THAT(refused.body, testing::Not(testing::HasSubstr("<b>")));
    EXPECT_THAT(refused.body, testing::Not(testing::HasSubstr("short")));
    EXPECT_EQ(post(api_path(path), set_up_body("quan.tri")).status, 200U);
}

TEST_P(OneTimeLinks, RefuseFormsThatAreNone)
{
    const auto path = served().issue_set_up_link().value();
    EXPECT_EQ(post_form(path, "username=a&username=b").status, 400U);
    EXPECT_EQ(post_form(path, "evil=1").status, 400U);
    EXPECT_EQ(post_form(path, "username=%zz").status, 400U);
    EXPECT_EQ(post(path, "{}").status, 415U);
    const auto differing =
        post_form(path, "username=quan.tri&display_name=Q&password=Correct-Horse-7-Battery&password_again=x");
    EXPECT_EQ(differing.status, 422U);
    EXPECT_THAT(differing.body, testing::HasSubstr("Hai lần nhập mật khẩu khác nhau."));
}

TEST_P(OneTimeLinks, InviteAUserToChooseAPassword)
{
    add_user("quan.tri", "administrator");
    const auto user =
        create("core.user", {{"username", std::string{"moi"}}, {"display_name", std::string{"Người mới"}}});
    const auto answer = hand_out("invite", user);
    EXPECT_EQ(answer.status, 201U) << answer.body;
    const auto shown = json_of(server().ask(make_request(verb::get, api_path(path_of(answer)))));
    EXPECT_EQ(shown.at("purpose").as_string(), "invitation");
    EXPECT_EQ(shown.at("username").as_string(), "moi");
    EXPECT_EQ(
        post_form(path_of(answer), "password=Correct-Horse-7-Battery&password_again=Correct-Horse-7-Battery").status,
        200U);
    EXPECT_EQ(logged_in("moi").body.at("user").at("id").as_int64(), user);
    EXPECT_EQ(journalled("link_issued"), 1);
}

TEST_P(OneTimeLinks, BeginWithThePublicUrlWhereThereIsOne)
{
    add_user("quan.tri", "administrator");
    const auto user = add_user("lan", "officer");
    EXPECT_FALSE(json_of(hand_out("invite", user)).as_object().contains("url")) << "nobody said how users get here";

    server_accounts behind_proxy{db(), clock(), rules(), "https://nscl.example.vn"};
    for (const auto* action : {"invite", "reset-password"}) {
        const auto answer = hand_out(behind_proxy, action, user, "quan.tri");
        EXPECT_EQ(json_of(answer).at("url").as_string(), "https://nscl.example.vn" + path_of(answer));
    }
}

TEST_P(OneTimeLinks, ResetAPasswordAndEndEveryLogin)
{
    add_user("quan.tri", "administrator");
    const auto user = add_user("lan", "officer");
    const auto session = logged_in("lan");
    for (int i = 0; i < 5; ++i) log_in("lan", "wrong");
    const auto path = api_path(path_of(hand_out("reset-password", user)));
    EXPECT_THAT(errors_of(post(path, R"({"password":"Correct-Horse-7-Battery"})")),
                testing::ElementsAre("/password password_reused"));
    EXPECT_EQ(post(path, R"({"password":"Wrong-Staple-42-Donkey"})").status, 200U);
    EXPECT_TRUE(identify(with_session(make_request(verb::get, "/"), session.token)).has_error());
    EXPECT_EQ(log_in("lan", other_password).status, 200U) << "the lock is gone too";
}

TEST_P(OneTimeLinks, ReplaceEarlierOnesOfTheSameUser)
{
    add_user("quan.tri", "administrator");
    const auto user = add_user("lan", "officer");
    const auto first = path_of(hand_out("reset-password", user));
    hand_out("reset-password", user);
    EXPECT_EQ(server().ask(make_request(verb::get, first)).status, 404U);
}

TEST_P(OneTimeLinks, AreHandedOutByAdministratorsOnlyAndForActiveUsersOnly)
{
    add_user("quan.tri", "administrator");
    const auto user = add_user("lan", "officer");
    EXPECT_EQ(hand_out("reset-password", user, "lan").status, 403U);
    EXPECT_EQ(post("/api/v1/core/actions/invite", R"({"user":1})").status, 401U);
    EXPECT_THAT(errors_of(hand_out("invite", 999999)), testing::ElementsAre("/user unknown_reference"));
    ASSERT_TRUE(try_update("core.user", user, {{"active", std::int64_t{0}}}).has_value());
    EXPECT_THAT(errors_of(hand_out("invite", user)), testing::ElementsAre("/user disabled"));
}

TEST_P(OneTimeLinks, LeaveNoSecretInTheDatabase)
{
    const auto path = served().issue_set_up_link().value();
    const auto token = path.substr(path.rfind('/') + 1);
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM core_link WHERE "hash"=?)", {token}), 0);
    EXPECT_EQ(count(R"(SELECT COUNT(*) FROM core_journal WHERE "changes" LIKE ?)", {"%" + token + "%"}), 0);
}

} // namespace

} // namespace nscl::tests
