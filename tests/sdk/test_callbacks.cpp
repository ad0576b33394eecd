/// What the wrapper makes of the plugin in everything.cpp when a host calls it. Numbers are those of data/everything.json.
#include "tests/sdk/driven_plugin.hpp"
#include "tests/sdk/everything.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace {

using namespace nscl::sdk;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const nscl_plugin& table()
{
    const nscl_boot boot{sizeof boot, NSCL_ABI_MAJOR, NSCL_ABI_MINOR, 0};
    const nscl_plugin* result = nullptr;
    if (nscl_plugin_query_v1(&boot, &result) != NSCL_OK)
        throw std::runtime_error{"the plugin refused its own header's version"};
    return *result;
}

class Callbacks : public testing::Test {
protected:
    static nscl_call call(std::int32_t kind, std::string_view action = {}, std::string_view name = {})
    {
        return fakes::driven_plugin::call(kind, action, name);
    }
    nscl_call on_record(std::int32_t kind, std::string_view action, fakes::fake_host::fields content)
    {
        nscl_call made = call(kind, action);
        made.record = host.record(std::move(content));
        return made;
    }
    /// Calls the route whose handler is given.
    std::int32_t route(std::function<answer(const request&)> handler)
    {
        everything::route = std::move(handler);
        return plugin.invoke(11, call(NSCL_CALL_ROUTE));
    }
    /// Calls the plugin's second check, which does this.
    std::int32_t check(std::function<void()> body)
    {
        everything::check = std::move(body);
        return plugin.invoke(2, on_record(NSCL_CALL_CHECK, "create", {}));
    }

    fakes::fake_host host;
    fakes::driven_plugin plugin{table(), host};
};

TEST(Entry, RefusesAHostOfAnotherMajor)
{
    const nscl_boot boot{sizeof boot, NSCL_ABI_MAJOR + 1, 0, 0};
    const nscl_plugin* table = nullptr;
    EXPECT_EQ(nscl_plugin_query_v1(&boot, &table), NSCL_REFUSED);
    EXPECT_EQ(table, nullptr);
}

TEST_F(Callbacks, ACheckReportsAtItsFieldWithParameters)
{
    EXPECT_EQ(plugin.invoke(1, on_record(NSCL_CALL_CHECK, "create", {{"cost", 5'000'001}})), NSCL_OK);
    EXPECT_THAT(host.calls, Contains("report cost cost_above_norm limit=5000000 unit=VND"));
}

TEST_F(Callbacks, NamesAreResolvedOnce)
{
    for (int i = 0; i < 3; ++i) plugin.invoke(1, on_record(NSCL_CALL_CHECK, "create", {{"cost", 1}}));
    EXPECT_THAT(host.calls, ElementsAre("entity training.course", "field cost"));
}

TEST_F(Callbacks, NamesAreResolvedByManyThreadsAtOnce)
{
    route([](const request& from) {
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&from] { from.transition("programme.organization", 1, "merge", {{"into", 2}}); });
        }
        for (std::thread& one : threads) one.join();
        return answer{};
    });
    EXPECT_EQ(std::count(host.calls.begin(), host.calls.end(), "transition programme.organization 1 merge into=2"), 4);
}

TEST_F(Callbacks, AClaimIsATextOrNothing)
{
    plugin.invoke(3, on_record(NSCL_CALL_CLAIM, "create", {{"title", "Kaizen"}}));
    EXPECT_EQ(host.result, value{"Kaizen"});
    plugin.invoke(3, on_record(NSCL_CALL_CLAIM, "create", {{"title", "free"}}));
    EXPECT_EQ(host.result, value{});
}

TEST_F(Callbacks, AHookChangesItsDraft)
{
    EXPECT_EQ(plugin.invoke(5, on_record(NSCL_CALL_BEFORE, "create", {})), NSCL_OK);
    EXPECT_THAT(host.calls, Contains("set title Untitled"));
}

TEST_F(Callbacks, AHookSeesWhatWas)
{
    nscl_call update = on_record(NSCL_CALL_BEFORE, "update", {{"cost", 8}});
    update.before = host.record({{"cost", 7}});
    EXPECT_EQ(plugin.invoke(6, update), NSCL_OK);
    EXPECT_THAT(host.calls, Contains("report  cost_is_fixed"));
}

TEST_F(Callbacks, AfterCommitKnowsItsTransition)
{
    nscl_call done = on_record(NSCL_CALL_AFTER_COMMIT, "transition", {});
    done.name = borrow("publish");
    EXPECT_EQ(plugin.invoke(9, done), NSCL_OK);
    EXPECT_THAT(host.log, ElementsAre("1 publish"));
}

TEST_F(Callbacks, AFieldTypeStoresWhatItReturnsUnlessItReports)
{
    const value given{"0101234567"};
    const detail::borrowed_values good{given};
    nscl_call field = call(NSCL_CALL_FIELD, {}, "tax_code");
    field.input = good.data();
    EXPECT_EQ(plugin.invoke(17, field), NSCL_OK);
    EXPECT_EQ(host.result, value{"T0101234567"});

    host.result.reset();
    const value wrong{"12"};
    const detail::borrowed_values bad{wrong};
    field.input = bad.data();
    EXPECT_EQ(plugin.invoke(17, field), NSCL_OK);
    EXPECT_EQ(host.result, std::nullopt);
    EXPECT_THAT(host.calls, Contains("report  cost_is_fixed"));
}

TEST_F(Callbacks, AFieldTypeOfNumbersGetsNumbers)
{
    const value given{21};
    const detail::borrowed_values raw{given};
    nscl_call field = call(NSCL_CALL_FIELD);
    field.input = raw.data();
    plugin.invoke(18, field);
    EXPECT_EQ(host.result, value{42});
}

TEST_F(Callbacks, AnIndicatorAnswersExactValuesAndNulls)
{
    host.settings["round_down_to"] = 35;
    EXPECT_EQ(plugin.invoke(19, call(NSCL_CALL_INDICATOR, {}, "supported")), NSCL_OK);
    EXPECT_EQ(
        host.result,
        value{json_text{
            R"({"series":[{"kind":"actual","label":{"vi":"Thực tế","en":"Actual"},"data":[{"category":"2026","value":"3.5"}]},)"
            R"({"kind":"target","label":{"vi":"Mục tiêu","en":"Target"},"data":[{"category":"2027","value":null,"note":{"vi":"Chưa có","en":"None yet"}}]}]})"}});
}

TEST_F(Callbacks, ARouteReadsItsRequestAndAnswers)
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

TEST_F(Callbacks, RecordsOfOthersAreReadAndChangedByName)
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

TEST_F(Callbacks, AnUnknownFieldOrEntityIsNamed)
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

TEST_F(Callbacks, QueriesDeliverTypedRowsInBatches)
{
    for (int i = 0; i < 130; ++i) host.rows.push_back({i, i == 3 ? value{} : value{"row " + std::to_string(i)}});
    route([](const request& from) {
        std::int64_t sum = 0;
        int nulls = 0;
        for (const auto& [id, title] : from.query<std::int64_t, std::optional<std::string_view>>(
                 "SELECT id, title FROM t WHERE a = ?", {"x'y"})) {
            sum += id;
            if (!title) ++nulls;
        }
        EXPECT_EQ(sum, 129 * 130 / 2);
        EXPECT_EQ(nulls, 1);
        return answer{};
    });
    EXPECT_THAT(host.calls, ElementsAre("query SELECT id, title FROM t WHERE a = ? x'y -> it"));
    EXPECT_EQ(host.open_cursors, 0);
}

TEST_F(Callbacks, AQueryIsClosedWhenItsLoopIsLeft)
{
    host.rows = {{1}, {2}};
    EXPECT_EQ(route([](const request& from) -> answer {
                  for (const auto& [id] : from.query<std::int64_t>("SELECT id FROM t"))
                      throw std::runtime_error{"at " + std::to_string(id)};
                  return answer{};
              }),
              NSCL_FAILED);
    EXPECT_EQ(host.open_cursors, 0);
}

TEST_F(Callbacks, FirstOfNoRowsIsNothing)
{
    route([](const request& from) {
        EXPECT_FALSE(from.query<std::string>("SELECT 1").first());
        return answer{};
    });
    EXPECT_EQ(host.open_cursors, 0);
}

TEST_F(Callbacks, ATransactionReturnsWhatItsWorkReturns)
{
    route([](const request& from) {
        const std::int64_t id = from.transact([](const transaction& now) {
            now.lock("course", 1);
            EXPECT_EQ(now.execute("DELETE FROM scratch WHERE a = ?", {1}), 3);
            return now.create("course", {{"cost", 1}});
        });
        EXPECT_EQ(id, 42);
        return answer{};
    });
    EXPECT_THAT(host.calls, ElementsAre("begin", "entity training.course", "lock training.course 1",
                                        "execute DELETE FROM scratch WHERE a = ? 1 in 1000", "field cost",
                                        "create training.course as 0 in 1000 cost=1", "commit"));
}

TEST_F(Callbacks, ATransactionThatLosesARaceUnwindsAndRunsAgain)
{
    host.failing["create"] = {NSCL_RETRY, NSCL_RETRY};
    int runs = 0;
    EXPECT_EQ(route([&](const request& from) {
                  from.transact([&](const transaction& now) {
                      ++runs;
                      now.create("course", {});
                      now.lock("course", 1);
                  });
                  return answer{};
              }),
              NSCL_OK);
    EXPECT_EQ(runs, 3);
    EXPECT_EQ(std::count(host.calls.begin(), host.calls.end(), "roll back 7"), 2);
    EXPECT_EQ(std::count(host.calls.begin(), host.calls.end(), "lock training.course 1"), 1);
}

TEST_F(Callbacks, ALostRaceWinsOverWhateverThePluginMadeOfIt)
{
    host.failing["create"] = {NSCL_RETRY};
    int runs = 0;
    EXPECT_EQ(route([&](const request& from) {
                  from.transact([&](const transaction& now) {
                      ++runs;
                      try {
                          now.create("course", {});
                      } catch (...) {
                      }
                  });
                  return answer{};
              }),
              NSCL_OK);
    EXPECT_EQ(runs, 2);
}

TEST_F(Callbacks, ANestedTransactionThatLosesARaceUnwindsTheOuterOne)
{
    host.failing["lock"] = {NSCL_RETRY};
    int outer = 0;
    EXPECT_EQ(route([&](const request& from) {
                  from.transact([&](const transaction& now) {
                      ++outer;
                      now.transact([](const transaction& inner) { inner.lock("course", 1); });
                  });
                  return answer{};
              }),
              NSCL_OK);
    EXPECT_EQ(outer, 2);
    EXPECT_THAT(host.calls, Contains("join"));
}

TEST_F(Callbacks, ACheckThatLosesARaceAsksToRunAgain)
{
    host.failing["get"] = {NSCL_RETRY};
    EXPECT_EQ(plugin.invoke(1, on_record(NSCL_CALL_CHECK, "update", {})), NSCL_RETRY);
}

TEST_F(Callbacks, AnExceptionOfTheWorkRollsBackAndArrivesAsItWas)
{
    struct own {};
    EXPECT_EQ(route([](const request& from) {
                  try {
                      from.transact([](const transaction&) { throw own{}; });
                  } catch (const own&) {
                      return answer::text("caught");
                  }
                  return answer::text("lost");
              }),
              NSCL_OK);
    EXPECT_EQ(host.answered, "caught");
    EXPECT_THAT(host.calls, ElementsAre("begin", "roll back 10"));
}

TEST_F(Callbacks, ARefusalCarriesCodeAndParameters)
{
    EXPECT_EQ(
        route([](const request&) -> answer { throw refused("cost_above_norm", {{"limit", 5}, {"unit", "VND"}}); }),
        NSCL_REFUSED);
    EXPECT_EQ(plugin.code(), "cost_above_norm");
    EXPECT_EQ(plugin.field(), "");
    EXPECT_EQ(plugin.parameters(), "limit=5 unit=VND");
}

TEST_F(Callbacks, EveryKindOfRefusalHasItsStatus)
{
    EXPECT_EQ(route([](const request&) -> answer { throw not_found(); }), NSCL_NOT_FOUND);
    EXPECT_EQ(route([](const request&) -> answer { throw forbidden(); }), NSCL_FORBIDDEN);
    EXPECT_EQ(route([](const request&) -> answer { throw conflict("taken"); }), NSCL_CONFLICT);
    EXPECT_EQ(plugin.code(), "taken");
}

TEST_F(Callbacks, ProblemsOfARequestEndIt)
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

TEST_F(Callbacks, WhatTheHostRefusesPassesThroughUnchanged)
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

TEST_F(Callbacks, ExceptionsFailClosed)
{
    EXPECT_EQ(check([] { throw std::runtime_error{"broken " + std::string(300, 'x')}; }), NSCL_FAILED);
    EXPECT_THAT(plugin.detail(), testing::StartsWith("broken xxx"));
    EXPECT_EQ(plugin.detail().size(), 255U);
    EXPECT_EQ(plugin.code(), "");
    EXPECT_EQ(check([] { throw 7; }), NSCL_FAILED);
    EXPECT_EQ(plugin.detail(), "an exception that is no std::exception");
    EXPECT_EQ(check([] {}), NSCL_OK);
}

TEST_F(Callbacks, AStaleRecordIsNoCrash)
{
    nscl_call stale = call(NSCL_CALL_CHECK, "update");
    stale.record = 99;
    EXPECT_EQ(plugin.invoke(1, stale), NSCL_STALE);
}

TEST_F(Callbacks, AnUnknownNumberIsMisuse)
{
    EXPECT_EQ(plugin.invoke(0, call(NSCL_CALL_CHECK)), NSCL_MISUSE);
    EXPECT_EQ(plugin.invoke(999, call(NSCL_CALL_CHECK)), NSCL_MISUSE);
    EXPECT_EQ(plugin.detail(), "no callback has number 999");
}

TEST_F(Callbacks, AStreamIsPulledUntilItBreaksAndIsReleased)
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

TEST_F(Callbacks, AStreamThatTheHostDoesNotTakeStaysThePlugins)
{
    host.failing["respond_stream"] = {NSCL_MISUSE};
    EXPECT_EQ(plugin.invoke(16, call(NSCL_CALL_ROUTE)), NSCL_MISUSE); // a leak would show under ASan
}

TEST_F(Callbacks, StartDrainAndStopReachThePlugin)
{
    host.settings["sender"] = "a@b.vn";
    EXPECT_EQ(plugin.start(), NSCL_OK);
    plugin.drain();
    plugin.stop();
    EXPECT_THAT(host.log, ElementsAre("1 started a@b.vn", "1 drained", "3 stopping went wrong"));
}

TEST_F(Callbacks, AStartThatThrowsFails)
{
    EXPECT_EQ(plugin.start(), NSCL_NOT_FOUND); // the setting is missing
}

TEST(Extensions, AHostWithoutOneIsToldSoWhenItIsNeeded)
{
    fakes::fake_host host;
    host.missing = {NSCL_DATABASE_V1, NSCL_CLOCK_V1};
    fakes::driven_plugin plugin{table(), host};
    ASSERT_EQ(plugin.created(), NSCL_OK);
    everything::route = [](const request& from) {
        EXPECT_THROW(from.today(), error);
        return answer::json(from.query<std::int64_t>("SELECT 1").first().has_value());
    };
    EXPECT_EQ(plugin.invoke(11, fakes::driven_plugin::call(NSCL_CALL_ROUTE)), NSCL_UNAVAILABLE);
    EXPECT_EQ(plugin.code(), "extension_missing");
}

TEST(Declare, GivesTheSameTextEachTime)
{
    nscl_text first{};
    nscl_text second{};
    EXPECT_EQ(table().declare(&first, nullptr), NSCL_OK);
    EXPECT_EQ(table().declare(&second, nullptr), NSCL_OK);
    EXPECT_EQ(first.data, second.data);
    EXPECT_THAT(std::string{view(first)}, HasSubstr("training_courses"));
}

} // namespace
