#include "tests/support/test_database.hpp"
#include "tests/unit/plugin_host/stage.hpp"

#include "core/journal/journal.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// nscl.entities/1 as a plugin uses it.
class Entities : public each_database {
protected:
    stage on{db()};
    puppet& plugin = puppet::the();
    const nscl_entities_v1& entities = plugin.entities();
    void* self = plugin.self();
    std::uint32_t note = plugin.entity("puppet.note");
    std::uint32_t ticket = plugin.entity("puppet.ticket");

    std::uint32_t field(std::string_view name, std::string_view of = "puppet.note") const
    {
        return plugin.field(of, name);
    }

    std::int64_t make(nscl_handle context, std::uint32_t of, std::string_view title, std::int32_t expected = NSCL_OK)
    {
        const std::uint32_t fields[] = {field("title", of == note ? "puppet.note" : "puppet.ticket")};
        const nscl_value values[] = {words(title)};
        std::int64_t id = 0;
        auto error = no_error();
        EXPECT_EQ(entities.create(self, context, NSCL_AS_CALLER, of, fields, values, 1, &id, &error), expected)
            << error.detail;
        return id;
    }

    nscl_value get(nscl_handle context, nscl_handle record, std::uint32_t number)
    {
        nscl_value value{};
        auto error = no_error();
        EXPECT_EQ(entities.get(self, context, record, number, &value, &error), NSCL_OK) << error.detail;
        return value;
    }

    std::string title_of(nscl_handle context, nscl_handle record)
    {
        const auto value = get(context, record, field("title"));
        return {value.as.text, value.length};
    }

    std::vector<std::string> list(nscl_handle context, std::string_view query, std::int32_t authority = NSCL_AS_CALLER)
    {
        nscl_handle opened = 0;
        auto error = no_error();
        EXPECT_EQ(entities.list(self, context, authority, note, text(query), &opened, &error), NSCL_OK) << error.detail;
        std::vector<std::string> titles;
        for (nscl_handle record = 0; entities.next(self, context, opened, &record, &error) == NSCL_OK;)
            titles.push_back(title_of(context, record));
        return titles;
    }

    /// How many rows there are, of those that meet `where`.
    std::int64_t rows(const std::string& of, const std::string& where = "1=1")
    {
        return db().read([&](database::reader& from) {
            return from.integer("SELECT COUNT(*) FROM \"" + of + "\" WHERE " + where).value();
        });
    }

    messages::outcome<> remove(std::string_view entity_name, std::int64_t id)
    {
        return db().write([&](database::transaction& in) {
            return on.store->remove(in, *on.callers.who, entities::authority::caller, on.entity(entity_name), id, 0);
        });
    }
};
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

/// An entity that is not the plugin's own.
class EntitiesOfOthers : public Entities {
protected:
    std::uint32_t place = plugin.entity("core.place");
    std::uint32_t name = field("name", "core.place");

    std::int32_t create(nscl_handle context, std::string_view named, std::int64_t& id,
                        std::int32_t authority = NSCL_AS_CALLER)
    {
        const auto value = words(named);
        auto error = no_error();
        return entities.create(self, context, authority, place, &name, &value, 1, &id, &error);
    }

    std::int32_t rename(nscl_handle context, std::int64_t id, std::string_view named,
                        std::int32_t authority = NSCL_AS_CALLER)
    {
        const auto value = words(named);
        auto error = no_error();
        return entities.update(self, context, authority, place, id, &name, &value, 1, &error);
    }

    std::int64_t kept(std::string_view named)
    {
        on.callers.who = user(11, {"keeper"});
        std::int64_t id = 0;
        on.inside([&](nscl_handle context) { EXPECT_EQ(create(context, named, id), NSCL_OK); });
        return id;
    }
};
NSCL_ON_EACH_DATABASE(EntitiesOfOthers);

TEST_P(EntitiesOfOthers, AreCreatedAndChangedByThoseWhoMay)
{
    const auto id = kept("Here");
    EXPECT_EQ(rows("core_place", "\"name\"='Here' AND \"version\"=1"), 1);
    on.inside([&](nscl_handle context) { EXPECT_EQ(rename(context, id, "There"), NSCL_OK); });
    EXPECT_EQ(rows("core_place", "\"name\"='There' AND \"version\"=2"), 1);
    EXPECT_EQ(rows("core_place"), 1);
    EXPECT_EQ(rows("core_journal", "\"entity\"='core.place' AND \"user_name\"='user11'"), 2);
}

TEST_P(EntitiesOfOthers, AreForbiddenToThoseWhoMayOnlyRead)
{
    const auto id = kept("Here");
    on.callers.who = user(12, {"visitor", "boss"});
    on.inside([&](nscl_handle context) {
        std::int64_t made = 0;
        EXPECT_EQ(create(context, "New", made), NSCL_FORBIDDEN);
        EXPECT_EQ(made, 0);
        EXPECT_EQ(rename(context, id, "There"), NSCL_FORBIDDEN);
    });
    EXPECT_EQ(rows("core_place"), 1);
    EXPECT_EQ(rows("core_place", "\"name\"='Here' AND \"version\"=1"), 1);
    EXPECT_EQ(rows("core_journal"), 1);
}

TEST_P(EntitiesOfOthers, AreUnknownToThoseWhoMayNotSeeThem)
{
    const auto id = kept("Here");
    on.callers.who = user(13, {"boss"});
    on.inside([&](nscl_handle context) {
        std::int64_t made = 0;
        EXPECT_EQ(create(context, "New", made), NSCL_FORBIDDEN);
        EXPECT_EQ(made, 0);
        EXPECT_EQ(rename(context, id, "There"), NSCL_NOT_FOUND);
        EXPECT_EQ(rename(context, id + 1, "There"), NSCL_NOT_FOUND);
    });
    EXPECT_EQ(rows("core_place"), 1);
    EXPECT_EQ(rows("core_place", "\"name\"='Here' AND \"version\"=1"), 1);
    EXPECT_EQ(rows("core_journal"), 1);
}

TEST_P(EntitiesOfOthers, AreNotChangedInThePluginsOwnRight)
{
    const auto id = kept("Here");
    on.inside([&](nscl_handle context) {
        std::int64_t made = 0;
        EXPECT_EQ(create(context, "New", made, NSCL_AS_PLUGIN), NSCL_MISUSE);
        EXPECT_EQ(made, 0);
        EXPECT_EQ(rename(context, id, "There", NSCL_AS_PLUGIN), NSCL_MISUSE);
    });
    EXPECT_EQ(rows("core_place"), 1);
    EXPECT_EQ(rows("core_place", "\"name\"='Here' AND \"version\"=1"), 1);
    EXPECT_EQ(rows("core_journal"), 1);
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
