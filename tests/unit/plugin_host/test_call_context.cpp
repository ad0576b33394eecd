#include "core/plugin_host/call_context.hpp"
#include "tests/support/captured_log.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace {

using namespace nscl::plugin_host;
using nscl::tests::capture_log;
using nscl::tests::captured_log;
namespace entities = nscl::entities;

std::unique_ptr<hosted_plugin> quiet_plugin()
{
    auto about = read_manifest(std::filesystem::path{NSCL_FIXTURES} / "quiet.so").value();
    return std::make_unique<hosted_plugin>(loaded_plugin::load(std::move(about), unmapping::real).value());
}

struct CallContext : testing::Test {
    std::unique_ptr<hosted_plugin> plugin = quiet_plugin();
    invocation about{.plugin = *plugin};
    entities::entity type;
    entities::record content;

    opened_record record() const { return {.type = &type, .content = &content}; }
};

TEST_F(CallContext, IsFoundByItsHandleWhileItRuns)
{
    nscl_handle handle = 0;
    {
        call_context context{about, nullptr};
        handle = context.handle();
        EXPECT_NE(handle, 0U);
        EXPECT_EQ(call_context::find(*plugin, handle), &context);
    }
    EXPECT_EQ(call_context::find(*plugin, handle), nullptr);
}

TEST_F(CallContext, IsNotFoundByForgedHandles)
{
    const call_context context{about, nullptr};
    const auto real = context.handle();
    for (const nscl_handle forged : {nscl_handle{0}, nscl_handle{1}, ~nscl_handle{0}, real + 1, real - 1,
                                     real ^ (nscl_handle{1} << 63U), real >> 32U}) {
        EXPECT_EQ(call_context::find(*plugin, forged), nullptr) << forged;
    }
}

TEST_F(CallContext, BelongsToItsPlugin)
{
    const auto other = quiet_plugin();
    const call_context context{about, nullptr};
    EXPECT_EQ(call_context::find(*other, context.handle()), nullptr);
}

TEST_F(CallContext, BelongsToItsThread)
{
    const call_context context{about, nullptr};
    const call_context* found = &context;
    std::thread{[&] { found = call_context::find(*plugin, context.handle()); }}.join();
    EXPECT_EQ(found, nullptr);
}

TEST_F(CallContext, NestsAsCallbacksDo)
{
    call_context outer{about, nullptr};
    {
        call_context inner{about, nullptr};
        EXPECT_EQ(call_context::find(*plugin, inner.handle()), &inner);
        EXPECT_EQ(call_context::find(*plugin, outer.handle()), &outer);
    }
    EXPECT_EQ(call_context::find(*plugin, outer.handle()), &outer);
}

TEST_F(CallContext, OpensRecordsThatEndWithIt)
{
    nscl_handle record_handle = 0;
    {
        call_context context{about, nullptr};
        record_handle = context.open(record());
        EXPECT_EQ(context.get<opened_record>(record_handle).value()->content, &content);
    }
    call_context later{about, nullptr};
    later.open(record());
    EXPECT_EQ(later.get<opened_record>(record_handle).error().status, NSCL_STALE);
}

TEST_F(CallContext, RefusesHandlesOfAnotherKind)
{
    call_context context{about, nullptr};
    const auto handle = context.open(record());
    EXPECT_EQ(context.get<opened_cursor>(handle).error().status, NSCL_MISUSE);
    EXPECT_EQ(context.get<opened_list>(handle).error().status, NSCL_MISUSE);
    EXPECT_EQ(context.get<opened_record>(context.handle()).error().status, NSCL_STALE);
}

TEST_F(CallContext, RefusesForgedRecordHandles)
{
    call_context context{about, nullptr};
    const auto real = context.open(record());
    for (const nscl_handle forged :
         {nscl_handle{0}, nscl_handle{1}, real + 1, real - 1, real | 0xffffffffU, ~nscl_handle{0}}) {
        EXPECT_EQ(context.get<opened_record>(forged).error().status, NSCL_STALE) << forged;
    }
}

TEST_F(CallContext, ShowsATransactionInsideWhatIsOpenAroundIt)
{
    call_context outer{about, nullptr};
    const auto handle = outer.open(record());
    call_context inner{about, nullptr, &outer};
    EXPECT_TRUE(inner.get<opened_record>(handle).has_value());
    const auto own = inner.open(record());
    EXPECT_EQ(outer.get<opened_record>(own).error().status, NSCL_STALE);
}

TEST_F(CallContext, ClosesCursorsOnce)
{
    call_context context{about, nullptr};
    const auto cursor = context.open(opened_cursor{});
    EXPECT_TRUE(context.close_cursor(cursor).has_value());
    EXPECT_EQ(context.close_cursor(cursor).error().status, NSCL_STALE);
    EXPECT_EQ(context.get<opened_cursor>(cursor).error().status, NSCL_STALE);
}

TEST_F(CallContext, LogsForgottenCursorsWithThePlugin)
{
    capture_log();
    {
        call_context context{about, nullptr};
        context.open(opened_cursor{});
    }
    const auto log = captured_log();
    EXPECT_THAT(log, testing::HasSubstr("plugin_left_cursors_open"));
    EXPECT_THAT(log, testing::HasSubstr("quiet"));
}

} // namespace
