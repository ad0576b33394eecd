#include "core/search/word_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::search {
namespace {

using database::value;
using testing::ElementsAre;
using testing::IsEmpty;

/// The prefixes that a query looks for, and for each the first text beyond it.
std::vector<std::string> bounds_of(std::string_view query)
{
    std::vector<std::string> result;
    for (const value& one : condition(query, 7, "id").parameters) {
        if (const auto* text = std::get_if<std::string>(&one)) result.push_back(*text);
    }
    return result;
}

TEST(SearchCondition, LooksForEveryWordAsABeginning)
{
    const database::condition made = condition("Hòa mỹ", 7, "t.\"id\"");
    EXPECT_EQ(made.sql,
              R"(t."id" IN (SELECT "record" FROM "core_word" WHERE "entity"=? AND "word">=? AND "word"<?))"
              R"( AND t."id" IN (SELECT "record" FROM "core_word" WHERE "entity"=? AND "word">=? AND "word"<?))");
    EXPECT_THAT(made.parameters, ElementsAre(value{std::int64_t{7}}, value{"hoa"}, value{"hob"}, value{std::int64_t{7}},
                                             value{"my"}, value{"mz"}));
}

TEST(SearchCondition, HoldsForAllWhenTheQueryIsBlankAndForNoneWhenItHasOnlySigns)
{
    EXPECT_EQ(condition(" \t", 7, "id").sql, "1=1");
    EXPECT_EQ(condition("", 7, "id").sql, "1=1");
    EXPECT_EQ(condition("%'_", 7, "id").sql, "0=1");
    EXPECT_THAT(condition("%'_", 7, "id").parameters, IsEmpty());
}

TEST(SearchCondition, LeavesOutWordsThatOthersImply)
{
    EXPECT_THAT(bounds_of("a abc ab abd"), ElementsAre("abc", "abd", "abd", "abe"));
}

TEST(SearchCondition, CountsTheTenLongestWords)
{
    EXPECT_EQ(bounds_of("aa b cc dd ee ff gg hh ii jj kk").size(), 20U);
    EXPECT_THAT(bounds_of("aa b cc dd ee ff gg hh ii jj kk"), testing::Not(testing::Contains("b")));
}

TEST(SearchCondition, EndsTheRangeWithWellFormedUtf8)
{
    EXPECT_THAT(bounds_of("жҿ"), ElementsAre("жҿ", "жӀ"));
    EXPECT_THAT(bounds_of("\xED\x9F\xBB"), ElementsAre("\xED\x9F\xBB", "\xED\x9F\xBC"));
}

TEST(SearchCondition, NeverPutsWhatWasTypedIntoTheSql)
{
    EXPECT_EQ(condition("x'; DROP TABLE core_word; --", 7, "id").sql.find("DROP"), std::string::npos);
}

} // namespace
} // namespace nscl::search
