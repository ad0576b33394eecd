#include "tests/unit/plugin_host/entities_of_a_plugin.hpp"

#include "core/journal/journal.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

NSCL_ON_EACH_DATABASE(Entities);

TEST_P(Entities, AreFoundByName)
{
    EXPECT_NE(note, ticket);
    std::uint32_t found = 0;
    auto error = no_error();
    EXPECT_EQ(entities.entity(self, text("puppet.ghost"), &found, &error), NSCL_NOT_FOUND);
    EXPECT_THAT(error.detail, HasSubstr("puppet.ghost"));
    EXPECT_EQ(entities.field(self, note, text("ghost"), &found, &error), NSCL_NOT_FOUND);
    EXPECT_EQ(entities.field(self, 4711, text("title"), &found, &error), NSCL_NOT_FOUND);
    EXPECT_EQ(field("id"), NSCL_FIELD_ID);
    EXPECT_NE(field("title"), field("title", "puppet.ticket"));
}

TEST_P(Entities, AreCreatedReadChangedAndRemoved)
{
    on.inside([&](nscl_handle context) {
        const std::uint32_t fields[] = {field("title"), field("price"), field("due"), field("done"), field("extra")};
        auto price = number(1250, NSCL_DECIMAL);
        price.scale = 2;
        const nscl_value values[] = {words("One"), price, number(20'454, NSCL_DATE), number(1, NSCL_BOOLEAN),
                                     plugin_host::letters("{\"a\":1}", NSCL_JSON)};
        std::int64_t id = 0;
        auto error = no_error();
        ASSERT_EQ(entities.create(self, context, NSCL_AS_CALLER, note, fields, values, 5, &id, &error), NSCL_OK)
            << error.detail;

        nscl_handle record = 0;
        ASSERT_EQ(entities.read(self, context, NSCL_AS_CALLER, note, id, &record, &error), NSCL_OK) << error.detail;
        EXPECT_EQ(title_of(context, record), "One");
        EXPECT_EQ(get(context, record, field("price")).as.integer, 1250);
        EXPECT_EQ(get(context, record, field("price")).scale, 2);
        EXPECT_EQ(get(context, record, field("due")).as.integer, 20'454);
        EXPECT_EQ(get(context, record, field("done")).tag, NSCL_BOOLEAN);
        EXPECT_EQ(get(context, record, field("extra")).tag, NSCL_JSON);
        EXPECT_EQ(get(context, record, field("body")).tag, NSCL_NULL);
        EXPECT_EQ(get(context, record, NSCL_FIELD_ID).as.integer, id);
        EXPECT_EQ(get(context, record, NSCL_FIELD_VERSION).as.integer, 1);
        EXPECT_EQ(get(context, record, NSCL_FIELD_CREATED_AT).as.integer, on.clock.now());

        const std::uint32_t changed[] = {field("count")};
        const nscl_value count[] = {number(7)};
        ASSERT_EQ(entities.update(self, context, NSCL_AS_CALLER, note, id, changed, count, 1, &error), NSCL_OK)
            << error.detail;
        ASSERT_EQ(entities.remove(self, context, NSCL_AS_CALLER, note, id, &error), NSCL_OK) << error.detail;
        EXPECT_EQ(entities.read(self, context, NSCL_AS_CALLER, note, id, &record, &error), NSCL_NOT_FOUND);
    });
}

TEST_P(Entities, MergeFieldErrorsIntoTheAnswer)
{
    const auto answer = on.run([&](nscl_call& call, nscl_error& error) {
        const std::uint32_t fields[] = {field("title"), field("count")};
        const std::string long_title(60, 'x');
        const nscl_value values[] = {words(long_title), number(5000)};
        std::int64_t id = 0;
        return entities.create(self, call.context, NSCL_AS_CALLER, note, fields, values, 2, &id, &error);
    });
    EXPECT_EQ(answer.status, 422U);
    EXPECT_THAT(answer.body, HasSubstr("/title"));
    EXPECT_THAT(answer.body, HasSubstr("/count"));
}

TEST_P(Entities, SayWhichValueIsTaken)
{
    on.inside([&](nscl_handle context) {
        make(context, note, "Same");
        make(context, note, "Same", NSCL_CONFLICT);
        EXPECT_THAT(list(context, ""), ElementsAre("Same"));
    });
}

TEST_P(Entities, RefuseMisuseWithWhatIsWrong)
{
    on.inside([&](nscl_handle context) {
        auto error = no_error();
        std::int64_t id = 0;
        const std::uint32_t title[] = {field("title"), field("title")};
        const std::uint32_t foreign[] = {field("title", "puppet.ticket")};
        const nscl_value values[] = {words("a"), words("b")};
        const nscl_value wrong[] = {number(1)};
        EXPECT_EQ(entities.create(self, context, NSCL_AS_CALLER, note, title, values, 2, &id, &error), NSCL_MISUSE);
        EXPECT_THAT(error.detail, HasSubstr("twice"));
        EXPECT_EQ(entities.create(self, context, NSCL_AS_CALLER, note, foreign, values, 1, &id, &error), NSCL_MISUSE);
        EXPECT_THAT(error.detail, HasSubstr("none of puppet.note"));
        EXPECT_EQ(entities.create(self, context, NSCL_AS_CALLER, note, title, wrong, 1, &id, &error), NSCL_MISUSE);
        EXPECT_EQ(entities.create(self, context, NSCL_AS_CALLER, note, nullptr, values, 1, &id, &error), NSCL_MISUSE);
        EXPECT_EQ(entities.create(self, context, NSCL_AS_CALLER, note, title, values, 1, nullptr, &error), NSCL_MISUSE);
        EXPECT_EQ(entities.create(self, context, 99, note, title, values, 1, &id, &error), NSCL_MISUSE);
        EXPECT_EQ(entities.create(self, context, NSCL_AS_CALLER, 99, title, values, 1, &id, &error), NSCL_NOT_FOUND);
        EXPECT_EQ(entities.result(self, context, values, &error), NSCL_MISUSE);
        EXPECT_EQ(entities.lock(self, context, note, 1, &error), NSCL_MISUSE);
        EXPECT_EQ(entities.create(nullptr, context, NSCL_AS_CALLER, note, title, values, 1, &id, &error), NSCL_MISUSE);
    });
}

TEST_P(Entities, RefuseStaleAndForgedHandles)
{
    nscl_handle old_context = 0;
    nscl_handle old_record = 0;
    auto error = no_error();
    nscl_value value{};
    on.inside([&](nscl_handle context) {
        old_context = context;
        const auto id = make(context, note, "Kept");
        ASSERT_EQ(entities.read(self, context, NSCL_AS_CALLER, note, id, &old_record, &error), NSCL_OK);
    });
    EXPECT_EQ(entities.get(self, old_context, old_record, field("title"), &value, &error), NSCL_STALE);
    on.inside([&](nscl_handle context) {
        EXPECT_EQ(entities.get(self, context, old_record, field("title"), &value, &error), NSCL_STALE);
        EXPECT_EQ(entities.get(self, context, 0, field("title"), &value, &error), NSCL_STALE);
        EXPECT_EQ(entities.get(self, context, context, field("title"), &value, &error), NSCL_STALE);
        EXPECT_EQ(entities.get(self, 12345, old_record, field("title"), &value, nullptr), NSCL_STALE);
    });
}

TEST_P(Entities, ListInTheListLanguage)
{
    on.inside([&](nscl_handle context) {
        for (const auto* title : {"b", "a", "d", "c"}) make(context, note, title);
        EXPECT_THAT(list(context, "sort=title"), ElementsAre("a", "b", "c", "d"));
        EXPECT_THAT(list(context, "sort=-title&limit=2"), ElementsAre("d", "c"));
        EXPECT_THAT(list(context, "filter[title][in]=a,c&sort=title"), ElementsAre("a", "c"));
        EXPECT_THAT(list(context, "sort=title", NSCL_AS_PLUGIN), ElementsAre("a", "b", "c", "d"));
        nscl_handle opened = 0;
        auto error = no_error();
        EXPECT_EQ(entities.list(self, context, NSCL_AS_CALLER, note, text("filter[ghost]=1"), &opened, &error),
                  NSCL_REFUSED);
        EXPECT_STREQ(error.code, "unknown_filter");
        EXPECT_EQ(entities.list(self, context, NSCL_AS_CALLER, note, text("cursor=abc"), &opened, &error),
                  NSCL_REFUSED);
        EXPECT_EQ(entities.list(self, context, NSCL_AS_CALLER, note, text("%zz"), &opened, &error), NSCL_REFUSED);
    });
}

TEST_P(Entities, ListEverythingAcrossPages)
{
    on.inside([&](nscl_handle context) {
        db().write([&](database::transaction& in) {
            for (int i = 0; i < 450; ++i) {
                const auto& of = on.entity("note");
                char title[16];
                std::snprintf(title, sizeof title, "t%03d", i);
                ASSERT_TRUE(
                    on.store->create(in, *on.callers.who, entities::authority::plugin, of, {{0, std::string{title}}})
                        .has_value());
            }
        });
        const auto all = list(context, "sort=title");
        ASSERT_EQ(all.size(), 450U);
        EXPECT_EQ(all.front(), "t000");
        EXPECT_EQ(all.back(), "t449");
        EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
    });
}

TEST_P(Entities, FollowTheCallersGrants)
{
    ASSERT_TRUE(on.create("note", {{"title", "Hidden"}, {"secret", "x"}}).has_value());
    on.callers.who = user(9, {});
    on.inside([&](nscl_handle context) {
        nscl_handle opened = 0;
        auto error = no_error();
        EXPECT_EQ(entities.list(self, context, NSCL_AS_CALLER, note, text(""), &opened, &error), NSCL_FORBIDDEN);
        make(context, note, "New", NSCL_FORBIDDEN);
        EXPECT_THAT(list(context, "", NSCL_AS_PLUGIN), ElementsAre("Hidden"));
        std::uint8_t held = 9;
        EXPECT_EQ(entities.has_role(self, context, text("clerk"), &held, &error), NSCL_OK);
        EXPECT_EQ(held, 0);
        std::int64_t who = 0;
        EXPECT_EQ(entities.user(self, context, &who, &error), NSCL_OK);
        EXPECT_EQ(who, 9);
    });
    on.callers.who = user(10, {"clerk"});
    on.inside([&](nscl_handle context) {
        nscl_handle opened = 0;
        nscl_handle record = 0;
        nscl_value value{};
        auto error = no_error();
        ASSERT_EQ(entities.list(self, context, NSCL_AS_CALLER, note, text(""), &opened, &error), NSCL_OK);
        ASSERT_EQ(entities.next(self, context, opened, &record, &error), NSCL_OK);
        EXPECT_EQ(entities.get(self, context, record, field("secret"), &value, &error), NSCL_NOT_FOUND);
        ASSERT_EQ(entities.list(self, context, NSCL_AS_PLUGIN, note, text(""), &opened, &error), NSCL_OK);
        ASSERT_EQ(entities.next(self, context, opened, &record, &error), NSCL_OK);
        EXPECT_EQ(entities.get(self, context, record, field("secret"), &value, &error), NSCL_OK);
    });
}

TEST_P(Entities, JournalTheCallerWhoeversAuthorityItWas)
{
    std::int64_t id = 0;
    on.inside([&](nscl_handle context) { id = make(context, note, "Mine"); });
    std::vector<std::string> names;
    db().read([&](database::reader& from) {
        journal::history(from, "puppet.note", id, 0, 10,
                         [&](const journal::entry& each) { names.push_back(each.user_name); });
    });
    EXPECT_THAT(names, ElementsAre("user7"));
}

} // namespace
} // namespace nscl::tests
