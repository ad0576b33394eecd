#include "core/http/json_body.hpp"

#include <gtest/gtest.h>

namespace nscl::http {

namespace {

/// "" when it is read, else the refusal's code.
std::string read(std::string body, std::string type = "application/json", verb which = verb::post)
{
    request asked;
    asked.verb = which;
    asked.headers = {{"content-type", std::move(type)}};
    asked.body = request_body{std::move(body)};
    const auto parsed = json_body(asked, 32);
    return parsed.has_error() ? parsed.error().code : "";
}

std::string nested(std::size_t depth)
{
    return std::string(depth - 1, '[').insert(0, R"({"a":)") + std::string(depth - 1, ']') + "}";
}

} // namespace

TEST(JsonBody, ReadsAnObject)
{
    EXPECT_EQ(read(R"({"a":1,"b":{"a":[null,true,"ế"]}})"), "");
    EXPECT_EQ(read("{}", "Application/JSON; charset=utf-8"), "");
    EXPECT_EQ(read(" {} \r\n"), "");
}

TEST(JsonBody, RefusesWhatIsNoJson)
{
    for (const std::string bad :
         {"", "{", R"({"a":1,})", R"({a:1})", R"({"a":01})", R"({"a":NaN})", "{} {}", "{}x", "\xEF\xBB\xBF{}",
          R"({"a":"\ud800"})", R"({"a":'b'})", "{\"a\":\"\n\"}", "{/* a */}"}) {
        EXPECT_EQ(read(bad), "unreadable_json") << bad;
    }
    EXPECT_EQ(read("{\"a\":\"\xff\"}"), "unreadable_json");
    EXPECT_EQ(read(std::string("{\"a\":\"\0\"}", 9)), "unreadable_json");
}

TEST(JsonBody, RefusesWhatIsNoObject)
{
    for (const std::string bad : {"[]", "1", "null", "\"a\"", "true"}) EXPECT_EQ(read(bad), "not_an_object") << bad;
}

TEST(JsonBody, RefusesDeepNestingBeforeItCosts)
{
    EXPECT_EQ(read(nested(32)), "");
    EXPECT_EQ(read(nested(33)), "too_deep");
    EXPECT_EQ(read(std::string(1'000'000, '[')), "too_deep");
}

TEST(JsonBody, RefusesAMemberThatComesTwice)
{
    EXPECT_EQ(read(R"({"a":1,"a":1})"), "duplicate_member");
    EXPECT_EQ(read(R"({"a":{"b":1,"\u0062":2}})"), "duplicate_member");
    EXPECT_EQ(read(R"({"a":{"b":1},"c":{"b":2}})"), "");
    EXPECT_EQ(read("{\"a\":[{\"" + std::string(5000, 'k') + "\":1},{\"" + std::string(5000, 'k') + "\":1}]}"), "");
}

TEST(JsonBody, RefusesAnotherContentType)
{
    for (const std::string bad :
         {"", "text/plain", "application/jsonx", "application/x-www-form-urlencoded", "application/merge-patch+json"}) {
        EXPECT_EQ(read("{}", bad), "unsupported_media_type") << bad;
    }
    EXPECT_EQ(read("{}", "application/merge-patch+json", verb::patch), "");
}

} // namespace nscl::http
