#include "core/search/matches.hpp"

#include "core/search/word_index.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace nscl::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using record_ids = std::vector<std::int64_t>;

/// Forty thousand records of one entity, with words that many of them have.
class SearchMatches : public tests::each_database {
protected:
    static constexpr std::int64_t entity = 3;
    static constexpr std::int64_t all = 40'000;

    SearchMatches()
    {
        db().write([](database::transaction& in) {
            for (const auto& table : tables()) {
                in.execute(in.dialect().create_table(table));
                for (const auto& index : table.indexes) in.execute(in.dialect().create_index(table.name, index));
            }
            in.execute(R"(CREATE TABLE "thing" ("id" INTEGER PRIMARY KEY))");
            in.execute(R"(INSERT INTO "thing" ("id") VALUES (1),(2),(3),(4),(5))");
            for (std::int64_t many = 5; many < all; many *= 2) {
                const auto more = std::to_string(many);
                in.execute(R"(INSERT INTO "thing" ("id") SELECT "id"+)" + more + R"( FROM "thing" WHERE "id"<=)" +
                           std::to_string(all - many));
            }
        });
        give("every", "1=1");
        give("third", "\"id\"%3=0");
        give("other", "\"id\"%3=1");
        give("old", "\"id\"<300");
        give("seldom", "\"id\"%1000=0");
        give("pair", "\"id\"%2=0"); // and those that begin with it
        give("pairs", "\"id\"%5=0");
        give("painter", "\"id\"%4999=0");
        give_numbered("k", "\"id\"%4=0"); // can be sorted at once
        give_numbered("n", "1=1");        // later
        give("third", "\"id\"%3=1", entity + 1);
    }

    void give(const std::string& word, const std::string& where, std::int64_t of = entity)
    {
        insert("'" + word + "'", where, of);
    }
    /// To each a word of its own.
    void give_numbered(const std::string& beginning, const std::string& where)
    {
        insert("'" + beginning + "' || \"id\"", where, entity);
    }

    record_ids found(std::string_view typed, bool descending, std::optional<std::int64_t> after = {})
    {
        return db().read([&](database::reader& from) {
            record_ids result;
            matches each{from, {typed, entity, std::nullopt}, "thing", id_order{descending}, after};
            while (true) {
                const auto next = each.next(50, static_cast<std::size_t>(-1));
                result.insert(result.end(), next.begin(), next.end());
                if (next.size() < 50) return result;
            }
        });
    }

    /// What the condition finds, from the lowest on.
    record_ids wanted(std::string_view typed)
    {
        record_ids result;
        const auto where = query{typed, entity, std::nullopt}.condition("t.\"id\"");
        db().read([&](database::reader& from) {
            from.query(R"(SELECT t."id" FROM "thing" t WHERE )" + where.sql + R"( ORDER BY t."id")", where.parameters,
                       std::array{database::column::integer},
                       [&](const database::row& row) { result.push_back(row.integer(0)); });
        });
        return result;
    }

private:
    void insert(const std::string& word, const std::string& where, std::int64_t of)
    {
        db().write([&](database::transaction& in) {
            in.execute(R"(INSERT INTO "core_word" ("entity","word","record") SELECT )" + std::to_string(of) + "," +
                       word + R"(,"id" FROM "thing" WHERE )" + where);
        });
    }
};

NSCL_ON_EACH_DATABASE(SearchMatches);

TEST_P(SearchMatches, AreThoseOfTheConditionInOrder)
{
    const std::vector<std::string> searches{
        "every",        "third",          "third ever",  "third other", "old third",
        "seldom every", "pai third",      "pairs",       "pai",         "pai other seldom",
        "k third",      "k1 pair",        "n",           "n1",          "n1 third",
        "n1 n2",        "n1 k2",          "n1 k1 other", "n19 seldom",  "nothing",
        "nothing n1",   "every n1 third", "old n pair"};
    for (const auto& typed : searches) {
        auto expected = wanted(typed);
        EXPECT_EQ(found(typed, false), expected) << typed;
        std::ranges::reverse(expected);
        EXPECT_EQ(found(typed, true), expected) << typed << ", downwards";
    }
}

TEST_P(SearchMatches, BeginBehindARecord)
{
    EXPECT_THAT(found("third every", false, 39'990), ElementsAre(39'993, 39'996, 39'999));
    EXPECT_THAT(found("third every", true, 9), ElementsAre(6, 3));
    EXPECT_THAT(found("k pair", false, 39'992), ElementsAre(39'996, 40'000));
    EXPECT_THAT(found("n", true, 4), ElementsAre(3, 2, 1));
    EXPECT_THAT(found("third", true, 3), IsEmpty());
    EXPECT_THAT(found("third", false, all), IsEmpty());
}

TEST_P(SearchMatches, AreThoseOfOneEntity)
{
    EXPECT_THAT(found("third", false), SizeIs(all / 3));
    EXPECT_THAT(found("third other", false), IsEmpty());
}

} // namespace
} // namespace nscl::search
