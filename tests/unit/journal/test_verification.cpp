#include "core/journal/verification.hpp"

#include "core/database/error.hpp"
#include "tests/unit/journal/sealed_journal.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {

using testing::ElementsAre;
using testing::IsEmpty;

class Verification : public sealed_journal {
protected:
    /// What the log has by now.
    journal::chain_head head() const { return sealer.head(); }
    void drop_the_index() { tamper(db().dialect().drop_index("core_journal", "ux_core_journal_seal")); }
};
NSCL_ON_EACH_DATABASE(Verification);

TEST_P(Verification, FindsNothingWrongWithAnEmptyOrAnHonestJournal)
{
    EXPECT_THAT(findings(), IsEmpty());
    EXPECT_EQ(result.head, journal::chain_head{});
    seal_rows(3);
    EXPECT_THAT(findings({head()}), IsEmpty());
    EXPECT_EQ(result.sealed, 3);
    EXPECT_EQ(result.head, head());
}

TEST_P(Verification, ReadsInPieces)
{
    seal_rows(1201);
    EXPECT_THAT(findings(), IsEmpty());
    EXPECT_EQ(result.sealed, 1201);
    tamper(R"(UPDATE core_journal SET "version"=9 WHERE "seal_number"=501)");
    EXPECT_THAT(findings(), ElementsAre("altered 501")) << "the first of a piece";
}

TEST_P(Verification, NamesARowWithAnyColumnAltered)
{
    seal_rows(4);
    for (const auto* change :
         {R"("at"="at"+1)", R"("user_id"=8)", R"("user_name"='an')", R"("origin"='::1')", R"("plugin"='club 1.1')",
          R"("entity"='club.branch')", R"("record"=9)", R"("action"='create')", R"("transition"='submit')",
          R"("version"=3)", R"("changes"='{}')", R"("write_id"='x')", R"("id"="id"+1000000)"}) {
        for (const std::int64_t which : {1, 3, 4}) { // the last one is followed by no witness
            const std::string columns =
                R"("id","at","user_id","user_name","origin","plugin","entity","record","action","transition","version","changes","write_id")";
            tamper("CREATE TABLE kept AS SELECT " + columns + R"( FROM core_journal WHERE "seal_number"=?)", {which});
            tamper(std::string{"UPDATE core_journal SET "} + change + R"( WHERE "seal_number"=?)", {which});
            EXPECT_THAT(findings({head()}), ElementsAre("altered " + std::to_string(which))) << change;
            for (const auto* column : {"id", "at", "user_id", "user_name", "origin", "plugin", "entity", "record",
                                       "action", "transition", "version", "changes", "write_id"})
                tamper("UPDATE core_journal SET \"" + std::string{column} + "\"=(SELECT \"" + column +
                           R"(" FROM kept) WHERE "seal_number"=?)",
                       {which});
            tamper("DROP TABLE kept");
            ASSERT_THAT(findings({head()}), IsEmpty());
        }
    }
}

TEST_P(Verification, NamesARowWhoseHashesWereAltered)
{
    seal_rows(3);
    const std::string forged(32, 'f');
    tamper(R"(UPDATE core_journal SET "seal"=? WHERE "seal_number"=2)", {forged});
    EXPECT_THAT(findings(), ElementsAre("altered 2"));
}

TEST_P(Verification, NamesARowWhoseDigestWasComputedAgain)
{
    seal_rows(3);
    auto changed = row(2);
    changed.changes = R"({"name":[null,"Bình"]})";
    const std::string salt(16, 's');
    tamper(R"(UPDATE core_journal SET "changes"=?,"salt"=?,"digest"=? WHERE "seal_number"=2)",
           {changed.changes, salt, journal::digest_of(changed, salt)});
    EXPECT_THAT(findings(), ElementsAre("altered 2"));
}

TEST_P(Verification, NamesNeighboursThatWereBothAltered)
{
    seal_rows(5);
    tamper(R"(UPDATE core_journal SET "version"=9 WHERE "seal_number" IN (2,3))");
    EXPECT_THAT(findings(), ElementsAre("altered 2", "altered 3"));
}

TEST_P(Verification, NamesRowsThatWereRemoved)
{
    seal_rows(9);
    tamper(R"(DELETE FROM core_journal WHERE "seal_number" IN (1,4,5,7))");
    EXPECT_THAT(findings(), ElementsAre("removed 1", "removed 4-5", "removed 7"));
    EXPECT_EQ(result.findings, 3);
}

TEST_P(Verification, NoticesThatNumbersWereClosedUpAfterARemoval)
{
    seal_rows(4);
    tamper(R"(DELETE FROM core_journal WHERE "seal_number"=2)");
    tamper(R"(UPDATE core_journal SET "seal_number"=2 WHERE "seal_number"=3)");
    tamper(R"(UPDATE core_journal SET "seal_number"=3 WHERE "seal_number"=4)");
    EXPECT_THAT(findings(), ElementsAre("altered 2"));
}

TEST_P(Verification, KnowsByAHeadThatTheEndIsMissing)
{
    seal_rows(3);
    const auto later = head();
    tamper(R"(DELETE FROM core_journal WHERE "seal_number"=3)");
    EXPECT_THAT(findings(), IsEmpty()) << "the chain cannot know what comes";
    EXPECT_THAT(findings({later}), ElementsAre("cut_off 3"));
    seal_rows(1);
    EXPECT_THAT(findings({later}), ElementsAre("rewritten 3"));
}

TEST_P(Verification, KnowsByAHeadThatAllWasComputedAgain)
{
    seal_rows(3);
    const auto honest = head();
    tamper(R"(UPDATE core_journal SET "version"=9,"seal_number"=NULL,"salt"=NULL,"digest"=NULL,"seal"=NULL)");
    while (sealer.seal_batch() > 0) {
    }
    EXPECT_THAT(findings(), IsEmpty());
    EXPECT_THAT(findings({head(), honest}), ElementsAre("rewritten 3"));
}

TEST_P(Verification, NamesARowThatWasPutBetweenOthers)
{
    seal_rows(4);
    for (const auto* shift : {"5", "4"})
        tamper(std::string{R"(UPDATE core_journal SET "seal_number"=)"} + shift + R"( WHERE "seal_number"=)" + shift +
               "-1");
    append(1);
    const std::string forged(32, 'f');
    tamper(R"(UPDATE core_journal SET "seal_number"=3,"salt"=?,"digest"=?,"seal"=? WHERE "seal_number" IS NULL)",
           {std::string(16, 's'), journal::digest_of(row(1), std::string(16, 's')), forged});
    EXPECT_THAT(findings(), ElementsAre("inserted 3"));
}

TEST_P(Verification, NamesARowWithANumberThatAnotherHas)
{
    seal_rows(3);
    drop_the_index();
    append(1);
    tamper(R"(UPDATE core_journal SET "seal_number"=2,"salt"='s',"digest"=?,"seal"='f' WHERE "seal_number" IS NULL)",
           {journal::digest_of(row(1), "s")});
    EXPECT_THAT(findings(), ElementsAre("inserted 2"));
}

TEST_P(Verification, NamesARowWithANumberBeforeTheFirst)
{
    seal_rows(2);
    append(1);
    tamper(R"(UPDATE core_journal SET "seal_number"=-5,"salt"='s',"digest"=?,"seal"='f' WHERE "seal_number" IS NULL)",
           {journal::digest_of(row(1), "s")});
    EXPECT_THAT(findings(), ElementsAre("inserted -5"));
}

TEST_P(Verification, NamesRowsThatChangedPlaces)
{
    seal_rows(5);
    const auto swap = [&](int left, int right) {
        tamper(R"(UPDATE core_journal SET "seal_number"=100 WHERE "seal_number"=?)", {std::int64_t{left}});
        tamper(R"(UPDATE core_journal SET "seal_number"=? WHERE "seal_number"=?)",
               {std::int64_t{left}, std::int64_t{right}});
        tamper(R"(UPDATE core_journal SET "seal_number"=? WHERE "seal_number"=100)", {std::int64_t{right}});
    };
    swap(2, 3);
    EXPECT_THAT(findings(), ElementsAre("moved 2"));
    swap(2, 3);
    ASSERT_THAT(findings(), IsEmpty());
    swap(1, 5);
    EXPECT_THAT(findings(), testing::AllOf(testing::Contains("altered 1"), testing::Contains("altered 5")));
}

TEST_P(Verification, NamesARowWithANumberOfItsOwnMaking)
{
    seal_rows(3);
    tamper(R"(UPDATE core_journal SET "seal_number"=9223372036854775807 WHERE "seal_number"=3)");
    EXPECT_THAT(findings(), ElementsAre("moved 9223372036854775807"));
}

TEST_P(Verification, NamesRowsThatNobodySealedInAMinute)
{
    seal_rows(1);
    append(2);
    EXPECT_THAT(findings(), IsEmpty());
    EXPECT_EQ(result.unsealed, 2);
    clock.advance(journal::longest_unsealed);
    append(1);
    EXPECT_THAT(findings(), ElementsAre("unsealed", "unsealed"));
    EXPECT_EQ(result.unsealed, 3);
}

TEST_P(Verification, NamesARowThatWasTakenOutOfTheChain)
{
    seal_rows(3);
    tamper(R"(UPDATE core_journal SET "version"=9,"seal_number"=NULL WHERE "seal_number"=2)");
    while (sealer.seal_batch() > 0) {
    }
    EXPECT_THAT(findings(), ElementsAre("removed 2"));
}

TEST_P(Verification, EndsThoughNumbersAreNone)
{
    seal_rows(3);
    const auto put_words = [&] { tamper(R"(UPDATE core_journal SET "seal_number"='x' WHERE "seal_number"=2)"); };
    if (!on_sqlite()) { // which takes them
        EXPECT_THROW(put_words(), database::error);
        return;
    }
    put_words();
    EXPECT_THAT(findings(), testing::Contains("removed 2"));
    EXPECT_GT(result.findings, 1);
}

} // namespace nscl::tests
