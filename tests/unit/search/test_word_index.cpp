#include "core/search/word_index.hpp"

#include "core/database/dialect.hpp"
#include "core/search/query.hpp"
#include "core/text/unicode.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

constexpr std::int64_t organization = 3;
constexpr std::int64_t course = 4;

class WordIndex : public tests::each_database {
protected:
    WordIndex()
    {
        db().write([](database::transaction& in) {
            for (const auto& table : tables()) {
                in.execute(in.dialect().create_table(table));
                for (const auto& index : table.indexes) in.execute(in.dialect().create_index(table.name, index));
            }
            in.execute(R"(CREATE TABLE "thing" ("id" INTEGER PRIMARY KEY))");
        });
    }

    void store(std::int64_t record, std::string_view text, std::int64_t entity = organization)
    {
        db().write([&](database::transaction& in) {
            if (!in.integer(R"(SELECT "id" FROM "thing" WHERE "id"=?)", std::vector<database::value>{record})) {
                in.execute(R"(INSERT INTO "thing" ("id") VALUES (?))", std::vector<database::value>{record});
            }
            word_index{}.replace(in, entity, record, text::words(text));
        });
    }

    /// Whichever way the words are looked up.
    std::vector<std::int64_t> found(std::string_view typed, std::int64_t entity = organization)
    {
        return db().read([&](database::reader& from) {
            const search::query counted{from, typed, entity};
            const auto conditioned = [&](const search::query& asked) {
                return ids_where(from, asked.condition("t.\"id\""));
            };
            const auto ids = conditioned(counted);
            EXPECT_EQ(ids_where(from, counted.asking_each("t.\"id\"")), ids) << typed;
            EXPECT_EQ(conditioned({typed, entity, std::nullopt}), ids) << typed;
            for (std::size_t at = 0; at < counted.words().size(); ++at)
                EXPECT_EQ(conditioned({typed, entity, at}), ids) << typed;
            return ids;
        });
    }

    static std::vector<std::int64_t> ids_where(database::reader& from, const database::condition& where)
    {
        std::vector<std::int64_t> ids;
        from.query(R"(SELECT t."id" FROM "thing" t WHERE )" + where.sql + R"( ORDER BY t."id")", where.parameters,
                   std::vector{database::column::integer},
                   [&](const database::row& row) { ids.push_back(row.integer(0)); });
        return ids;
    }

    std::int64_t rows()
    {
        return db().read(
            [](database::reader& from) { return from.integer(R"(SELECT COUNT(*) FROM "core_word")").value_or(-1); });
    }
};

NSCL_ON_EACH_DATABASE(WordIndex);

TEST_P(WordIndex, FindsWithoutRegardToAccentsAndCase)
{
    store(1, "Công ty Hòa Bình");
    store(2, "Hợp tác xã Đông Anh");
    EXPECT_THAT(found("hoà"), ElementsAre(1));
    EXPECT_THAT(found("HOA BINH"), ElementsAre(1));
    EXPECT_THAT(found("đong"), ElementsAre(2));
}

TEST_P(WordIndex, FindsByBeginningsInAnyOrderAndNeedsAllOfThem)
{
    store(1, "Công ty Hòa Bình");
    store(2, "Công ty Hòa Phát");
    EXPECT_THAT(found("h c"), ElementsAre(1, 2));
    EXPECT_THAT(found("pha co"), ElementsAre(2));
    EXPECT_THAT(found("hoa xyz"), IsEmpty());
    EXPECT_THAT(found("oa"), IsEmpty());
}

TEST_P(WordIndex, BeginsWithTheWordThatOccursLeast)
{
    store(1, "gamma alpha beta");
    store(2, "gamma alpha");
    store(3, "gamma");
    const auto rarest = [&](std::string_view typed) {
        return db().read([&](database::reader& from) { return search::query{from, typed, organization}.rarest(); });
    };
    EXPECT_THAT(rarest("gamma beta alpha"), Optional(2U)) << "alpha, gamma, beta: the longest first";
    EXPECT_THAT(rarest("gamma alpha"), Optional(0U));
    EXPECT_THAT(rarest("gamma delta"), Optional(0U)) << "which does not occur at all";
    db().write([](database::transaction& in) {
        const std::vector<std::string> word{"gamma"};
        for (std::int64_t record = 4; record <= 10'000; ++record) word_index{}.add(in, organization, record, word);
    });
    EXPECT_EQ(rarest("gamma"), std::nullopt);
    EXPECT_THAT(rarest("gamma alpha"), Optional(0U));
}

TEST_P(WordIndex, KeepsEntitiesApart)
{
    store(1, "alpha");
    store(2, "alpha", course);
    EXPECT_THAT(found("alpha"), ElementsAre(1));
    EXPECT_THAT(found("alpha", course), ElementsAre(2));
}

TEST_P(WordIndex, ForgetsWordsThatARecordNoLongerHas)
{
    store(1, "alpha beta");
    store(1, "beta gamma");
    EXPECT_THAT(found("alpha"), IsEmpty());
    EXPECT_THAT(found("beta gamma"), ElementsAre(1));
    EXPECT_EQ(rows(), 2);
}

TEST_P(WordIndex, ForgetsARemovedRecordAndNoOther)
{
    store(1, "alpha");
    store(2, "alpha");
    db().write([](database::transaction& in) { word_index{}.remove(in, organization, 1); });
    EXPECT_THAT(found("alpha"), ElementsAre(2));
}

TEST_P(WordIndex, TakesALongTextAndRepeatedWords)
{
    std::vector<std::string> many{"same", "same"};
    for (int i = 0; i < 100; ++i) many.push_back("word" + std::to_string(i));
    db().write([&](database::transaction& in) { word_index{}.replace(in, organization, 1, many); });
    EXPECT_EQ(rows(), 101);
}

TEST_P(WordIndex, FindsWordsOfOtherScripts)
{
    store(1, "Сибирь 漢字 🚀");
    EXPECT_THAT(found("сиб"), ElementsAre(1));
    EXPECT_THAT(found("漢"), ElementsAre(1));
}

TEST_P(WordIndex, FindsALongWordByAllOfIt)
{
    const std::string word(80, 'x');
    store(1, word);
    EXPECT_THAT(found(word), ElementsAre(1));
}

TEST_P(WordIndex, ReadsTheWordsOfOneRecordOnly)
{
    if (db().dialect().name() != "sqlite") return; // MariaDB has statistics of its own
    static constexpr database::column plan[] = {database::column::integer, database::column::integer,
                                                database::column::integer, database::column::text};
    std::string detail;
    db().read([&](database::reader& from) {
        from.query(R"(EXPLAIN QUERY PLAN SELECT "word" FROM "core_word" WHERE "entity"=1 AND "record"=2)", {}, plan,
                   [&](const database::row& row) { detail += row.text(3); });
    });
    EXPECT_THAT(detail, testing::HasSubstr("entity=? AND record=?"));
}

} // namespace
} // namespace nscl::search
