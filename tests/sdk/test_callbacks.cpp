/// What the wrapper makes of a plugin's checks, claims, hooks, field types and indicators when a host calls them.
#include "tests/sdk/called_plugin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

namespace {

using namespace nscl::sdk;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Callbacks : public called_plugin {};

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
            R"({"kind":"target","label":{"vi":"Mục tiêu","en":"Target"},"data":[{"category":"2027","value":null,"note":{"vi":"Chưa có","en":"None yet"}},)"
            R"({"category":"online","label":{"vi":"Trực tuyến","en":"Online"},"value":"2","records":{"entity":"course","query":"filter[form]=online"}}]}]})"}});
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

TEST(Declare, GivesTheSameTextEachTime)
{
    nscl_text first{};
    nscl_text second{};
    EXPECT_EQ(everything_table().declare(&first, nullptr), NSCL_OK);
    EXPECT_EQ(everything_table().declare(&second, nullptr), NSCL_OK);
    EXPECT_EQ(first.data, second.data);
    EXPECT_THAT(std::string{view(first)}, HasSubstr("training_courses"));
}

} // namespace
