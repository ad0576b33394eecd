/// What a plugin's routes see and answer, and what they can do with records.
#include "tests/sdk/called_plugin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace {

using namespace nscl::sdk;
using testing::Contains;
using testing::ElementsAre;

class Routes : public called_plugin {};

TEST_F(Routes, ARouteReadsItsRequestAndAnswers)
{
    host.path_parameters["code"] = "AB 1";
    host.query_parameters["deep"] = "1";
    host.headers["X-A"] = "b";
    host.body = "{}";
    host.user = 7;
    host.roles = {"officer"};
    const auto status = route([](const request& from) {
        EXPECT_EQ(from.path("code"), "AB 1");
        EXPECT_EQ(from.query_parameter("deep"), "1");
        EXPECT_EQ(from.query_parameter("name"), std::nullopt);
        EXPECT_EQ(from.header("X-A"), "b");
        EXPECT_EQ(from.body(), "{}");
        EXPECT_EQ(from.language(), "vi");
        EXPECT_EQ(from.who().id(), 7);
        EXPECT_TRUE(from.who().has_role("officer"));
        EXPECT_FALSE(from.who().has_role("leader"));
        EXPECT_EQ(from.now(), timestamp{std::chrono::seconds{1}});
        EXPECT_EQ(to_text(from.today()), "1970-02-01");
        from.audit("certificate_shown", json_object().set("code", from.path("code")));
        return answer::json(json_object().set("ok", true), 201).with("X-B", "c");
    });
    EXPECT_EQ(status, NSCL_OK);
    EXPECT_EQ(host.status, 201U);
    EXPECT_EQ(host.content_type, "application/json");
    EXPECT_EQ(host.answered, R"({"ok":true})");
    EXPECT_THAT(host.calls, ElementsAre(R"(audit certificate_shown {"code":"AB 1"})", "header X-B: c"));
}

TEST_F(Routes, RecordsOfOthersAreReadAndChangedByName)
{
    const nscl_handle first = host.record({{"id", 1}, {"name", "A"}, {"founded", date{std::chrono::days{1}}}});
    const nscl_handle second = host.record({{"id", 2}, {"name", "B"}});
    host.lists["programme.organization?filter[tax_code]=1"] = {first, second};
    const auto status = route([](const request& from) {
        std::string names;
        for (const record& one : from.list("programme.organization", "filter[tax_code]=1"))
            names += *one.get<std::string>("name");
        EXPECT_EQ(names, "AB");
        EXPECT_EQ(from.read("programme.organization", 1).get<date>("founded"), date{std::chrono::days{1}});
        EXPECT_FALSE(from.find("programme.organization", 3));
        EXPECT_EQ(from.create("programme.organization", {{"name", "C"}, {"staff", 5}, {"parent", nullptr}}), 42);
        from.update("course", 5, {{"cost", 9}}, as_plugin);
        from.transition("course", 5, "publish", {{"room", "1"}});
        from.remove("course", 6);
        return answer{};
    });
    EXPECT_EQ(status, NSCL_OK) << plugin.detail();
    EXPECT_EQ(host.status, 204U);
    EXPECT_THAT(host.calls, Contains("create programme.organization as 0 in 1 name=C staff=5 parent="));
    EXPECT_THAT(host.calls, Contains("update training.course 5 as 1 cost=9"));
    EXPECT_THAT(host.calls, Contains("transition training.course 5 publish room=1"));
    EXPECT_THAT(host.calls, Contains("remove training.course 6"));
}

TEST_F(Routes, AnUnknownFieldOrEntityIsNamed)
{
    EXPECT_EQ(route([](const request& from) {
                  from.update("course", 1, {{"nothing", 1}});
                  return answer{};
              }),
              NSCL_NOT_FOUND);
    EXPECT_EQ(plugin.detail(), "training.course has no field nothing");
    EXPECT_EQ(route([](const request& from) {
                  from.find("other.nothing", 1);
                  return answer{};
              }),
              NSCL_NOT_FOUND);
    EXPECT_EQ(plugin.detail(), "there is no entity other.nothing");
}

TEST_F(Routes, ARefusalCarriesCodeAndParameters)
{
    EXPECT_EQ(
        route([](const request&) -> answer { throw refused("cost_above_norm", {{"limit", 5}, {"unit", "VND"}}); }),
        NSCL_REFUSED);
    EXPECT_EQ(plugin.code(), "cost_above_norm");
    EXPECT_EQ(plugin.field(), "");
    EXPECT_EQ(plugin.parameters(), "limit=5 unit=VND");
}

TEST_F(Routes, EveryKindOfRefusalHasItsStatus)
{
    EXPECT_EQ(route([](const request&) -> answer { throw not_found(); }), NSCL_NOT_FOUND);
    EXPECT_EQ(route([](const request&) -> answer { throw forbidden(); }), NSCL_FORBIDDEN);
    EXPECT_EQ(route([](const request&) -> answer { throw conflict("taken"); }), NSCL_CONFLICT);
    EXPECT_EQ(plugin.code(), "taken");
}

TEST_F(Routes, ProblemsOfARequestEndIt)
{
    EXPECT_EQ(route([](const request& from) {
                  problems found = from.problems();
                  found.stop_if_any();
                  found.at("name", "cost_is_fixed");
                  found.stop_if_any();
                  return answer{};
              }),
              NSCL_REFUSED);
    EXPECT_EQ(plugin.code(), "invalid");
    EXPECT_EQ(host.status, 0U);
}

TEST_F(Routes, WhatTheHostRefusesPassesThroughUnchanged)
{
    for (const std::int32_t status :
         {NSCL_REFUSED, NSCL_FORBIDDEN, NSCL_CONFLICT, NSCL_UNAVAILABLE, NSCL_STALE, NSCL_MISUSE}) {
        host.failing["update"] = {status};
        EXPECT_EQ(route([](const request& from) {
                      from.update("course", 1, {});
                      return answer{};
                  }),
                  status);
        EXPECT_EQ(plugin.code(), "update_failed");
        EXPECT_EQ(plugin.field(), "title");
        EXPECT_EQ(plugin.parameters(), "why=ordered");
        EXPECT_EQ(plugin.detail(), "as ordered");
    }
}

TEST_F(Routes, AStreamIsPulledUntilItBreaksAndIsReleased)
{
    EXPECT_EQ(plugin.invoke(16, call(NSCL_CALL_ROUTE)), NSCL_OK);
    EXPECT_EQ(host.stream_number, 16U);
    std::uint8_t buffer[8] = {};
    nscl_call chunk = call(NSCL_CALL_CHUNK);
    chunk.buffer = buffer;
    chunk.capacity = sizeof buffer;
    chunk.state = host.stream_state;
    EXPECT_EQ(plugin.invoke(16, chunk), NSCL_OK);
    EXPECT_EQ(chunk.written, 1U);
    EXPECT_EQ(buffer[0], 'x');
    EXPECT_EQ(plugin.invoke(16, chunk), NSCL_FAILED);
    EXPECT_EQ(plugin.detail(), "the second piece broke");
    nscl_call release = call(NSCL_CALL_RELEASE);
    release.state = host.stream_state;
    EXPECT_EQ(plugin.invoke(16, release), NSCL_OK);
}

TEST_F(Routes, AStreamThatTheHostDoesNotTakeStaysThePlugins)
{
    host.failing["respond_stream"] = {NSCL_MISUSE};
    EXPECT_EQ(plugin.invoke(16, call(NSCL_CALL_ROUTE)), NSCL_MISUSE); // a leak would show under ASan
}

TEST(Extensions, AHostWithoutOneIsToldSoWhenItIsNeeded)
{
    fakes::fake_host host;
    host.missing = {NSCL_DATABASE_V1, NSCL_CLOCK_V1};
    fakes::driven_plugin plugin{everything_table(), host};
    ASSERT_EQ(plugin.created(), NSCL_OK);
    everything::route = [](const request& from) {
        EXPECT_THROW(from.today(), error);
        return answer::json(from.query<std::int64_t>("SELECT 1").first().has_value());
    };
    EXPECT_EQ(plugin.invoke(11, fakes::driven_plugin::call(NSCL_CALL_ROUTE)), NSCL_UNAVAILABLE);
    EXPECT_EQ(plugin.code(), "extension_missing");
}

} // namespace
