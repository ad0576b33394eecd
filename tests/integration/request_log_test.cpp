// What the log says of a request, and what it never says.
#include "tests/integration/administrator.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

/// The line about the request with this id; throws when there is not exactly one, or when any line is no JSON.
json::object line_about(std::string_view request, const std::string& log)
{
    std::vector<json::object> found;
    std::istringstream lines{log};
    for (std::string line; std::getline(lines, line);) {
        json::object members = json::parse(line).as_object();
        if (members.at("event") == "request" && members.at("id").as_string() == request)
            found.push_back(std::move(members));
    }
    if (found.size() != 1)
        throw std::runtime_error(std::to_string(found.size()) + " lines about a request in:\n" + log);
    return found.front();
}

std::vector<std::string> names(const json::object& of)
{
    std::vector<std::string> all;
    for (const auto& member : of) all.emplace_back(member.key());
    return all;
}

std::string cookie_of(const answer& got)
{
    const std::string_view whole = got.header("set-cookie");
    const std::string_view value = whole.substr(whole.find('=') + 1);
    return std::string{value.substr(0, value.find(';'))};
}

std::string text(const answer& from, std::string_view member)
{
    return std::string{json::parse(from.body).at(member).as_string()};
}

class RequestLog : public testing::TestWithParam<engine> {};
NSCL_ON_EACH_DATABASE(RequestLog);

TEST_P(RequestLog, HasOneJsonLineForARequest)
{
    const test_database fresh{GetParam()};
    server_process server{on(fresh)};
    api_user admin = first_administrator(server);
    const answer me = admin.get("/api/v1/core/users?filter[username]=admin");
    const std::int64_t user = json::parse(me.body).at_pointer("/data/0/id").as_int64();
    const answer asked =
        admin.send({"GET", "/api/v1/core/users/" + std::to_string(user), {{"X-Request-Id", "mine-1"}}, {}});
    ASSERT_EQ(asked.status, 200U) << asked.body;
    const answer lost = admin.send({"DELETE", "/api/v1/nothing", {{"X-Request-Id", "mine-2"}}, {}});
    ASSERT_EQ(lost.status, 404U) << lost.body;
    const answer invited = admin.send({"POST",
                                       "/api/v1/core/actions/invite",
                                       {{"X-Request-Id", "mine-3"}, {"Content-Type", "application/json"}},
                                       json::serialize(json::object{{"user", user}})});
    ASSERT_EQ(invited.status, 201U) << invited.body;
    ASSERT_EQ(admin.send({"GET", "/api/v1/indicators", {{"X-Request-Id", "mine-4"}}, {}}).status, 200U);
    ASSERT_EQ(admin.send({"GET", "/api/v1/core/users/999999999", {{"X-Request-Id", "mine-5"}}, {}}).status, 404U);
    ASSERT_EQ(server.stop(), 0);

    const json::object line = line_about("mine-1", server.log());
    EXPECT_THAT(names(line), testing::ElementsAre("at", "level", "event", "method", "route", "status", "us", "bytes",
                                                  "id", "peer", "user", "problem"));
    EXPECT_EQ(line.at("method"), "GET");
    EXPECT_EQ(line.at("route"), "/api/v1/core/users/{id}");
    EXPECT_EQ(line.at("status"), 200);
    EXPECT_EQ(line.at("bytes").to_number<std::size_t>(), asked.body.size());
    EXPECT_GT(line.at("us").to_number<std::int64_t>(), 0);
    EXPECT_EQ(line.at("peer"), "127.0.0.1");
    EXPECT_EQ(line.at("user"), "admin");
    EXPECT_EQ(line.at("problem"), "") << "it went well";

    EXPECT_EQ(line_about("mine-3", server.log()).at("user"), "admin");
    EXPECT_EQ(line_about("mine-4", server.log()).at("user"), "admin");
    const json::object refused = line_about("mine-5", server.log());
    EXPECT_EQ(refused.at("user"), "admin") << "what is refused has a user too";
    EXPECT_EQ(refused.at("problem"), "not_found");

    const json::object other = line_about("mine-2", server.log());
    EXPECT_EQ(other.at("method"), "DELETE");
    EXPECT_EQ(other.at("route"), "");
    EXPECT_EQ(other.at("status"), 404);
    EXPECT_EQ(other.at("problem"), "not_found");
}

TEST_P(RequestLog, TellsOfEveryLimitThatIsCrossed)
{
    const test_database fresh{GetParam()};
    server_options options = on(fresh);
    options.environment["NSCL_LIMITS_CONNECTIONS"] = "2";
    server_process server{options};
    http_client one{server.port()};
    http_client two{server.port()};
    EXPECT_EQ(one.get("/healthz").status, 200U);
    EXPECT_EQ(two.get("/healthz").status, 200U);
    EXPECT_EQ(http_client{server.port()}.get("/healthz").status, 503U);
    const header_list json{{"X-Request-Id", "large"}, {"Content-Type", "application/json"}};
    EXPECT_EQ(one.send({"POST", "/api/v1/session", json, std::string(2'000'000, ' ')}).status, 413U);
    EXPECT_EQ(two.send({"GET", "/healthz", {{"X-Long", std::string(20'000, 'x')}}, {}}).status, 431U);
    ASSERT_EQ(server.stop(), 0);

    EXPECT_EQ(line_about("large", server.log()).at("status"), 413);
    EXPECT_EQ(line_about("large", server.log()).at("problem"), "too_large");
    EXPECT_THAT(server.log(), HasSubstr(R"("status":431)"));
    EXPECT_THAT(server.log(), HasSubstr(R"("event":"too_many_connections")"));
}

TEST_P(RequestLog, HasNoSecretAndNoValue)
{
    const test_database fresh{GetParam()};
    server_options options = on(fresh);
    options.environment["NSCL_LOG_LEVEL"] = "debug";
    server_process server{options};
    const std::string set_up = server.setup_token();
    api_user admin = first_administrator(server);
    grant(admin, "dost_officer");

    http_client client{server.port()};
    const answer in = client.send({"POST",
                                   "/api/v1/session",
                                   {{"Content-Type", "application/json"}},
                                   json::serialize(json::object{{"username", "admin"}, {"password", test_password}})});
    const answer out = client.send({"POST",
                                    "/api/v1/session",
                                    {{"Content-Type", "application/json"}},
                                    R"({"username":"admin","password":"Mistaken-Password-77"})"});
    EXPECT_EQ(out.status, 401U) << out.body;
    const std::int64_t right = first_id(admin, "/api/v1/core/grants?limit=1");
    const answer token = post(admin, "/api/v1/core/actions/api-tokens",
                              {{"name", "Máy"}, {"expires_at", in_a_month()}, {"limited_to", json::array{right}}});
    ASSERT_EQ(token.status, 201U) << token.body;
    const answer used = client.send({"GET",
                                     "/api/v1/core/users?filter[username]=SoughtWord77",
                                     {{"Authorization", "Bearer " + text(token, "secret")}},
                                     {}});
    EXPECT_EQ(used.status, 200U) << used.body;
    const std::int64_t invited =
        created(post(admin, "/api/v1/core/users", {{"username", "khach"}, {"display_name", "ShownName77"}}));
    const answer link = post(admin, "/api/v1/core/actions/invite", {{"user", invited}});
    ASSERT_EQ(link.status, 201U) << link.body;
    const std::string path = text(link, "path");
    EXPECT_EQ(client.get(path).status, 200U);
    const answer wrong = post(admin, organizations, {{"name", "WrittenValue77"}, {"tax_code", "4900000077"}});
    EXPECT_EQ(wrong.status, 422U) << wrong.body;
    ASSERT_EQ(server.stop(), 0);

    const std::string log = server.log();
    EXPECT_THAT(log, HasSubstr(R"("route":"/setup/{token}")")) << "the requests are there";
    for (const std::string& secret :
         {std::string{test_password}, std::string{"Mistaken-Password-77"}, cookie_of(in), text(in, "csrf"),
          text(token, "secret"), std::string{"SoughtWord77"}, std::string{"ShownName77"},
          path.substr(path.rfind('/') + 1), set_up, std::string{"WrittenValue77"}, std::string{"4900000077"},
          options.database_password}) {
        if (secret.empty() && GetParam() == engine::sqlite) continue; // it has no password
        ASSERT_GT(secret.size(), 7U);
        EXPECT_THAT(log, Not(HasSubstr(secret)));
    }
}

} // namespace
} // namespace nscl::tests
