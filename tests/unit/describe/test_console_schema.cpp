#include "core/describe/console_schema.hpp"
#include "core/entities/model/access.hpp"
#include "tests/support/record_world.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace nscl::tests {

namespace json = boost::json;
using messages::language;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;

namespace {

constexpr std::string_view press = R"json({
  "declaration": 1, "icon": "newspaper",
  "entities": [{
    "name": "news_item", "plural": "news_items", "icon": "newspaper",
    "label": {"vi": "Tin", "en": "Piece of news"}, "label_many": {"vi": "Các tin", "en": "News"},
    "fields": [
      {"name": "title", "type": "text", "label": {"vi": "Tiêu đề", "en": "Title"}, "required": true, "list": true},
      {"name": "source", "type": "text", "label": {"vi": "Nguồn tin", "en": "Source"}, "read_by": ["chief"]},
      {"name": "copies", "type": "integer", "label": {"vi": "Số bản", "en": "Copies"}, "sortable": true},
      {"name": "words", "type": "integer", "label": {"vi": "Số chữ", "en": "Words"}},
      {"name": "urgent", "type": "boolean", "label": {"vi": "Khẩn", "en": "Urgent"}},
      {"name": "related", "type": "multi_reference", "to": "press.news_item", "label": {"vi": "Tin liên quan", "en": "Related"}}
    ],
    "grants": [{"role": "editor", "actions": "all"}]
  }],
  "events": [{"name": "issue_printed", "label": {"vi": "In số báo", "en": "Issue printed"}}],
  "roles": [{"name": "editor", "label": {"vi": "Biên tập viên", "en": "Editor"}},
            {"name": "chief", "label": {"vi": "Trưởng ban", "en": "Chief"}, "includes": ["editor"]}],
  "indicators": [
    {"name": "readers", "label": {"vi": "Người đọc", "en": "Readers"}, "unit": {"vi": "người", "en": "people"}, "callback": 3, "permission": "editor",
     "over_time": true, "chart": "line"},
    {"name": "sold", "label": {"vi": "Đã bán", "en": "Sold"}, "money": true, "callback": 3, "permission": "chief"}],
  "dashboards": [{"name": "week", "label": {"vi": "Tuần này", "en": "This week"}, "tiles": ["readers", "sold"]}],
  "menu": [{"dashboard": "week"}, {"entity": "news_item"}]
})json";

constexpr std::string_view taken[] = {"pdf", "png"};
const describe::system_facts facts{.today = "2026-10-01",
                                   .utc_offset = std::chrono::minutes{7 * 60},
                                   .upload_bytes = 1000,
                                   .extensions = taken,
                                   .password_length = 14};

class ConsoleSchema : public testing::Test {
protected:
    json::object shown_to(const entities::caller& who, language in = language::en,
                          const describe::system_facts& system = facts) const
    {
        const entities::access rights{*world_.model};
        return json::parse(describe::console_schema(*world_.model, rights, who, in, system)).as_object();
    }

    static entities::caller holder(std::vector<std::string> roles)
    {
        entities::caller who;
        who.what = entities::caller::kind::user;
        for (auto& each : roles) who.grants.push_back({std::move(each), {}});
        return who;
    }

    static std::vector<std::string> names_of(const json::value& fields)
    {
        std::vector<std::string> names;
        for (const auto& each : fields.as_array()) names.emplace_back(each.at("name").as_string());
        return names;
    }

private:
    test_database fresh_{engine::sqlite};
    std::unique_ptr<database::database> open_ = fresh_.open();
    record_world world_{*open_, "press", press};
};

TEST_F(ConsoleSchema, ShowsPluginsEntitiesAndDashboards)
{
    const auto shown = shown_to(holder({"editor"}));
    EXPECT_EQ(shown.at("plugins"), json::parse(R"([{"id": "press", "version": "", "label": "", "icon": "newspaper",
        "menu": [{"dashboard": "press.week"}, {"entity": "press.news_item"}]}])"));
    EXPECT_EQ(shown.at("dashboards"), json::parse(R"({"press.week": {"label": "This week",
        "tiles": [{"indicator": "press.readers", "href": "/api/v1/press/indicators/readers", "label": "Readers", "chart": "line",
                   "unit": "people", "money": false, "over_time": true}]}})"));
    const auto& news = shown.at("entities").at("press.news_item");
    EXPECT_EQ(news.at("title"), "title");
    EXPECT_EQ(news.at("path"), "/api/v1/press/news-items");
    EXPECT_EQ(news.at("icon"), "newspaper");
    EXPECT_EQ(news.at("label"), json::parse(R"({"one": "Piece of news", "many": "News"})"));
    EXPECT_EQ(news.at("list").at("columns"), json::parse(R"(["title"])"));
}

TEST_F(ConsoleSchema, HasEverythingInTheMenuOfAPluginThatDeclaresNone)
{
    test_database fresh{engine::sqlite};
    const auto open = fresh.open();
    std::string without{press};
    without.replace(without.find(R"(,
  "menu")"),
                    std::string::npos, "}");
    const record_world world{*open, "press", without};
    const entities::access rights{*world.model};
    const auto shown =
        json::parse(describe::console_schema(*world.model, rights, holder({"editor"}), language::en, facts));
    EXPECT_EQ(shown.at("plugins").at(0).at("menu"),
              json::parse(R"([{"dashboard": "press.week"}, {"entity": "press.news_item"}])"));
}

TEST_F(ConsoleSchema, HasNoUnitWhereNoneIsDeclared)
{
    const auto tiles = shown_to(holder({"editor", "chief"})).at("dashboards").at("press.week").at("tiles");
    EXPECT_EQ(
        tiles.at(1),
        json::parse(
            R"({"indicator": "press.sold", "href": "/api/v1/press/indicators/sold", "label": "Sold", "chart": "bar", "unit": null, "money": true, "over_time": false})"));
}

TEST_F(ConsoleSchema, HidesFieldsThatTheCallerMayNotRead)
{
    const auto fields = [&](const entities::caller& who) {
        return names_of(shown_to(who).at("entities").at("press.news_item").at("fields"));
    };
    EXPECT_THAT(fields(holder({"editor"})), ElementsAre("title", "copies", "words", "urgent", "related"));
    EXPECT_THAT(fields(holder({"editor", "chief"})),
                ElementsAre("title", "source", "copies", "words", "urgent", "related"));
}

TEST_F(ConsoleSchema, IsEmptyForNobody)
{
    auto shown = shown_to(entities::caller::nobody(""));
    EXPECT_EQ(shown.erase("system"), 1U) << "what a new password must be is of use before a log-in";
    EXPECT_EQ(
        shown,
        json::parse(R"({"plugins": [], "entities": {}, "dashboards": {}, "dimensions": [], "events": [], "bound": []})")
            .as_object());
}

TEST_F(ConsoleSchema, NamesWhatTheJournalTellsToWhoReadsIt)
{
    EXPECT_TRUE(shown_to(holder({"editor"})).at("events").as_array().empty());
    const auto told = shown_to(holder({"journal_reader"})).at("events").as_array();
    EXPECT_THAT(names_of(told), AllOf(Contains("update"), Contains("login"), Contains("issue_printed")));
    EXPECT_EQ(told.back(), json::parse(R"({"plugin": "press", "name": "issue_printed", "label": "Issue printed"})"));
}

TEST_F(ConsoleSchema, SaysOnceWhatGrantsAreBoundTo)
{
    auto who = holder({"editor", "chief", "session_holder"});
    who.grants[0].values = {{"paper", {12, 15}}};
    who.grants[1].values = {{"paper", {12, 15}}};
    EXPECT_EQ(shown_to(who).at("bound"), json::parse(R"([{"paper": [12, 15]}])"));
}

TEST_F(ConsoleSchema, OffersForATokenOnlyTheCallersOwnGrants)
{
    auto who = holder({"session_holder"});
    who.user = 37;
    const auto actions = shown_to(who).at("entities").at("core.api_token").at("actions");
    EXPECT_EQ(actions.at_pointer("/0/fields/2/choices"), json::parse(R"({"user": "37"})"));
}

TEST_F(ConsoleSchema, TellsTheServersDayAndLimits)
{
    EXPECT_EQ(shown_to(entities::caller::nobody("")).at("system"),
              json::parse(R"({"today": "2026-10-01", "utc_offset": "+07:00",
                              "upload": {"max_bytes": 1000, "extensions": ["pdf", "png"]}, "password": {"min_length": 14}})"));
}

TEST_F(ConsoleSchema, WritesTheOffsetOfAnyPlace)
{
    const auto offset = [&](int minutes) {
        auto elsewhere = facts;
        elsewhere.utc_offset = std::chrono::minutes{minutes};
        return std::string{
            shown_to(entities::caller::nobody(""), language::en, elsewhere).at("system").at("utc_offset").as_string()};
    };
    EXPECT_EQ(offset(-210), "-03:30");
    EXPECT_EQ(offset(-30), "-00:30");
    EXPECT_EQ(offset(0), "+00:00");
    EXPECT_EQ(offset(345), "+05:45");
}

TEST_F(ConsoleSchema, NarrowsListsDownByWhatIsChosen)
{
    EXPECT_EQ(shown_to(holder({"editor"})).at("entities").at("press.news_item").at("list").at("filters"),
              json::parse(R"(["copies", "urgent", "related"])"));
}

TEST_F(ConsoleSchema, SpeaksVietnamese)
{
    const auto shown = shown_to(holder({"editor"}), language::vi);
    EXPECT_EQ(shown.at("dashboards").at("press.week").at("label"), "Tuần này");
    EXPECT_EQ(shown.at("entities").at("press.news_item").at("fields").at(0).at("label"), "Tiêu đề");
}

} // namespace

} // namespace nscl::tests
