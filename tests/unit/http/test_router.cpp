#include "core/http/router.hpp"
#include "core/http/target.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace nscl::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

route made(verb which, std::string pattern, std::string owner = "core")
{
    return {which, std::move(pattern), [](const request&) { return json("{}"); }, std::move(owner)};
}

match find(const router& in, verb which, std::string_view path)
{
    return in.find(which, split_path(path));
}

std::string refusal_of(std::vector<route> routes)
{
    try {
        const router built{std::move(routes)};
    } catch (const std::invalid_argument& refused) {
        return refused.what();
    }
    return "";
}

TEST(Router, FindsARouteAndItsParameters)
{
    const router routes{{made(verb::get, "/api/v1/{plugin}/{entities}/{id}")}};
    const auto found = find(routes, verb::get, "/api/v1/training/courses/12");
    ASSERT_EQ(found.what, match::kind::found);
    EXPECT_EQ(found.route->pattern, "/api/v1/{plugin}/{entities}/{id}");
    EXPECT_THAT(found.parameters,
                ElementsAre(pair{"plugin", "training"}, pair{"entities", "courses"}, pair{"id", "12"}));
}

TEST(Router, PrefersALiteralToAParameterAndAParameterToARest)
{
    const router routes{{made(verb::get, "/a/{rest...}"), made(verb::get, "/a/{id}"), made(verb::get, "/a/new")}};
    EXPECT_EQ(find(routes, verb::get, "/a/new").route->pattern, "/a/new");
    EXPECT_EQ(find(routes, verb::get, "/a/12").route->pattern, "/a/{id}");
    EXPECT_EQ(find(routes, verb::get, "/a/12/b").route->pattern, "/a/{rest...}");
}

TEST(Router, ComesBackFromALiteralThatLeadsNowhere)
{
    const router routes{{made(verb::get, "/a/b/d"), made(verb::get, "/a/{x}/c"), made(verb::get, "/{rest...}")}};
    EXPECT_EQ(find(routes, verb::get, "/a/b/c").route->pattern, "/a/{x}/c");
    EXPECT_EQ(find(routes, verb::get, "/a/b/e").route->pattern, "/{rest...}");
}

TEST(Router, GivesTheRestWithItsSlashes)
{
    const router routes{{made(verb::get, "/files/{path...}")}};
    EXPECT_THAT(find(routes, verb::get, "/files/a/b/c.js").parameters, ElementsAre(pair{"path", "a/b/c.js"}));
    EXPECT_THAT(find(routes, verb::get, "/files/a/").parameters, ElementsAre(pair{"path", "a/"}));
    EXPECT_THAT(find(routes, verb::get, "/files/").parameters, ElementsAre(pair{"path", ""}));
    EXPECT_EQ(find(routes, verb::get, "/files").what, match::kind::no_such_path);
}

TEST(Router, GivesTheRootToARestAtTheRoot)
{
    const router routes{{made(verb::get, "/{path...}")}};
    EXPECT_THAT(find(routes, verb::get, "/").parameters, ElementsAre(pair{"path", ""}));
    const router both{{made(verb::get, "/{path...}"), made(verb::get, "/")}};
    EXPECT_EQ(find(both, verb::get, "/").route->pattern, "/");
}

TEST(Router, DistinguishesAClosingSlash)
{
    const router routes{{made(verb::get, "/a"), made(verb::get, "/b/")}};
    EXPECT_EQ(find(routes, verb::get, "/a/").what, match::kind::no_such_path);
    EXPECT_EQ(find(routes, verb::get, "/b").what, match::kind::no_such_path);
    EXPECT_EQ(find(routes, verb::get, "/b/").what, match::kind::found);
}

TEST(Router, MatchesNoEmptySegment)
{
    const router routes{{made(verb::get, "/a/{id}")}};
    EXPECT_EQ(find(routes, verb::get, "/a/").what, match::kind::no_such_path);
}

TEST(Router, AnswersMethodNotAllowedWithAllowHeader)
{
    const router routes{{made(verb::get, "/a"), made(verb::post, "/a"), made(verb::delete_, "/a/{id}")}};
    const auto found = find(routes, verb::patch, "/a");
    EXPECT_EQ(found.what, match::kind::no_such_verb);
    EXPECT_EQ(found.allow, "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(find(routes, verb::get, "/a/1").allow, "DELETE, OPTIONS");
    EXPECT_EQ(find(routes, verb::options, "/a").allow, "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(routes.allow(), "GET, HEAD, POST, DELETE, OPTIONS");
}

TEST(Router, LetsGetAnswerHeadUnlessHeadHasARoute)
{
    const router routes{{made(verb::get, "/a"), made(verb::get, "/b"), made(verb::head, "/b")}};
    EXPECT_EQ(find(routes, verb::head, "/a").route->verb, verb::get);
    EXPECT_EQ(find(routes, verb::head, "/b").route->verb, verb::head);
}

TEST(Router, NamesBothOwnersOfACollision)
{
    const auto why = refusal_of({made(verb::get, "/a/{id}", "training"), made(verb::get, "/a/{code}", "standards")});
    EXPECT_THAT(why, HasSubstr("training"));
    EXPECT_THAT(why, HasSubstr("standards"));
    EXPECT_THAT(why, HasSubstr("/a/{code}"));
}

TEST(Router, LetsTwoVerbsShareAPathUnderDifferentNames)
{
    const router routes{{made(verb::get, "/a/{id}"), made(verb::post, "/a/{code}")}};
    EXPECT_THAT(find(routes, verb::post, "/a/1").parameters, ElementsAre(pair{"code", "1"}));
}

TEST(Router, RefusesMalformedPatterns)
{
    for (const auto* each :
         {"", "a", "/a//b", "/{}", "/{...}", "/{rest...}/b", "/a{b}", "/{a", "/a}", "/{a}{b}", "/{a.}"}) {
        EXPECT_THAT(refusal_of({made(verb::get, each, "training")}), HasSubstr("training")) << each;
    }
    EXPECT_NE(refusal_of({route{verb::get, "/a", {}, "training"}}), "");
}

TEST(RoutingTable, KeepsAGenerationForThoseWhoHoldIt)
{
    routing_table table;
    EXPECT_THAT(table.current()->routes(), IsEmpty());
    const auto before = table.current();
    table.publish(std::make_shared<const router>(std::vector{made(verb::get, "/a")}));
    EXPECT_EQ(table.current()->routes().size(), 1U);
    EXPECT_THAT(before->routes(), IsEmpty());
}

/// A site's route.
route page(std::string pattern)
{
    auto made_one = made(verb::get, std::move(pattern), "console");
    made_one.of_site = true;
    return made_one;
}

class Site : public ::testing::Test {
protected:
    match asked(verb which, std::string_view path) const { return find(routes_, which, path); }
    std::string found(std::string_view path) const
    {
        const auto at = asked(verb::get, path);
        return at.what == match::kind::found ? at.route->pattern : "";
    }

private:
    router routes_{{made(verb::get, "/api/v1/schema"), made(verb::post, "/api/v1/session"), made(verb::get, "/healthz"),
                    made(verb::get, "/setup/{token}"), page("/"), page("/assets/{file}"), page("/{path...}")}};
};

TEST_F(Site, AnswersWhatIsNotTheServersOwn)
{
    EXPECT_EQ(found("/"), "/");
    EXPECT_EQ(found("/assets/app.js"), "/assets/{file}");
    EXPECT_EQ(found("/assets/fonts/a.woff2"), "/{path...}");
    EXPECT_EQ(found("/training/courses/12"), "/{path...}");
    EXPECT_EQ(found("/apiary"), "/{path...}");
    EXPECT_EQ(asked(verb::head, "/").what, match::kind::found);
}

TEST_F(Site, LeavesTheServersOwnPathsAlone)
{
    EXPECT_EQ(found("/healthz"), "/healthz");
    for (const auto* path : {"/api", "/api/", "/api/v1/nothing", "/api/v2", "/p", "/p/", "/p/console/x", "/setup",
                             "/setup/a/b", "/healthz/", "/metrics", "/readyz"})
        EXPECT_EQ(asked(verb::get, path).what, match::kind::no_such_path) << path;
    EXPECT_EQ(asked(verb::get, "/api/v1/session").what, match::kind::no_such_verb);
    EXPECT_EQ(asked(verb::post, "/healthz").what, match::kind::no_such_verb);
}

TEST_F(Site, IsUnknownToOtherVerbs)
{
    for (const auto each : {verb::post, verb::put, verb::patch, verb::delete_, verb::options}) {
        EXPECT_EQ(asked(each, "/").what, match::kind::no_such_path);
        EXPECT_EQ(asked(each, "/assets/app.js").what, match::kind::no_such_path);
    }
}

TEST(Router, RefusesASiteWhereTheServersPathsAre)
{
    EXPECT_THAT(refusal_of({page("/api/{path...}")}), HasSubstr("of console begins as the server's own paths do"));
    EXPECT_THAT(refusal_of({page("/"), made(verb::get, "/other")}), HasSubstr("/other of core begins with none"));
    auto written = page("/x");
    written.verb = verb::post;
    EXPECT_THAT(refusal_of({written}), HasSubstr("answers GET only"));
    EXPECT_THAT(refusal_of({page("/{a}"), page("/{b}")}), HasSubstr("collides"));
}

} // namespace
} // namespace nscl::http
