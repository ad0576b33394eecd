#include "core/search/query.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::search {
namespace {

using database::value;
using testing::ElementsAre;
using testing::IsEmpty;

/// The prefixes that a query looks for, and for each the first text beyond it.
std::vector<std::string> bounds_of(std::string_view typed)
{
    std::vector<std::string> result;
    for (const value& one : query(typed, 7, std::nullopt).condition("id").parameters) {
        if (const auto* text = std::get_if<std::string>(&one)) result.push_back(*text);
    }
    return result;
}

/// The parameters of "Hòa mỹ" in this order.
auto hoa_and_my()
{
    const value entity{std::int64_t{7}};
    return ElementsAre(entity, value{"hoa"}, value{"hob"}, entity, value{"my"}, value{"mz"});
}

TEST(SearchQuery, ListsTheRecordsOfFrequentWords)
{
    const database::condition made = query("Hòa mỹ", 7, std::nullopt).condition("t.\"id\"");
    EXPECT_EQ(made.sql,
              R"(t."id" IN (SELECT "record" FROM "core_word" WHERE "entity"=? AND "word">=? AND "word"<?))"
              R"( AND t."id" IN (SELECT "record" FROM "core_word" WHERE "entity"=? AND "word">=? AND "word"<?))");
    EXPECT_THAT(made.parameters, hoa_and_my());
}

TEST(SearchQuery, AsksEachRecord)
{
    const database::condition made = query("Hòa mỹ", 7, std::nullopt).asking_each("t.\"id\"");
    EXPECT_EQ(
        made.sql,
        R"((SELECT 1 FROM "core_word" WHERE "record"=t."id" AND "entity"=? AND "word">=? AND "word"<? LIMIT 1)=1)"
        R"( AND (SELECT 1 FROM "core_word" WHERE "record"=t."id" AND "entity"=? AND "word">=? AND "word"<? LIMIT 1)=1)");
    EXPECT_THAT(made.parameters, hoa_and_my());
}

TEST(SearchQuery, BeginsWithTheRarestWord)
{
    const database::condition made = query("Hòa mỹ", 7, 1).condition("t.\"id\"");
    EXPECT_EQ(
        made.sql,
        R"(t."id" IN (SELECT "record" FROM "core_word" WHERE "entity"=? AND "word">=? AND "word"<?))"
        R"( AND (SELECT 1 FROM "core_word" WHERE "record"=t."id" AND "entity"=? AND "word">=? AND "word"<? LIMIT 1)=1)");
    EXPECT_THAT(made.parameters, ElementsAre(value{std::int64_t{7}}, value{"my"}, value{"mz"}, value{std::int64_t{7}},
                                             value{"hoa"}, value{"hob"}));
}

TEST(SearchQuery, HoldsForAllWhenTheQueryIsBlankAndForNoneWhenItHasOnlySigns)
{
    const auto made = [](std::string_view text) { return query(text, 7, std::nullopt).condition("id"); };
    EXPECT_EQ(made(" \t").sql, "1=1");
    EXPECT_EQ(made("").sql, "1=1");
    EXPECT_EQ(made("%'_").sql, "0=1");
    EXPECT_THAT(made("%'_").parameters, IsEmpty());
}

TEST(SearchQuery, LeavesOutWordsThatOthersImply)
{
    EXPECT_THAT(bounds_of("a abc ab abd"), ElementsAre("abc", "abd", "abd", "abe"));
}

TEST(SearchQuery, CountsTheTenLongestWords)
{
    EXPECT_EQ(bounds_of("aa b cc dd ee ff gg hh ii jj kk").size(), 20U);
    EXPECT_THAT(bounds_of("aa b cc dd ee ff gg hh ii jj kk"), testing::Not(testing::Contains("b")));
}

TEST(SearchQuery, EndsTheRangeWithWellFormedUtf8)
{
    EXPECT_THAT(bounds_of("жҿ"), ElementsAre("жҿ", "жӀ"));
    EXPECT_THAT(bounds_of("\xED\x9F\xBB"), ElementsAre("\xED\x9F\xBB", "\xED\x9F\xBC"));
}

TEST(SearchQuery, NeverPutsWhatWasTypedIntoTheSql)
{
    EXPECT_EQ(query("x'; DROP TABLE core_word; --", 7, 0).condition("id").sql.find("DROP"), std::string::npos);
}

} // namespace
} // namespace nscl::search
