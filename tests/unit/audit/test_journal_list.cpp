#include "core/audit/journal_routes.hpp"

#include "core/entities/routes/caller_source.hpp"
#include "core/http/target.hpp"
#include "core/journal/journal.hpp"
#include "tests/unit/accounts/account_world.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

namespace nscl::tests {

namespace {

using namespace std::chrono_literals;

class known_caller final : public entities::caller_source {
public:
    messages::outcome<std::shared_ptr<const entities::caller>> identify(const http::request&) override { return who; }
    std::shared_ptr<const entities::caller> who;
};

/// The town's organizations have names, and a viewer of one may not open its history; a guard may, within his organizations.
class JournalList : public account_world {
protected:
    JournalList()
    {
        const std::shared_ptr<const entities::entity_store> store{&server().store(), [](const auto*) {}};
        route_ = audit::journal_routes({db(), store, callers_, problems_, seal_, clock()}).front();
        ask_as({"journal_reader"});
    }

    void ask_as(std::vector<std::string> roles, entities::caller::kind what = entities::caller::kind::user)
    {
        auto who = std::make_shared<entities::caller>();
        who->what = what;
        who->user = 1;
        who->name = "kiem.toan";
        for (auto& each : roles) who->grants.push_back({std::move(each), {}});
        callers_.who = std::move(who);
    }
    void ask_within(std::vector<entities::grant> grants)
    {
        auto who = std::make_shared<entities::caller>();
        who->what = entities::caller::kind::user;
        who->grants = std::move(grants);
        callers_.who = std::move(who);
    }
    http::response list(const std::string& query = {})
    {
        auto asked = make_request(http::verb::get, "/api/v1/core/journal");
        asked.query = http::parse_query(query).value();
        return route_.handler(asked);
    }
    boost::json::array rows(const std::string& query = {})
    {
        const auto answer = list(query);
        EXPECT_EQ(answer.status, 200U) << answer.body;
        return json_of(answer).at("data").as_array();
    }
    std::string one(const std::string& query, const char* member)
    {
        const auto found = rows(query);
        return found.size() == 1 ? boost::json::serialize(found[0].at(member)) : std::to_string(found.size()) + " rows";
    }
    void write(journal::entry row)
    {
        row.at = clock().now();
        if (row.changes.empty()) row.changes = "{}";
        db().write([&](database::transaction& in) { journal::append(in, row); });
    }

private:
    messages::catalogue texts_;
    http::problem_writer problems_{texts_};
    entities::cursor_seal seal_{std::string(32, 'k')};
    known_caller callers_;
    http::route route_;
};
NSCL_ON_EACH_DATABASE(JournalList);

TEST_P(JournalList, IsForAdministratorsAndAuditorsOnly)
{
    ask_as(std::vector<std::string>{}, entities::caller::kind::nobody);
    EXPECT_EQ(list().status, 401U);
    ask_as({"officer", "viewer", "account_holder", "session_holder"});
    EXPECT_EQ(list().status, 403U);
    for (const auto* role : {"administrator", "journal_reader"}) {
        ask_as({role});
        EXPECT_EQ(list().status, 200U);
    }
}

TEST_P(JournalList, TellsOfLoginsThatNoRecordsHistoryShows)
{
    const auto user = add_user("lan", "officer");
    log_in("lan", good_password);
    log_in("lan", other_password);
    const auto found = rows("filter[entity][isnull]=true&filter[record]=" + std::to_string(user));
    ASSERT_EQ(found.size(), 2U);
    const auto& failed = found[0];
    EXPECT_EQ(failed.at("action").as_string(), "login_failed");
    EXPECT_EQ(failed.at("user"), (boost::json::value{{"id", user}, {"label", "lan"}}));
    EXPECT_EQ(failed.at("origin").as_string(), "192.0.2.7");
    EXPECT_EQ(failed.at("plugin").as_string(), "core");
    EXPECT_EQ(failed.at("detail"), (boost::json::value{{"reason", "wrong_password"}}));
    EXPECT_TRUE(failed.at("entity").is_null());
    EXPECT_TRUE(failed.at("changes").is_null());
    EXPECT_EQ(found[1].at("action").as_string(), "login");
}

TEST_P(JournalList, IsFilteredByEveryColumn)
{
    journal::entry close;
    close.user = 7;
    close.user_name = "binh";
    close.origin = "192.0.2.1";
    close.plugin = "town 1.0";
    close.entity = "town.organization";
    close.record = 900012;
    close.action = "transition";
    close.transition = "close";
    write(close);
    clock().advance(1h);
    const auto later = clock().now();
    journal::entry update;
    update.user = 8;
    update.origin = "192.0.2.2";
    update.plugin = "township 1.0";
    update.entity = "township.house";
    update.record = 900013;
    update.action = "update";
    write(update);
    const auto time = platform::to_rfc3339(later);
    for (const char* query : {"filter[user]=8", "filter[origin]=192.0.2.2", "filter[plugin]=township",
                              "filter[entity]=township.house", "filter[record]=900013", "filter[record][gt]=900012",
                              "filter[transition][isnull]=true&filter[user][in]=7,8"}) {
        EXPECT_EQ(one(query, "record"), "900013") << query;
    }
    EXPECT_EQ(one("filter[at][ge]=" + time, "record"), "900013");
    EXPECT_EQ(one("filter[at][lt]=" + time + "&filter[user][isnull]=false", "record"), "900012");
    EXPECT_EQ(one("filter[plugin]=town", "record"), "900012") << "township is another plugin";
    EXPECT_EQ(one("filter[action]=transition", "transition"), "\"close\"");
    EXPECT_EQ(one("filter[user][ne]=7&filter[user][isnull]=false", "record"), "900013");
}

TEST_P(JournalList, RefusesWhatItDoesNotKnow)
{
    for (const auto& [query, code] :
         {std::pair{"sort=at", "unknown_parameter"}, std::pair{"q=lan", "unknown_parameter"},
          std::pair{"fields=at", "unknown_parameter"}, std::pair{"filter[changes]=x", "unknown_filter"},
          std::pair{"filter[id]=1", "unknown_filter"}, std::pair{"filter[action][starts]=log", "unknown_operator"},
          std::pair{"filter[plugin][ne]=town", "unknown_operator"},
          std::pair{"filter[at]=yesterday", "bad_filter_value"}, std::pair{"limit=201", "bad_limit"},
          std::pair{"cursor=AAAA", "bad_cursor"}}) {
        const auto answer = list(query);
        EXPECT_EQ(answer.status, 400U) << query;
        EXPECT_EQ(code_of(answer), code) << query;
    }
}

TEST_P(JournalList, IsPagedNewestFirstAlsoWhereTimesAreTheSame)
{
    for (std::int64_t n = 1; n <= 7; ++n) {
        if (n % 3 == 0) clock().advance(1s);
        journal::entry row;
        row.plugin = "town 1.0";
        row.record = n;
        row.action = "counted";
        write(row);
    }
    std::vector<std::int64_t> seen;
    std::string cursor;
    for (int page = 0; page < 4; ++page) {
        const auto answer = json_of(list("filter[action]=counted&limit=2&count=exact" + cursor));
        EXPECT_EQ(answer.at("page").at("count").as_int64(), 7);
        for (const auto& each : answer.at("data").as_array()) seen.push_back(each.at("record").as_int64());
        const auto& next = answer.at("page").at("next");
        ASSERT_EQ(next.is_null(), page == 3);
        if (page < 3) cursor = "&cursor=" + std::string{next.as_string()};
    }
    EXPECT_THAT(seen, testing::ElementsAre(7, 6, 5, 4, 3, 2, 1));
    EXPECT_EQ(code_of(list("filter[action]=login&limit=2" + cursor)), "bad_cursor") << "another list's";
}

TEST_P(JournalList, ShowsChangesOnlyOfRecordsWhoseHistoryTheReaderMayOpen)
{
    const auto mine = add_organization("Hợp tác xã Mẫu Sơn");
    const auto other = add_organization("Công ty Bí Mật");
    const auto changes = [&](entities::record_id id) {
        return one("filter[entity]=town.organization&filter[record]=" + std::to_string(id), "changes");
    };
    const auto shown = R"([{"field":"name","label":"Tên","old":null,"new":"Hợp tác xã Mẫu Sơn"}])";
    EXPECT_EQ(changes(mine), "null") << "an auditor without a role of the town";
    ask_as({"administrator"});
    EXPECT_EQ(changes(mine), "null");

    const std::map<std::string, std::vector<entities::record_id>, std::less<>> within{{"organization", {mine}}};
    ask_within({{"journal_reader", {}}, {"viewer", within}});
    EXPECT_EQ(changes(mine), "null") << "who reads a record need not know what it was";
    ask_within({{"journal_reader", {}}, {"guard", within}});
    EXPECT_EQ(changes(mine), shown);
    EXPECT_EQ(changes(other), "null") << "beyond his scope";
    EXPECT_EQ(list().body.find("Bí Mật"), std::string::npos);

    ASSERT_TRUE(try_remove("town.organization", mine).has_value());
    EXPECT_EQ(list().body.find("Mẫu Sơn"), std::string::npos) << "nobody can tell any more whose it was";
    ask_within({{"journal_reader", {}}, {"archivist", {}}});
    EXPECT_NE(list().body.find("Mẫu Sơn"), std::string::npos) << "but to whom all are open";
}

TEST_P(JournalList, HidesFieldsThatTheReaderMayNotRead)
{
    const auto house = create("town.organization", {{"name", "Trạm"}, {"secret", "mật khẩu két"}});
    ask_as({"journal_reader", "archivist"});
    const auto found = list("filter[record]=" + std::to_string(house)).body;
    EXPECT_NE(found.find("Trạm"), std::string::npos);
    EXPECT_EQ(found.find("secret"), std::string::npos);
    EXPECT_EQ(found.find("két"), std::string::npos);
}

TEST_P(JournalList, KeepsWhatPluginsWriteFromAdministratorsAndScopedAuditors)
{
    journal::entry row;
    row.plugin = "town 1.0";
    row.action = "report_exported";
    row.changes = R"({"rows":3})";
    write(row);
    const auto detail = [&] { return one("filter[action]=report_exported", "detail"); };
    EXPECT_EQ(detail(), R"({"rows":3})");
    ask_as({"administrator"});
    EXPECT_EQ(detail(), "null");
    ask_within({{"journal_reader", {{"organization", {1}}}}});
    EXPECT_EQ(detail(), "null");
}

} // namespace

} // namespace nscl::tests
