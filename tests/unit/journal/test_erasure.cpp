#include "core/journal/erasure.hpp"

#include "tests/unit/journal/sealed_journal.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {

using testing::ElementsAre;
using testing::IsEmpty;

class Erasure : public sealed_journal {
protected:
    messages::outcome<> erase(const std::vector<std::int64_t>& rows, const std::string& reason = "Quyết định 12")
    {
        return db().write([&](database::transaction& in) { return journal::erase(in, rows, reason, clock.now()); });
    }
    /// "/41 already_erased"
    std::string refusal_of(const messages::outcome<>& tried)
    {
        std::string all;
        if (!tried.has_error()) return all;
        for (const auto& each : tried.error().errors) all += each.pointer + " " + each.code + ";";
        return all;
    }
    void seal_all()
    {
        while (sealer.seal_batch() > 0) {
        }
    }
    static constexpr const char* emptied =
        R"(UPDATE core_journal SET "user_name"='',"origin"='',"changes"='',"salt"=NULL WHERE "seal_number"=2)";
};
NSCL_ON_EACH_DATABASE(Erasure);

TEST_P(Erasure, LeavesTheChainWhole)
{
    seal_rows(3);
    const auto row = id_of(2);
    EXPECT_EQ(refusal_of(erase({row})), "");
    EXPECT_EQ(
        number(
            R"(SELECT COUNT(*) FROM core_journal WHERE "user_name"='' AND "origin"='' AND "changes"='' AND "salt" IS NULL)"),
        1);
    EXPECT_THAT(findings(), ElementsAre("erased 2")) << "before its own row is sealed";
    seal_all();
    EXPECT_THAT(findings(), ElementsAre("erased 2"));
    EXPECT_EQ(result.findings, 0);
    EXPECT_EQ(result.erased, 1);
    EXPECT_EQ(result.sealed, 4);
}

TEST_P(Erasure, IsToldByARowOfItsOwn)
{
    seal_rows(1);
    const auto row = id_of(1);
    ASSERT_EQ(refusal_of(erase({row}, R"(Yêu cầu "12/2026")")), "");
    std::vector<journal::entry> told;
    db().read([&](database::reader& from) {
        journal::by_time(from, R"("action"='erase')", {}, 9, [&](const journal::entry& each) { told.push_back(each); });
    });
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].record, row);
    EXPECT_EQ(told[0].entity, "");
    EXPECT_EQ(told[0].changes, R"({"reason":"Yêu cầu \"12/2026\""})");
}

TEST_P(Erasure, MayHitTheRowOfAnErasureToo)
{
    seal_rows(1);
    ASSERT_EQ(refusal_of(erase({id_of(1)})), "");
    seal_all();
    ASSERT_EQ(refusal_of(erase({id_of(2)})), "");
    seal_all();
    EXPECT_THAT(findings(), ElementsAre("erased 1", "erased 2"));
    EXPECT_EQ(result.findings, 0);
}

TEST_P(Erasure, IsAllOrNothing)
{
    seal_rows(2);
    append(1);
    const auto sealed = id_of(1);
    const auto unsealed = number(R"(SELECT "id" FROM core_journal WHERE "seal_number" IS NULL)");
    ASSERT_EQ(refusal_of(erase({id_of(2)})), "");
    EXPECT_EQ(refusal_of(erase({sealed, unsealed, 999, id_of(2)})), "/" + std::to_string(unsealed) +
                                                                        " not_sealed_yet;/999 unknown_journal_row;/" +
                                                                        std::to_string(id_of(2)) + " already_erased;");
    EXPECT_EQ(number(R"(SELECT COUNT(*) FROM core_journal WHERE "changes"='')"), 1);
    EXPECT_EQ(number(R"(SELECT COUNT(*) FROM core_journal WHERE "action"='erase')"), 1);
}

TEST_P(Erasure, NeedsAReason)
{
    seal_rows(1);
    EXPECT_EQ(refusal_of(erase({id_of(1)}, "")), "/reason required;");
    EXPECT_EQ(refusal_of(erase({id_of(1)}, "\xff")), "/reason invalid_utf8;");
    EXPECT_EQ(refusal_of(erase({id_of(1)}, std::string(501, 'x'))), "/reason too_long;");
    EXPECT_EQ(refusal_of(erase({id_of(1)}, std::string(500, 'x'))), "");
}

TEST_P(Erasure, FindsTheHistoryOfARecord)
{
    seal_rows(3);
    db().read([&](database::reader& from) {
        EXPECT_THAT(journal::rows_with_values(from, "club.member", 2), ElementsAre(id_of(2)));
        EXPECT_THAT(journal::rows_with_values(from, "club.branch", 2), IsEmpty());
    });
    ASSERT_EQ(refusal_of(erase({id_of(2)})), "");
    db().read(
        [&](database::reader& from) { EXPECT_THAT(journal::rows_with_values(from, "club.member", 2), IsEmpty()); });
}

TEST_P(Erasure, CannotBePosedAsByEmptyingARow)
{
    seal_rows(3);
    tamper(emptied);
    EXPECT_THAT(findings(), ElementsAre("altered 2"));
}

TEST_P(Erasure, CannotBePosedAsByTakingTheSaltAway)
{
    seal_rows(3);
    const auto row = id_of(2);
    tamper(R"(UPDATE core_journal SET "changes"='{"name":[null,"Bình"]}',"salt"=NULL WHERE "seal_number"=2)");
    EXPECT_THAT(findings(), ElementsAre("altered 2"));
    EXPECT_EQ(refusal_of(erase({row})), "/" + std::to_string(row) + " already_erased;")
        << "nor does a later erasure cover it up";
}

TEST_P(Erasure, CannotBePosedAsByARowThatWasThereBefore)
{
    seal_rows(2);
    const auto row = id_of(2);
    ASSERT_EQ(refusal_of(erase({id_of(1)})), "");
    seal_all();
    tamper(emptied);
    tamper(R"(UPDATE core_journal SET "record"=? WHERE "action"='erase')", {row});
    EXPECT_THAT(findings(), ElementsAre("altered 1", "erased 2", "altered 3"));
}

TEST_P(Erasure, DoesNotHideWhatElseWasAltered)
{
    seal_rows(3);
    ASSERT_EQ(refusal_of(erase({id_of(2)})), "");
    seal_all();
    tamper(R"(UPDATE core_journal SET "record"=9 WHERE "seal_number"=2)");
    EXPECT_THAT(findings(), testing::UnorderedElementsAre("erased 2", "altered 2"));
}

} // namespace nscl::tests
