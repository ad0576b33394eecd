#include "core/text/unicode.hpp"
#include "tests/unit/entities/member_lists.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace nscl::tests {

using entities::is_null;
using entities::record_id;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Lists : public member_lists {};
NSCL_ON_EACH_DATABASE(Lists);

TEST_P(Lists, ShowTheNewestFirst)
{
    EXPECT_THAT(found(""), ElementsAre(chi, binh, an));
    EXPECT_THAT(found("sort=id"), ElementsAre(an, binh, chi));
}

TEST_P(Lists, FilterByEveryOperatorAndType)
{
    EXPECT_THAT(found("filter[code]=A1"), ElementsAre(an));
    EXPECT_THAT(found("filter[code]=a1"), IsEmpty());
    EXPECT_THAT(found("filter[code][ne]=A1"), ElementsAre(chi, binh));
    EXPECT_THAT(found("filter[code][in]=A1,A2,A3"), ElementsAre(binh, an));
    EXPECT_THAT(found("filter[code][starts]=A"), ElementsAre(binh, an));
    EXPECT_THAT(found("filter[code][isnull]=true"), ElementsAre(chi));
    EXPECT_THAT(found("filter[code][isnull]=false"), ElementsAre(binh, an));
    EXPECT_THAT(found("filter[born][lt]=2000-01-01"), ElementsAre(binh));
    EXPECT_THAT(found("filter[born][le]=01/01/2000"), ElementsAre(binh, an));
    EXPECT_THAT(found("filter[fee][gt]=100"), ElementsAre(binh));
    EXPECT_THAT(found("filter[fee][ge]=100&filter[fee][lt]=200"), ElementsAre(an));
    EXPECT_THAT(found("filter[rate]=1.5"), ElementsAre(an));
    EXPECT_THAT(found("filter[rate][lt]=0"), ElementsAre(binh));
    EXPECT_THAT(found("filter[level][in]=1,2"), ElementsAre(binh, an));
    EXPECT_THAT(found("filter[active]=false"), ElementsAre(binh));
    EXPECT_THAT(found("filter[kind][ne]=full"), ElementsAre(chi, an));
    EXPECT_THAT(found("filter[seen][le]=2026-01-01T00:00:00Z"), ElementsAre(an));
    EXPECT_THAT(found("filter[mail]=binh@example.vn"), ElementsAre(binh));
    EXPECT_THAT(found("filter[mentor]=" + std::to_string(an)), ElementsAre(binh));
    EXPECT_THAT(found("filter[mentor][isnull]=true"), ElementsAre(chi, an));
    EXPECT_THAT(found("filter[friends]=" + std::to_string(an)), ElementsAre(binh));
    EXPECT_THAT(found("filter[friends][ne]=" + std::to_string(an)), ElementsAre(chi, an));
    EXPECT_THAT(found("filter[friends][isnull]=true"), ElementsAre(chi, an));
    EXPECT_THAT(found("filter[friends][in]=1," + std::to_string(an)), ElementsAre(binh));
    EXPECT_THAT(found("filter[id][in]=" + std::to_string(an) + "," + std::to_string(chi)), ElementsAre(chi, an));
    EXPECT_THAT(found("filter[id][gt]=" + std::to_string(an)), ElementsAre(chi, binh));
    EXPECT_THAT(found("filter[state]=draft&filter[kind]=full"), ElementsAre(binh));
}

TEST_P(Lists, FindTextsByTheirBeginningWhateverItsLastLetter)
{
    // The bytes of the last letter end in 0xBF: their successor must still be a letter.
    const auto end = club.add("club.member", {{"name", "\"ế\u00bf\""}, {"branch", std::to_string(hue)}});
    EXPECT_THAT(found("filter[name][starts]=" + encoded("\u1ebf\u00bf")), ElementsAre(end));
    EXPECT_THAT(found("filter[name][starts]=" + encoded("Đỗ B")), ElementsAre(binh));
    EXPECT_THAT(found("filter[name][starts]=" + encoded("\U0010FFFF")), IsEmpty());
    EXPECT_THAT(found("filter[name][starts]=" + encoded("\uD7FF")), IsEmpty());
    EXPECT_THAT(found("filter[name][starts]=~"), IsEmpty());
    EXPECT_THAT(found("filter[name][starts]=" + encoded("' OR 1=1 --")), IsEmpty());
}

TEST_P(Lists, RefuseWhatTheyDoNotKnow)
{
    EXPECT_EQ(refused("filter[nothing]=1"), "unknown_filter");
    EXPECT_EQ(refused("filter[code][like]=A"), "unknown_operator");
    EXPECT_EQ(refused("filter[code][lt]=A"), "unknown_operator");
    EXPECT_EQ(refused("filter[friends][lt]=1"), "unknown_operator");
    EXPECT_EQ(refused("filter[extra]=1"), "unknown_operator");
    EXPECT_EQ(refused("filter[level]=x"), "bad_filter_value");
    EXPECT_EQ(refused("filter[level]=99999999999999999999"), "bad_filter_value");
    EXPECT_EQ(refused("filter[born]=2000-02-30"), "bad_filter_value");
    EXPECT_EQ(refused("filter[kind]=emperor"), "bad_filter_value");
    EXPECT_EQ(refused("filter[code]=%ff"), "bad_query");
    EXPECT_EQ(refused("filter[code][in]="), "bad_filter_value");
    EXPECT_EQ(refused("filter[code]=%00"), "bad_query");
    EXPECT_EQ(refused("filter[mentor]=1%20OR%201=1"), "bad_filter_value");
    EXPECT_EQ(refused("filter[code"), "unknown_parameter");
    EXPECT_EQ(refused("filter[code]x=1"), "unknown_parameter");
    EXPECT_EQ(refused("page=2"), "unknown_parameter");
    EXPECT_EQ(refused("sort=code"), "not_sortable");
    EXPECT_EQ(refused("fields=name,nothing"), "unknown_field");
    EXPECT_EQ(refused("limit=0"), "bad_limit");
    EXPECT_EQ(refused("limit=201"), "bad_limit");
    EXPECT_EQ(refused("limit=2x"), "bad_limit");
    EXPECT_EQ(refused("count=yes"), "bad_parameter_value");
    EXPECT_EQ(refused("view=table"), "bad_parameter_value");
    EXPECT_EQ(refused("q=%ff"), "bad_query");
    EXPECT_EQ(refused("cursor=nonsense"), "bad_cursor");
    EXPECT_EQ(refused("cursor=%00"), "bad_query");
}

TEST_P(Lists, HideAFieldThatTheCallerMayNotRead)
{
    EXPECT_EQ(refused("filter[secret]=x"), "unknown_filter");
    EXPECT_EQ(refused("sort=secret"), "not_sortable");
    EXPECT_EQ(refused("fields=secret"), "unknown_field");
    const auto clerk = person(1, {"clerk"}, {{"branch", {hue}}});
    EXPECT_THAT(ids_of(*club.list(clerk, "club.member", "q=m%E1%BA%ADt")), IsEmpty());
    EXPECT_THAT(ids_of(*club.list(clerk, "club.member", "q=Anh")), ElementsAre(an));
}

TEST_P(Lists, ShowTwentyAndWhatASearchFindsNewestFirst)
{
    const auto other = club.add("club.member", {{"name", "\"Hoà Bình\""}, {"branch", std::to_string(hue)}});
    EXPECT_THAT(found("q=hoa"), ElementsAre(other, chi));
    add_more(chi, 21);
    EXPECT_THAT(found(""), testing::SizeIs(20));
}

TEST_P(Lists, FindTheRecordsOfOneBranchWhereverTheyStandInTheOrder)
{
    const auto vinh = add_branch("Vinh");
    const auto there = club.add("club.member", {{"name", "\"Vinh\""}, {"branch", std::to_string(vinh)}});
    add_more(an, 1'200, 1'000'000);
    add_more(there, 9'000, 2'000'000); // newer
    const auto seen = [&](record_id branch, const std::string& query) {
        const auto in_scope = ids_of(*club.list(person(1, {"clerk"}, {{"branch", {branch}}}), "club.member", query));
        EXPECT_EQ(in_scope, found(query + "&filter[branch]=" + std::to_string(branch))) << query;
        return in_scope;
    };
    EXPECT_THAT(seen(hue, "limit=2"), ElementsAre(1'001'199, 1'001'198));
    EXPECT_THAT(seen(hue, "limit=4&sort=-name"), ElementsAre(an, chi, binh, 1'001'199));
    EXPECT_THAT(seen(vinh, "limit=2&sort=name"), ElementsAre(2'000'000, 2'000'001));
    EXPECT_THAT(seen(hue, "limit=3&sort=-level"), ElementsAre(binh, an, 1'001'199));
    EXPECT_THAT(seen(hue, "limit=2&sort=level"), ElementsAre(chi, 1'000'000));
    EXPECT_THAT(seen(vinh, "limit=2&q=vinh"), ElementsAre(2'008'999, 2'008'998));
    EXPECT_THAT(seen(hue, "limit=2&q=vinh"), IsEmpty());
    EXPECT_THAT(seen(hue, "filter[kind]=guest&sort=name"), ElementsAre(an));
    EXPECT_THAT(seen(hue, "filter[level][ge]=1&sort=level"), ElementsAre(an, binh));
}

TEST_P(Lists, CountWhatMatchesOnlyWhenAsked)
{
    const auto chief = person(1, {"chief"});
    EXPECT_EQ(club.list(chief, "club.member", "limit=1")->count, std::nullopt);
    EXPECT_EQ(club.list(chief, "club.member", "limit=1&count=exact&filter[code][isnull]=false")->count, 2);
    EXPECT_EQ(club.list(chief, "club.member", "count=exact&q=nobody")->count, 0);
    EXPECT_EQ(club.list(person(9, {}), "club.member", "count=exact")->count, 0);
}

TEST_P(Lists, AnswerOptionsFieldsAndLabels)
{
    const auto options =
        boost::json::parse(club.ask(http::verb::get, "/api/v1/club/members?view=option&sort=id&limit=1").body);
    EXPECT_EQ(options.at("data").at(0), (boost::json::value{{"id", an}, {"label", "Nguyễn Thị Ánh"}}));
    const auto fields = boost::json::parse(
        club.ask(http::verb::get, "/api/v1/club/members?fields=code,mentor,friends,code&filter[code]=A2").body);
    const auto& row = fields.at("data").at(0).as_object();
    EXPECT_EQ(row.at("mentor").at("label").as_string(), "Nguyễn Thị Ánh");
    EXPECT_EQ(row.at("friends").at(0).at("label").as_string(), "Nguyễn Thị Ánh");
    EXPECT_EQ(row.at("code").as_string(), "A2");
    EXPECT_FALSE(row.contains("name"));

    // A label is what the target's title says, also when that is a number.
    const auto invoice = club.add("club.invoice", {{"total", "1250000"}});
    club.add("club.visit", {{"fee_of", std::to_string(invoice)}});
    EXPECT_THAT(club.ask(http::verb::get, "/api/v1/club/visits").body, HasSubstr("\"label\":\"1250000\""));
}

TEST_P(Lists, LinkToTheNextPage)
{
    const auto first = club.ask(http::verb::get, "/api/v1/club/members?limit=2&sort=name");
    const auto link = header_of(first, "Link");
    EXPECT_THAT(link, testing::EndsWith(">; rel=\"next\""));
    const auto second = club.ask(http::verb::get, link.substr(1, link.find('>') - 1));
    EXPECT_EQ(boost::json::parse(second.body).at("data").as_array().size(), 1U);
    EXPECT_EQ(header_of(second, "Link"), "");
    EXPECT_TRUE(boost::json::parse(second.body).at("page").at("next").is_null());
}

TEST_P(Lists, TakeACursorOnlyForTheListThatGaveIt)
{
    const auto chief = person(1, {"chief"});
    const auto cursor = club.list(chief, "club.member", "limit=1&sort=name&filter[active]=true").value().next;
    ASSERT_NE(cursor, "");
    const auto with = [&](const entities::caller& who, const std::string& query) {
        return refusal_of(club.list(who, "club.member", query));
    };
    EXPECT_EQ(with(chief, "limit=5&sort=name&filter[active]=true&cursor=" + cursor), "");
    EXPECT_EQ(with(chief, "sort=-name&filter[active]=true&cursor=" + cursor), "bad_cursor");
    EXPECT_EQ(with(chief, "sort=level&filter[active]=true&cursor=" + cursor), "bad_cursor");
    EXPECT_EQ(with(chief, "sort=name&filter[active]=false&cursor=" + cursor), "bad_cursor");
    EXPECT_EQ(with(chief, "sort=name&cursor=" + cursor), "bad_cursor");
    EXPECT_EQ(with(chief, "sort=name&filter[active]=true&q=a&cursor=" + cursor), "bad_cursor");
    EXPECT_EQ(with(person(2, {"clerk"}, {{"branch", {hue}}}), "sort=name&filter[active]=true&cursor=" + cursor),
              "bad_cursor");
    EXPECT_EQ(refusal_of(club.list(chief, "club.branch", "sort=name&cursor=" + cursor)), "bad_cursor");
    for (std::size_t at = 0; at < cursor.size(); ++at) {
        auto broken = cursor;
        broken[at] = broken[at] == 'A' ? 'B' : 'A';
        // The last character carries bits that stand for nothing.
        const auto answer = with(chief, "sort=name&filter[active]=true&cursor=" + broken);
        EXPECT_TRUE(answer == "bad_cursor" || at + 1 == cursor.size()) << at;
    }
    EXPECT_EQ(with(chief, "sort=name&filter[active]=true&cursor=" + cursor.substr(0, 40)), "bad_cursor");
}

/// Rows with many equal and missing values, read in pages of any size, are all rows in order, each once.
TEST_P(Lists, PagesTogetherAreTheWholeList)
{
    std::mt19937 dice{20260921};
    const auto roll = [&](int sides) { return std::uniform_int_distribution<int>{0, sides - 1}(dice); };
    const std::vector<std::string> names{"an", "Ấn", "ân", "Đào", "dao", "Hòa", "hoà", "Z"};
    const auto& of = club.entity("club.member");
    db().write([&](database::transaction& in) {
        for (int i = 0; i < 80; ++i) {
            entities::field_values row{{club.field("club.member", "branch"), hue},
                                       {club.field("club.member", "name"),
                                        names[static_cast<std::size_t>(roll(8))] + " " + std::to_string(i)}};
            if (roll(3) > 0) row.emplace(club.field("club.member", "level"), std::int64_t{roll(4)} - 2);
            if (roll(3) > 0) row.emplace(club.field("club.member", "rate"), std::int64_t{roll(3)} - 1);
            if (roll(3) > 0) row.emplace(club.field("club.member", "born"), "200" + std::to_string(roll(4)) + "-01-01");
            if (roll(3) > 0) row.emplace(club.field("club.member", "kind"), roll(2) ? "guest" : "full");
            if (roll(3) > 0) row.emplace(club.field("club.member", "seen"), std::int64_t{roll(3)});
            if (roll(3) > 0) row.emplace(club.field("club.member", "secret"), names[static_cast<std::size_t>(roll(8))]);
            club.store->create(in, almighty(), entities::authority::plugin, of, row).value();
        }
    });
    const auto chief = person(1, {"chief"});
    const auto all = club.list(chief, "club.member", "limit=200&sort=id").value().records;
    for (const std::string sort : {"id", "name", "level", "rate", "born", "kind", "seen", "secret", "fee"}) {
        auto expected = all;
        if (sort != "id") {
            const auto field = club.field("club.member", sort);
            const bool by_key = of.fields[field].type == entities::field_type::text;
            std::stable_sort(expected.begin(), expected.end(), [&](const auto& left, const auto& right) {
                const auto key = [&](const entities::record& each) {
                    const auto& value = each.values[field];
                    return by_key && !is_null(value)
                               ? entities::field_value{text::sort_key(std::get<std::string>(value))}
                               : value;
                };
                return key(left) < key(right); // null is the lowest alternative
            });
        }
        for (const bool downwards : {false, true}) {
            if (downwards) std::reverse(expected.begin(), expected.end());
            std::vector<record_id> read;
            std::string cursor;
            do {
                const auto page =
                    club.list(chief, "club.member",
                              "limit=" + std::to_string(1 + roll(20)) + "&sort=" + (downwards ? "-" : "") + sort +
                                  (cursor.empty() ? "" : "&cursor=" + cursor))
                        .value();
                for (const auto id : ids_of(page)) read.push_back(id);
                cursor = page.next;
            } while (!cursor.empty());
            std::vector<record_id> wanted;
            for (const auto& each : expected) wanted.push_back(each.id);
            EXPECT_EQ(read, wanted) << sort << (downwards ? " downwards" : "");
        }
    }
}

} // namespace nscl::tests
