#include "core/http/router.hpp"
#include "tests/support/test_database.hpp"
#include "tests/unit/plugin_host/stage.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <stdexcept>

namespace nscl::tests {
namespace {

using http::verb;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string base = "/api/v1/puppet/actions";

class PluginRoutes : public testing::Test {
protected:
    test_database fresh{engine::sqlite};
    std::unique_ptr<database::database> db = fresh.open();
    stage on{*db};
    puppet& plugin = puppet::the();
    const nscl_http_v1& http = plugin.http();
    void* self = plugin.self();

    /// A callback that answers with a text.
    puppet::code says(std::string body)
    {
        return [this, body = std::move(body)](nscl_call& call, nscl_error& error) {
            return http.respond(self, call.context, 200, text("text/plain"), text(body), &error);
        };
    }

    static http::request with_body(std::string body, std::string type)
    {
        http::request made;
        made.body = http::request_body{std::move(body)};
        if (!type.empty()) made.headers.emplace_back("content-type", std::move(type));
        return made;
    }
};

std::string header_of(const http::response& answer, std::string_view name)
{
    for (const auto& [known, value] : answer.headers) {
        if (known == name) return value;
    }
    return {};
}

TEST_F(PluginRoutes, LieBelowTheirPluginsSpaces)
{
    std::vector<std::string> patterns;
    for (const auto& each : on.routes) patterns.push_back(each.pattern);
    EXPECT_THAT(patterns, ElementsAre(base + "/run", base + "/json", base + "/any", base + "/mine", base + "/boss",
                                      base + "/at-once", "/p/puppet/certificates/{code}", "/api/v1/core/plugins",
                                      "/api/v1/puppet/indicators/total", "/api/v1/indicators"));
    EXPECT_NO_THROW(http::router{on.routes});
}

TEST_F(PluginRoutes, AnswerWhatTheCallbackSays)
{
    const auto answer = on.run([&](nscl_call& call, nscl_error& error) {
        EXPECT_EQ(call.kind, NSCL_CALL_ROUTE);
        EXPECT_EQ(http.set_header(self, call.context, text("Cache-Control"), text("no-store"), &error), NSCL_OK);
        return http.respond(self, call.context, 201, text("text/plain; charset=utf-8"), text("Chào"), &error);
    });
    EXPECT_EQ(answer.status, 201U);
    EXPECT_EQ(answer.body, "Chào");
    EXPECT_EQ(header_of(answer, "Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(header_of(answer, "Cache-Control"), "no-store");
    EXPECT_EQ(answer.user, "user7");
}

TEST_F(PluginRoutes, ShowTheRequest)
{
    plugin.callbacks[99] = [&](nscl_call& call, nscl_error& error) {
        nscl_text value{};
        EXPECT_EQ(http.path_parameter(self, call.context, text("code"), &value, &error), NSCL_OK);
        EXPECT_EQ((std::string_view{value.data, value.size}), "A1");
        EXPECT_EQ(http.path_parameter(self, call.context, text("ghost"), &value, &error), NSCL_NOT_FOUND);
        EXPECT_EQ(http.header(self, call.context, text("X-Some"), &value, &error), NSCL_OK);
        EXPECT_EQ((std::string_view{value.data, value.size}), "thing");
        EXPECT_EQ(http.header(self, call.context, text("Cookie"), &value, &error), NSCL_NOT_FOUND);
        EXPECT_EQ(http.header(self, call.context, text("Authorization"), &value, &error), NSCL_NOT_FOUND);
        EXPECT_EQ(http.query_parameter(self, call.context, text("q"), &value, &error), NSCL_NOT_FOUND);
        EXPECT_EQ(http.language(self, call.context, &value, &error), NSCL_OK);
        EXPECT_EQ((std::string_view{value.data, value.size}), "en");
        return http.respond(self, call.context, 204, text(""), text(""), &error);
    };
    http::request request;
    request.path_parameters = {{"code", "A1"}};
    request.headers = {
        {"x-some", "thing"}, {"cookie", "secret"}, {"authorization", "Bearer secret"}, {"accept-language", "en"}};
    EXPECT_EQ(on.ask(verb::get, "/p/puppet/certificates/{code}", std::move(request)).status, 204U);
}

TEST_F(PluginRoutes, LetThroughWhomTheyAreFor)
{
    plugin.callbacks[99] = says("in");
    on.callers.who = nobody();
    EXPECT_EQ(on.ask(verb::get, base + "/run").status, 200U);
    EXPECT_EQ(on.ask(verb::get, base + "/mine").status, 401U);
    EXPECT_EQ(on.ask(verb::get, base + "/boss").status, 401U);
    on.callers.who = user(3, {"clerk"});
    EXPECT_EQ(on.ask(verb::get, base + "/mine").status, 200U);
    EXPECT_EQ(on.ask(verb::get, base + "/boss").status, 403U);
    on.callers.who = user(3, {"boss"});
    EXPECT_EQ(on.ask(verb::get, base + "/boss").status, 200U);
}

TEST_F(PluginRoutes, SayWhichParametersTheyKnow)
{
    const auto known = [&](const std::string& pattern) {
        const auto found = std::find_if(on.routes.begin(), on.routes.end(),
                                        [&](const http::route& each) { return each.pattern == base + pattern; });
        return found == on.routes.end() ? std::nullopt : found->query;
    };
    EXPECT_EQ(known("/run"), (std::vector<std::string>{"q"}));
    EXPECT_EQ(known("/json"), std::vector<std::string>{});
}

TEST_F(PluginRoutes, ForAnyoneAreForThoseTooWhoseSessionHasEnded)
{
    plugin.callbacks[99] = says("in");
    on.callers.refused = messages::refuse(messages::reason::unauthenticated, "session_expired");
    const auto with = [&](std::string header, std::string value) {
        http::request request;
        request.headers.emplace_back(std::move(header), std::move(value));
        return on.ask(verb::get, base + "/run", std::move(request));
    };
    EXPECT_EQ(with("cookie", "nscl_session=old").status, 200U);
    // Who names a token means it.
    EXPECT_EQ(with("authorization", "Bearer old").status, 401U);
}

TEST_F(PluginRoutes, RunOnAnIoThreadWhereTheyAreDeclaredNonBlocking)
{
    const auto placed = [&](const std::string& pattern) {
        const auto found = std::ranges::find(on.routes, base + pattern, &http::route::pattern);
        return found == on.routes.end() ? std::nullopt : std::optional{found->runs_on};
    };
    EXPECT_EQ(placed("/at-once"), http::placement::io_thread);
    EXPECT_EQ(placed("/run"), http::placement::worker);
}

TEST_F(PluginRoutes, SayWhichAreExpensive)
{
    for (const auto& each : on.routes)
        EXPECT_EQ(each.counts_as, each.pattern == base + "/boss" ? http::rate::expensive : http::rate::unlimited)
            << each.pattern;
}

TEST_F(PluginRoutes, AskNobodyWhoTheyAreWhereTheyDoNotBlock)
{
    plugin.callbacks[99] = says("in");
    on.callers.refused = messages::refuse(messages::reason::unauthenticated, "session_expired");
    const auto answer = on.ask(verb::get, base + "/at-once");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.user, "");
}

TEST_F(PluginRoutes, AreRefusedWhatMayWaitWhereTheyDoNotBlock)
{
    plugin.callbacks[99] = [&](nscl_call& call, nscl_error& error) {
        nscl_handle cursor{};
        const std::uint8_t type = NSCL_INTEGER;
        EXPECT_EQ(plugin.database().query(self, call.context, text("SELECT 1"), nullptr, 0, &type, 1, &cursor, &error),
                  NSCL_MISUSE);
        EXPECT_EQ(http.respond_stream(self, call.context, 200, text("text/csv"), 99, 0, &error), NSCL_MISUSE);
        nscl_text value{};
        EXPECT_EQ(http.language(self, call.context, &value, &error), NSCL_OK);
        EXPECT_EQ(http.set_header(self, call.context, text("Cache-Control"), text("no-store"), &error), NSCL_OK);
        return http.respond(self, call.context, 200, text("text/plain"), text("x"), &error);
    };
    EXPECT_EQ(on.ask(verb::get, base + "/at-once").status, 200U);
}

TEST_F(PluginRoutes, CheckTheKindOfBody)
{
    plugin.callbacks[99] = says("in");
    EXPECT_EQ(on.ask(verb::get, base + "/run", with_body("x", "text/plain")).status, 400U);
    EXPECT_EQ(on.ask(verb::post, base + "/json", with_body("{}", "application/json")).status, 200U);
    EXPECT_EQ(on.ask(verb::post, base + "/json", with_body("[1]", "Application/JSON; charset=utf-8")).status, 200U);
    EXPECT_EQ(on.ask(verb::post, base + "/json", with_body("{}", "text/plain")).status, 415U);
    EXPECT_EQ(on.ask(verb::post, base + "/json", with_body("{}", "")).status, 415U);
    for (const auto* wrong : {"", "{", "{}}", "{\"a\":\"\xff\"}", "nul", "{\"a\":1,\"a\":2}"}) {
        EXPECT_EQ(on.ask(verb::post, base + "/json", with_body(wrong, "application/json")).status, 400U) << wrong;
    }
    EXPECT_EQ(on.ask(verb::post, base + "/json", with_body(std::string(100, '['), "application/json")).status, 400U);
    EXPECT_EQ(on.ask(verb::post, base + "/any", with_body("\xff", "image/png")).status, 200U);
}

TEST_F(PluginRoutes, TurnStatusesIntoProblems)
{
    const auto status_of = [&](std::int32_t status) {
        return on.run([status](nscl_call&, nscl_error& error) {
            return plugin_host::answer(&error, {status, "too_odd", "", "", {{"limit", "3"}}});
        });
    };
    EXPECT_EQ(status_of(NSCL_REFUSED).status, 422U);
    EXPECT_EQ(status_of(NSCL_NOT_FOUND).status, 404U);
    EXPECT_EQ(status_of(NSCL_FORBIDDEN).status, 403U);
    EXPECT_EQ(status_of(NSCL_CONFLICT).status, 409U);
    EXPECT_EQ(status_of(NSCL_UNAVAILABLE).status, 503U);
    for (const auto garbage : {NSCL_END, NSCL_RETRY, NSCL_STALE, NSCL_MISUSE, NSCL_FAILED, INT32_C(-1), INT32_C(99)}) {
        EXPECT_EQ(status_of(garbage).status, 500U) << garbage;
    }
    EXPECT_THAT(status_of(NSCL_CONFLICT).body, HasSubstr("Lẻ quá: 3"));
}

TEST_F(PluginRoutes, NameTheFieldOfARefusal)
{
    const auto answer = on.run([](nscl_call&, nscl_error& error) {
        return plugin_host::answer(&error, {NSCL_REFUSED, "too_odd", "size", "", {{"limit", "3"}}});
    });
    EXPECT_EQ(answer.status, 422U);
    EXPECT_THAT(answer.body, HasSubstr("\"/size\""));
}

TEST_F(PluginRoutes, FailWhenNothingOrTwiceIsAnswered)
{
    EXPECT_EQ(on.run([](nscl_call&, nscl_error&) { return NSCL_OK; }).status, 500U);
    const auto answer = on.run([&](nscl_call& call, nscl_error& error) {
        EXPECT_EQ(http.respond(self, call.context, 200, text("text/plain"), text("first"), &error), NSCL_OK);
        EXPECT_EQ(http.respond(self, call.context, 200, text("text/plain"), text("second"), &error), NSCL_MISUSE);
        EXPECT_EQ(http.set_header(self, call.context, text("X-Late"), text("1"), &error), NSCL_MISUSE);
        return NSCL_OK;
    });
    EXPECT_EQ(answer.body, "first");
}

TEST_F(PluginRoutes, FailWhenTheCallbackThrowsAndServeTheNextRequest)
{
    const auto thrown =
        on.run([](nscl_call&, nscl_error&) -> std::int32_t { throw std::runtime_error{"thrown on purpose"}; });
    EXPECT_EQ(thrown.status, 500U);
    EXPECT_THAT(thrown.body, HasSubstr(R"("code":"internal_error")"));
    EXPECT_THAT(thrown.body, Not(HasSubstr("thrown on purpose")));
    EXPECT_EQ(on.run(says("in")).body, "in");

    const auto odd = on.run([](nscl_call&, nscl_error&) -> std::int32_t { throw 42; });
    EXPECT_EQ(odd.status, 500U);
    EXPECT_THAT(odd.body, HasSubstr(R"("code":"internal_error")"));
    EXPECT_EQ(on.run(says("in again")).body, "in again");
}

TEST_F(PluginRoutes, FailWhenTheCallbackThrowsAfterItHasAnswered)
{
    const auto thrown = on.run([&](nscl_call& call, nscl_error& error) -> std::int32_t {
        EXPECT_EQ(http.respond(self, call.context, 200, text("text/plain"), text("half"), &error), NSCL_OK);
        throw std::runtime_error{"thrown on purpose"};
    });
    EXPECT_EQ(thrown.status, 500U);
    EXPECT_THAT(thrown.body, Not(HasSubstr("half")));
}

TEST_F(PluginRoutes, RefuseAnswersThatWouldBreakTheProtocol)
{
    on.inside([&](nscl_handle context) {
        auto error = no_error();
        EXPECT_EQ(http.set_header(self, context, text("X-Bad"), text("a\r\nSet-Cookie: b"), &error), NSCL_MISUSE);
        EXPECT_EQ(http.set_header(self, context, text("X Bad"), text("a"), &error), NSCL_MISUSE);
        EXPECT_EQ(http.set_header(self, context, text(""), text("a"), &error), NSCL_MISUSE);
        for (const auto* own : {"Content-Length", "transfer-encoding", "Set-Cookie", "Connection", "Date"}) {
            EXPECT_EQ(http.set_header(self, context, text(own), text("1"), &error), NSCL_MISUSE) << own;
        }
        EXPECT_EQ(http.respond(self, context, 99, text("text/plain"), text("x"), &error), NSCL_MISUSE);
        EXPECT_EQ(http.respond(self, context, 1000, text("text/plain"), text("x"), &error), NSCL_MISUSE);
        EXPECT_EQ(http.respond(self, context, 200, text(""), text("x"), &error), NSCL_MISUSE);
        EXPECT_EQ(http.respond(self, context, 204, text("text/plain"), text("x"), &error), NSCL_MISUSE);
        EXPECT_EQ(http.respond(self, context, 200, text("text/plain\r\n"), text("x"), &error), NSCL_MISUSE);
        EXPECT_EQ(http.respond(self, context, 200, text("text/plain"), {nullptr, 5}, &error), NSCL_MISUSE);
    });
}

/// A stream of the plugin's: "0", "1", ... up to its length.
class PluginStreams : public PluginRoutes {
protected:
    int made = 0;
    int released = 0;
    int length = 3;

    void SetUp() override
    {
        plugin.callbacks[99] = [this](nscl_call& call, nscl_error& error) {
            switch (call.kind) {
            case NSCL_CALL_CHUNK: return chunk(call, error);
            case NSCL_CALL_RELEASE: ++released; return NSCL_OK;
            default: return http.respond_stream(self, call.context, 200, text("text/plain"), 99, 4711, &error);
            }
        };
    }

    std::int32_t chunk(nscl_call& call, nscl_error& error)
    {
        EXPECT_EQ(call.state, 4711U);
        nscl_text value{};
        EXPECT_EQ(http.language(self, call.context, &value, &error), NSCL_OK);
        EXPECT_EQ(http.body(self, call.context, &value, &error), NSCL_MISUSE); // the request is over
        EXPECT_EQ(http.respond(self, call.context, 200, text("a"), text("b"), &error), NSCL_MISUSE);
        if (made == length) return NSCL_OK;
        call.buffer[0] = static_cast<std::uint8_t>('0' + made++);
        call.written = 1;
        return NSCL_OK;
    }

    static std::string drain(http::response& answer)
    {
        std::string all;
        char buffer[16];
        while (const auto count = answer.stream->next(buffer)) all.append(buffer, count);
        return all;
    }
};

TEST_F(PluginStreams, ArePulledPieceByPieceAndReleasedOnce)
{
    auto answer = on.ask(verb::get, base + "/run");
    ASSERT_NE(answer.stream, nullptr);
    EXPECT_EQ(drain(answer), "012");
    EXPECT_EQ(released, 0);
    answer.stream.reset();
    EXPECT_EQ(released, 1);
}

TEST_F(PluginStreams, AreReleasedWhenNobodyReadsOn)
{
    on.ask(verb::get, base + "/run");
    EXPECT_EQ(made, 0);
    EXPECT_EQ(released, 1);
}

TEST_F(PluginStreams, BreakOffWhenTheyFail)
{
    auto answer = on.ask(verb::get, base + "/run");
    plugin.callbacks[99] = [this](nscl_call& call, nscl_error&) {
        if (call.kind == NSCL_CALL_RELEASE) ++released;
        return call.kind == NSCL_CALL_RELEASE ? NSCL_OK : NSCL_FAILED;
    };
    EXPECT_ANY_THROW(drain(answer));
    plugin.callbacks[99] = [this](nscl_call& call, nscl_error&) {
        if (call.kind == NSCL_CALL_RELEASE) ++released;
        call.written = call.capacity + 1;
        return NSCL_OK;
    };
    EXPECT_ANY_THROW(drain(answer));
    answer.stream.reset();
    EXPECT_EQ(released, 1);
}

TEST_F(PluginStreams, KeepTheirPluginMapped)
{
    auto answer = on.ask(verb::get, base + "/run");
    on.routes.clear();
    EXPECT_EQ(drain(answer), "012");
}

} // namespace
} // namespace nscl::tests
