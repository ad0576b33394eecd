#include "tests/unit/plugin_host/entities_of_a_plugin.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {
namespace {

TEST_P(Entities, ShowHooksTheChange)
{
    std::string seen;
    plugin.callbacks[1] = [&](nscl_call& call, nscl_error&) {
        seen = std::string{call.action.data, call.action.size} + " " + std::to_string(call.before != 0) + " ";
        std::uint8_t differs = 9;
        EXPECT_EQ(entities.changed(self, call.context, call.record, field("title", "puppet.ticket"), &differs, nullptr),
                  NSCL_OK);
        seen += std::to_string(differs);
        EXPECT_EQ(entities.changed(self, call.context, call.record, field("size", "puppet.ticket"), &differs, nullptr),
                  NSCL_OK);
        seen += std::to_string(differs);
        const auto value = words("not in a check");
        EXPECT_EQ(entities.set(self, call.context, call.record, field("title", "puppet.ticket"), &value, nullptr),
                  NSCL_MISUSE);
        return NSCL_OK;
    };
    on.inside([&](nscl_handle context) {
        auto error = no_error();
        const auto id = make(context, ticket, "First");
        EXPECT_EQ(seen, "create 0 10");
        const std::uint32_t fields[] = {field("size", "puppet.ticket")};
        const nscl_value values[] = {number(3)};
        EXPECT_EQ(entities.update(self, context, NSCL_AS_CALLER, ticket, id, fields, values, 1, &error), NSCL_OK)
            << error.detail;
        EXPECT_EQ(seen, "update 1 01");
    });
}

TEST_P(Entities, LetBeforeHooksChangeTheDraftWhichIsCheckedAgain)
{
    std::int64_t size = 5;
    plugin.callbacks[3] = [&](nscl_call& call, nscl_error& error) {
        const auto value = number(size);
        const auto remark = words("set by the plugin");
        const auto wrong = words("x");
        EXPECT_EQ(entities.set(self, call.context, call.record, field("size", "puppet.ticket"), &wrong, nullptr),
                  NSCL_MISUSE);
        EXPECT_EQ(entities.set(self, call.context, call.record, field("remark", "puppet.ticket"), &remark, nullptr),
                  NSCL_OK);
        return entities.set(self, call.context, call.record, field("size", "puppet.ticket"), &value, &error);
    };
    const auto made = on.create("ticket", {{"title", "A"}});
    ASSERT_TRUE(made.has_value()) << made.error().code;
    EXPECT_EQ(made->values[2], entities::field_value{std::int64_t{5}});
    EXPECT_EQ(made->values[3], entities::field_value{std::string{"set by the plugin"}});
    size = 11;
    const auto refused = on.create("ticket", {{"title", "B"}});
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().errors.at(0).pointer, "/size");
}

TEST_P(Entities, StayWhereABeforeDeleteHookRefuses)
{
    const auto made = on.create("ticket", {{"title", "A"}});
    ASSERT_TRUE(made.has_value());
    std::string seen;
    plugin.callbacks[6] = [&](nscl_call& call, nscl_error& error) {
        const auto value = get(call.context, call.before, field("title", "puppet.ticket"));
        seen = std::string{call.action.data, call.action.size} + " " + std::string{value.as.text, value.length} + " " +
               std::to_string(call.record);
        return plugin_host::answer(&error, {NSCL_REFUSED, "too_odd", "", "", {{"limit", "3"}}});
    };
    const auto refused = remove("ticket", made->id);
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().why, messages::reason::invalid);
    ASSERT_EQ(refused.error().errors.size(), 1U);
    EXPECT_EQ(refused.error().errors[0].pointer, "");
    EXPECT_EQ(refused.error().errors[0].code, "too_odd");
    EXPECT_EQ(refused.error().errors[0].parameters, (messages::parameters{{"limit", "3"}}));
    EXPECT_EQ(seen, "delete A 0");
    EXPECT_EQ(rows("puppet_ticket"), 1);
    EXPECT_EQ(rows("core_journal", "\"action\"='delete'"), 0);
}

TEST_P(Entities, GoWhereABeforeDeleteHookDoesNotRefuse)
{
    const auto made = on.create("ticket", {{"title", "A"}});
    ASSERT_TRUE(made.has_value());
    int runs = 0;
    plugin.callbacks[6] = [&](nscl_call&, nscl_error&) {
        ++runs;
        return NSCL_OK;
    };
    EXPECT_TRUE(remove("ticket", made->id).has_value());
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(rows("puppet_ticket"), 0);
    EXPECT_EQ(rows("core_journal", "\"action\"='delete'"), 1);
}

TEST_P(Entities, MayBeLockedByTheHookOfTheirOwnChange)
{
    const auto made = on.create("ticket", {{"title", "A"}});
    ASSERT_TRUE(made.has_value());
    int runs = 0;
    plugin.callbacks[4] = [&](nscl_call& call, nscl_error& error) {
        ++runs;
        return entities.lock(self, call.context, ticket, made->id, &error);
    };
    on.inside([&](nscl_handle context) {
        auto error = no_error();
        const std::uint32_t fields[] = {field("title", "puppet.ticket")};
        const nscl_value values[] = {words("B")};
        EXPECT_EQ(entities.update(self, context, NSCL_AS_CALLER, ticket, made->id, fields, values, 1, &error), NSCL_OK)
            << error.detail;
    });
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(made->version, 1);
    EXPECT_EQ(rows("puppet_ticket", "\"title\"='B' AND \"version\"=2"), 1);
}

TEST_P(Entities, CollectWhatChecksReport)
{
    plugin.callbacks[1] = [&](nscl_call& call, nscl_error&) {
        const nscl_value parameters[] = {words("limit"), number(3)};
        nscl_value list{};
        list.tag = NSCL_LIST;
        list.as.list = parameters;
        list.length = 2;
        EXPECT_EQ(entities.report(self, call.context, text("size"), text("too_odd"), &list, nullptr), NSCL_OK);
        EXPECT_EQ(entities.report(self, call.context, text(""), text("too_odd"), nullptr, nullptr), NSCL_OK);
        EXPECT_EQ(entities.report(self, call.context, text("ghost"), text("too_odd"), nullptr, nullptr), NSCL_MISUSE);
        return NSCL_OK;
    };
    const auto refused = on.create("ticket", {{"title", "A"}});
    ASSERT_TRUE(refused.has_error());
    ASSERT_EQ(refused.error().errors.size(), 2U);
    EXPECT_EQ(refused.error().errors[0].pointer, "/size");
    EXPECT_EQ(refused.error().errors[0].parameters, (messages::parameters{{"limit", "3"}}));
    EXPECT_EQ(refused.error().errors[1].pointer, "");
}

TEST_P(Entities, TakeAStatusForAReport)
{
    plugin.callbacks[1] = [&](nscl_call&, nscl_error& error) {
        return plugin_host::answer(&error, {NSCL_REFUSED, "too_odd", "size", "", {{"limit", "9"}}});
    };
    const auto refused = on.create("ticket", {{"title", "A"}});
    ASSERT_TRUE(refused.has_error());
    ASSERT_EQ(refused.error().errors.size(), 1U);
    EXPECT_EQ(refused.error().errors[0].pointer, "/size");
    EXPECT_EQ(refused.error().errors[0].code, "too_odd");
}

TEST_P(Entities, ClaimTextsThatNobodyElseMayHave)
{
    plugin.callbacks[2] = [&](nscl_call& call, nscl_error& error) {
        const auto claimed = words("the one");
        return entities.result(self, call.context, &claimed, &error);
    };
    EXPECT_TRUE(on.create("ticket", {{"title", "A"}}).has_value());
    const auto second = on.create("ticket", {{"title", "B"}});
    ASSERT_TRUE(second.has_error());
    EXPECT_EQ(second.error().why, messages::reason::conflict);
    EXPECT_EQ(second.error().code, "once_only");
}

TEST_P(Entities, FailWhenACallbackHasNoResult)
{
    const auto journalled = rows("core_journal");
    plugin.callbacks[2] = [](nscl_call&, nscl_error&) { return NSCL_OK; };
    EXPECT_ANY_THROW(on.create("ticket", {{"title", "A"}}));
    EXPECT_EQ(rows("puppet_ticket"), 0);
    EXPECT_EQ(rows("core_journal"), journalled);
    plugin.callbacks.erase(2);
    EXPECT_TRUE(on.create("ticket", {{"title", "A"}}).has_value());
}

TEST_P(Entities, FailWhenAStatusIsGarbage)
{
    const auto journalled = rows("core_journal");
    for (const std::int32_t garbage : {-1, 1, 7, 11, 12345}) {
        plugin.callbacks[1] = [garbage](nscl_call&, nscl_error&) { return garbage; };
        EXPECT_ANY_THROW(on.create("ticket", {{"title", "A"}})) << garbage;
        EXPECT_EQ(rows("puppet_ticket"), 0) << garbage;
        EXPECT_EQ(rows("core_journal"), journalled) << garbage;
    }
    plugin.callbacks[1] = [](nscl_call&, nscl_error&) -> std::int32_t { throw 42; };
    EXPECT_ANY_THROW(on.create("ticket", {{"title", "A"}}));
    EXPECT_EQ(rows("puppet_ticket"), 0);
    EXPECT_EQ(rows("core_journal"), journalled);
    plugin.callbacks.erase(1);
    EXPECT_TRUE(on.create("ticket", {{"title", "A"}}).has_value());
}

TEST_P(Entities, NormaliseValuesOfContributedTypes)
{
    plugin.callbacks[7] = [&](nscl_call& call, nscl_error& error) {
        const std::string given{call.input->as.text, call.input->length};
        if (given == "bad") return entities.report(self, call.context, text(""), text("too_odd"), nullptr, &error);
        const std::string bracketed = "<" + given + ">";
        const auto stored = words(bracketed);
        return entities.result(self, call.context, &stored, &error);
    };
    EXPECT_ANY_THROW(
        on.create("ticket", {{"title", "A"}, {"code", "bad"}})); // the helper takes the value, which is not there
    const auto made = on.create("ticket", {{"title", "A"}, {"code", "x"}});
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->values[1], entities::field_value{std::string{"<x>"}});
}

TEST_P(Entities, RunAfterCommitWithoutHoldingTheAnswerBack)
{
    int runs = 0;
    plugin.callbacks[5] = [&](nscl_call& call, nscl_error&) {
        ++runs;
        std::int64_t affected = 0;
        EXPECT_EQ(plugin.database().execute(self, call.context, text("DELETE FROM puppet_ticket"), nullptr, 0,
                                            &affected, nullptr),
                  NSCL_MISUSE);
        EXPECT_GT(call.record, 0U);
        return NSCL_FAILED;
    };
    EXPECT_TRUE(on.create("ticket", {{"title", "A"}}).has_value());
    EXPECT_EQ(runs, 1);
}

TEST_P(Entities, StopHooksThatSetThemselvesOff)
{
    int runs = 0;
    plugin.callbacks[3] = [&](nscl_call& call, nscl_error& error) {
        ++runs;
        const std::uint32_t fields[] = {field("title", "puppet.ticket")};
        const nscl_value values[] = {words("again")};
        std::int64_t id = 0;
        return entities.create(self, call.context, NSCL_AS_CALLER, ticket, fields, values, 1, &id, &error);
    };
    EXPECT_ANY_THROW(on.create("ticket", {{"title", "A"}}));
    EXPECT_EQ(runs, 9); // the change itself, and eight inside
}

} // namespace
} // namespace nscl::tests
