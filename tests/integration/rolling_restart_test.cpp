// Servers with different versions of a plugin on one database: what runs beside what, and what is refused.
#include "tests/integration/administrator.hpp"
#include "tests/integration/scenario/json_match.hpp"
#include "tests/support/at_once.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string>

namespace nscl::tests {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

const std::string notes = "/api/v1/almanac/notes";

class RollingRestart : public testing::TestWithParam<engine> {
protected:
    RollingRestart() : shared_(GetParam()) {}

    /// A server whose plugin is the almanac in this revision.
    server_options almanac(int revision) const
    {
        server_options options = on(shared_);
        options.plugin_folders = {std::string{NSCL_TEST_PLUGINS} + "/almanac"};
        options.environment["ALMANAC_REVISION"] = std::to_string(revision);
        return options;
    }

    static api_user keeper(server_process& server)
    {
        api_user admin = first_administrator(server);
        grant(admin, "almanac_keeper");
        return admin;
    }

    /// Nobody may write a title that is there.
    static void expect_unique(api_user& by, const std::string& title)
    {
        const answer got = post(by, notes, {{"title", title}});
        EXPECT_EQ(got.status, 409U) << got.body;
        EXPECT_EQ(json::parse(got.body).at("code"), "duplicate");
    }

    static std::string note(std::int64_t id) { return notes + "/" + std::to_string(id); }

    static void expect(api_user& by, const std::string& target, const json::value& expected)
    {
        const answer got = by.get(target);
        ASSERT_EQ(got.status, 200U) << target << ": " << got.body;
        EXPECT_EQ(mismatch(expected, json::parse(got.body)), "") << target << ": " << got.body;
    }

    static void change(api_user& by, const std::string& target, const json::value& to)
    {
        const answer got =
            by.send({"PATCH", target, {{"Content-Type", "application/json"}, {"If-Match", "*"}}, json::serialize(to)});
        EXPECT_EQ(got.status, 200U) << target << ": " << got.body;
    }

    /// What the database says, which is a number.
    std::int64_t number(const std::string& sql) const
    {
        return shared_.open()->read([&](database::reader& from) { return from.integer(sql).value_or(-1); });
    }

    const test_database shared_;
};

TEST_P(RollingRestart, LetsAnOlderVersionReadAndWriteBesideANewerOne)
{
    std::optional<server_process> older{std::in_place, almanac(1)};
    api_user at_older = keeper(*older);
    const auto before = created(post(at_older, notes, {{"title", "Trước"}, {"remark", "ngắn"}}));

    server_process newer{almanac(2)};
    api_user at_newer = at_older.also_at(newer.port());
    const std::string long_remark(1000, 'x');
    const auto by_newer =
        created(post(at_newer, notes, {{"title", "Mới"}, {"remark", long_remark}, {"urgency", "high"}, {"copies", 3}}));
    const auto by_older = created(post(at_older, notes, {{"title", "Cũ"}}));

    expect(at_newer, note(before), {{"title", "Trước"}, {"remark", "ngắn"}, {"urgency", "normal"}, {"copies", 1}});
    expect(at_newer, note(by_older), {{"title", "Cũ"}, {"remark", nullptr}, {"urgency", "normal"}, {"copies", 1}});
    expect(at_newer, notes + "?count=exact&filter[urgency]=normal&filter[copies]=1", {{"page", {{"count", 2}}}});
    expect(at_older, note(by_newer), {{"title", "Mới"}, {"remark", long_remark}});
    expect(at_older, notes + "?count=exact", {{"page", {{"count", 3}}}});

    change(at_newer, note(by_older), {{"remark", "của bản mới"}});
    change(at_older, note(by_newer), {{"remark", "của bản cũ"}});
    expect(at_older, note(by_older), {{"title", "Cũ"}, {"remark", "của bản mới"}});
    expect(at_newer, note(by_newer), {{"remark", "của bản cũ"}, {"urgency", "high"}, {"copies", 3}});

    expect_unique(at_newer, "Cũ");
    expect_unique(at_older, "Mới");

    EXPECT_EQ(older->stop(), 0);
    older.emplace(almanac(1));
    at_older.reconnect(older->port());
    expect(at_older, note(by_newer), {{"title", "Mới"}});
    expect_unique(at_newer, "Cũ");
    expect_unique(at_older, "Mới");
    EXPECT_EQ(older->stop(), 0);
    EXPECT_EQ(newer.stop(), 0);
}

TEST_P(RollingRestart, RefusesAVersionBelowWhatIsCompatibleAndSaysWhatToDo)
{
    std::optional<server_process> server{std::in_place, almanac(1)};
    api_user admin = keeper(*server);
    const auto kept = created(post(admin, notes, {{"title", "Còn"}}));
    EXPECT_EQ(server->stop(), 0);
    server.emplace(almanac(3));
    EXPECT_EQ(server->stop(), 0);
    for (const int revision : {1, 2})
        EXPECT_THAT([&] { server_process{almanac(revision)}; },
                    ThrowsMessage<std::runtime_error>(
                        AllOf(HasSubstr("plugin almanac: the database has its tables in revision 3"),
                              HasSubstr("this server knows revision " + std::to_string(revision)),
                              HasSubstr("would need at least 3"),
                              HasSubstr("start the newer server, or restore the backup made before the upgrade"))));

    server.emplace(almanac(3));
    admin.reconnect(server->port());
    expect(admin, note(kept), {{"heading", "Còn"}, {"urgency", "normal"}, {"copies", 1}});
    EXPECT_EQ(server->stop(), 0);
}

TEST_P(RollingRestart, MigratesOnceWhenTwoServersStartTogether)
{
    std::optional<server_process> server{std::in_place, almanac(1)};
    const api_user admin = keeper(*server);
    EXPECT_EQ(server->stop(), 0);

    std::array<std::string, 2> logs;
    at_once(
        logs.size(), [](std::size_t) { return 0; },
        [&](std::size_t which, int) {
            try {
                server_process one{almanac(3)};
                api_user by = admin.also_at(one.port());
                created(post(by, notes, {{"heading", "Máy chủ " + std::to_string(which)}}));
                EXPECT_EQ(one.stop(), 0);
                logs.at(which) = one.log();
            } catch (const std::exception& failed) {
                ADD_FAILURE() << failed.what();
            }
        });
    for (const char* revision : {R"("revision":2)", R"("revision":3)"}) {
        const auto reached = [&](const std::string& log) { return log.find(revision) != std::string::npos; };
        EXPECT_EQ(std::ranges::count_if(logs, reached), 1) << logs[0] << logs[1];
    }
    EXPECT_EQ(number(R"(SELECT COUNT(*) - COUNT(DISTINCT "statement") FROM "core_schema_step")"), 0);
    EXPECT_EQ(number(R"(SELECT COUNT(*) FROM "core_schema_step" WHERE "finished_at" IS NULL)"), 0);
    EXPECT_EQ(number(R"(SELECT COUNT(*) FROM "almanac_note")"), 2);
}

INSTANTIATE_TEST_SUITE_P(On, RollingRestart, testing::Values(engine::sqlite, engine::mariadb), engine_name);

} // namespace
} // namespace nscl::tests
