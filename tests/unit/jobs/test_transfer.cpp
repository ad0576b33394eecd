#include "tests/unit/entities/club.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>

#include <algorithm>
#include <stdexcept>

namespace nscl::tests {

using entities::record_id;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

/// The errors of a job's result: "3 branch unknown_reference".
std::vector<std::string> errors_in(const boost::json::value& result)
{
    std::vector<std::string> found;
    for (const auto& each : result.at("errors").as_array()) {
        found.push_back(std::to_string(each.at("row").as_int64()) + " " + std::string{each.at("column").as_string()} +
                        " " + std::string{each.at("code").as_string()});
        EXPECT_FALSE(each.at("detail").as_string().empty());
    }
    return found;
}

} // namespace

class Transfer : public club_test {
protected:
    Transfer() : hue(add_branch("Huế")), vinh(add_branch("Vinh")) {}

    struct finished {
        std::string state;
        boost::json::value result;
        std::int64_t progress = 0;
        std::int64_t failures = 0;
    };

    /// Imports and waits for the job.
    finished import(const std::string& text, const std::string& mode, std::string_view entity = "members")
    {
        const auto answer = club.ask(http::verb::post, "/api/v1/club/" + std::string{entity} + "/import?mode=" + mode,
                                     text, {{"content-type", "text/csv"}});
        EXPECT_EQ(answer.status, 202U) << answer.body;
        if (answer.status != 202) return {};
        const auto id = boost::json::parse(answer.body).at("id").as_int64();
        EXPECT_EQ(header_of(answer, "Location"), "/api/v1/core/jobs/" + std::to_string(id));
        club.finish_jobs();
        const auto job = club.read(almighty(), "core.job", id).value();
        const auto value = [&](std::string_view name) { return job.values[club.field("core.job", name)]; };
        EXPECT_FALSE(entities::is_null(value("started_at")));
        EXPECT_FALSE(entities::is_null(value("finished_at")));
        return {std::get<std::string>(value("state")), boost::json::parse(std::get<std::string>(value("result"))),
                std::get<std::int64_t>(value("progress")), std::get<std::int64_t>(value("failures"))};
    }

    std::string refused_import(const std::string& text)
    {
        const auto answer =
            club.ask(http::verb::post, "/api/v1/club/members/import", text, {{"content-type", "text/csv"}});
        EXPECT_GE(answer.status, 400U);
        return std::string{boost::json::parse(answer.body).at("code").as_string()};
    }

    std::int64_t members() { return club.count("SELECT COUNT(*) FROM club_member"); }

    record_id hue, vinh;
};
NSCL_ON_EACH_DATABASE(Transfer);

TEST_P(Transfer, StoresNothingWhenOneRowIsBadAndAllMustHold)
{
    const auto done = import(
        "name,branch,born,level\r\nAn,Huế,2000-01-01,1\r\nBình,Đà Nẵng,31/02/2000,x\r\n,Huế,,200\r\n", "rollback");
    EXPECT_EQ(done.state, "failed");
    EXPECT_THAT(errors_in(done.result), ElementsAre("3 branch unknown_reference", "3 born bad_date",
                                                    "3 level bad_integer", "4 level above_maximum", "4 name required"));
    EXPECT_EQ(done.result.at("created").as_int64(), 0);
    EXPECT_EQ(done.failures, 2);
    EXPECT_EQ(members(), 0);
    EXPECT_EQ(club.count(R"(SELECT COUNT(*) FROM core_journal WHERE "entity"='club.member')"), 0);
}

TEST_P(Transfer, StoresAllButTheBadRowsWhenToldToProceed)
{
    const auto done = import("name,branch,code\nAn,Huế,A1\nBình,Đà Nẵng,A2\nChi,Vinh,A1\nDung,Vinh,A3\n", "proceed");
    EXPECT_EQ(done.state, "succeeded");
    EXPECT_THAT(errors_in(done.result), ElementsAre("3 branch unknown_reference", "4 code duplicate"));
    EXPECT_EQ(done.result.at("created").as_int64(), 2);
    EXPECT_EQ(done.progress, 4);
    EXPECT_EQ(members(), 2);
    // Numbers have no gaps where rows were refused.
    EXPECT_EQ(club.count(R"(SELECT COUNT(*) FROM club_member WHERE "number" IN ('HV-2026-00001','HV-2026-00002'))"), 2);
}

TEST_P(Transfer, ImportsMoreRowsThanOneBatchHolds)
{
    std::string text = "name,branch\n";
    for (int i = 0; i < 620; ++i) text += (i == 600 ? std::string{","} : "Người " + std::to_string(i) + ",") + "Huế\n";
    const auto done = import(text, "proceed");
    EXPECT_THAT(errors_in(done.result), ElementsAre("602 name required"));
    EXPECT_EQ(done.result.at("created").as_int64(), 619);
    EXPECT_EQ(members(), 619);
}

TEST_P(Transfer, FindsReferencesByCodeByLabelAndByNumber)
{
    club.add("club.member", {{"name", "\"Thầy\""}, {"code", "\"T1\""}, {"branch", std::to_string(hue)}});
    const auto other = add_member("Cô", hue);
    const auto done =
        import("Họ tên,Branch,mentor,friends\nAn,\" Huế \",T1,\nBình,#" + std::to_string(vinh) + ",Cô,T1; #" +
                   std::to_string(other) + "\nChi,Huế,An,\nDung,Huế,Em,\nEm,Huế,,\nGái,Huế,Em,\n",
               "proceed");
    // A row may name one before it, not one behind it.
    EXPECT_THAT(errors_in(done.result), ElementsAre("5 mentor unknown_reference"));
    EXPECT_EQ(club.count(R"(SELECT COUNT(*) FROM club_member WHERE "mentor" IS NOT NULL)"), 4);
    EXPECT_EQ(club.count("SELECT COUNT(*) FROM club_member__friends"), 2);
}

TEST_P(Transfer, FindsNothingThatTheImporterMayNotSee)
{
    add_member("Bình", vinh);
    club.callers.who = std::make_shared<const entities::caller>(person(0, {"clerk"}, {{"branch", {hue}}}));
    const auto done = import("name,branch,mentor\nAn,Huế,Bình\nChi,Vinh,\nDung,Huế,\n", "proceed");
    EXPECT_THAT(errors_in(done.result), ElementsAre("2 mentor unknown_reference", "3 branch unknown_reference"));
    EXPECT_EQ(members(), 2);
}

TEST_P(Transfer, RefusesATextThatNoJobCouldRead)
{
    EXPECT_EQ(refused_import("\xFF\xFEn\0a\0"), "csv_utf16");
    EXPECT_EQ(refused_import("name,branch\nH\xe0,Hu\xea\n"), "csv_windows_1258");
    EXPECT_EQ(refused_import(""), "csv_empty");
    EXPECT_EQ(refused_import("name,branch,nothing,name\n"), "invalid");
    EXPECT_EQ(refused_import("name\n"), "invalid");
    EXPECT_EQ(refused_import("name,branch,state\n"), "invalid");
    EXPECT_EQ(refused_import("name,branch,number\n"), "invalid");
    EXPECT_EQ(refused_import("\"name,branch\n"), "csv_unbalanced_quote");
    const auto other =
        club.ask(http::verb::post, "/api/v1/club/members/import", "{}", {{"content-type", "application/json"}});
    EXPECT_EQ(other.status, 415U);
    EXPECT_EQ(
        club.ask(http::verb::post, "/api/v1/club/members/import?mode=maybe", "a\n", {{"content-type", "text/csv"}})
            .status,
        400U);
    EXPECT_EQ(club.count("SELECT COUNT(*) FROM core_job"), 0);
}

TEST_P(Transfer, NamesTheRowThatIsNotCsv)
{
    const auto done = import("name,branch\nAn,Huế\nBình\n", "rollback");
    EXPECT_EQ(done.state, "failed");
    EXPECT_THAT(errors_in(done.result), ElementsAre("3  csv_row_length"));
    EXPECT_EQ(members(), 0);
}

TEST_P(Transfer, GoesOnBehindARowOfAnotherWidth)
{
    const auto done = import("name,branch\nAn,Huế\nBình\nChi,Huế,x\nDung,Huế\n", "proceed");
    EXPECT_EQ(done.state, "succeeded");
    EXPECT_THAT(errors_in(done.result), ElementsAre("3  csv_row_length", "4  csv_row_length"));
    EXPECT_EQ(done.result.at("rows").as_int64(), 4);
    EXPECT_EQ(done.result.at("created").as_int64(), 2);
    EXPECT_EQ(members(), 2);
}

TEST_P(Transfer, FailsWhereTheRestCannotBeRead)
{
    const auto done = import("name,branch\nAn,Huế\n\"Bình,Huế\nChi,Huế\n", "proceed");
    EXPECT_EQ(done.state, "failed") << "the rest was not read";
    EXPECT_EQ(done.result.at("created").as_int64(), 1);
    EXPECT_EQ(members(), 1);
}

TEST_P(Transfer, TellsWhatWasStoredBeforeAFailure)
{
    club.callbacks.hooks[3] = [&](entities::change& of) {
        if (std::get<std::string>(of.after->values[0]) == "Người 1050") throw std::runtime_error("broken");
    };
    std::string text = "name,branch\n";
    for (int i = 0; i < 1100; ++i) text += "Người " + std::to_string(i) + ",Huế\n";
    const auto done = import(text, "proceed");
    EXPECT_EQ(done.state, "failed");
    EXPECT_EQ(done.result.at("created").as_int64(), 1000);
    EXPECT_EQ(members(), 1000);
}

TEST_P(Transfer, ExportsWhatAnImportReadsAndNoFormula)
{
    club.add("club.member", {{"name", "\"=HYPERLINK(\\\"x\\\")\""},
                             {"branch", std::to_string(hue)},
                             {"fee", "0"},
                             {"level", "-5"},
                             {"remark", "\"hai\\ndòng, và \\\"nháy\\\"\""}});
    club.add("club.member",
             {{"name", "\"An\""}, {"branch", std::to_string(hue)}, {"rate", "\"-1.50\""}, {"remark", "\"@cmd\""}});
    const auto answer =
        club.ask(http::verb::get, "/api/v1/club/members/export?sort=id&fields=name,branch,fee,level,rate,remark");
    EXPECT_EQ(header_of(answer, "Content-Type"), "text/csv; charset=utf-8");
    const auto text = whole_body(answer);
    EXPECT_THAT(text, StartsWith("\xEF\xBB\xBFid,name,branch,fee,level,rate,remark\r\n"));
    EXPECT_THAT(text, HasSubstr(",\"'=HYPERLINK(\"\"x\"\")\",Huế,0,-5,,\"hai\ndòng, và \"\"nháy\"\"\"\r\n"));
    EXPECT_THAT(text, HasSubstr(",An,Huế,,,-1.50,'@cmd\r\n"));
}

TEST_P(Transfer, ExportsEveryPage)
{
    db().write([&](database::transaction& in) {
        for (int i = 0; i < 450; ++i) {
            club.store
                ->create(in, almighty(), entities::authority::plugin, club.entity("club.member"),
                         {{club.field("club.member", "name"), "Người " + std::to_string(i)},
                          {club.field("club.member", "branch"), hue},
                          {club.field("club.member", "level"), std::int64_t{i % 3}}})
                .value();
        }
    });
    const auto text = whole_body(
        club.ask(http::verb::get, "/api/v1/club/members/export?sort=-level&filter[level][ge]=1&fields=level"));
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 301);
    EXPECT_EQ(club.ask(http::verb::get, "/api/v1/club/members/export?limit=5").status, 400U);
}

TEST_P(Transfer, OffersAFormToFillIn)
{
    EXPECT_EQ(club.ask(http::verb::get, "/api/v1/club/members/import").body,
              "\xEF\xBB\xBFname,code,branch,born,joined,fee,rate,level,active,kind,remark,extra,seen,mail,mentor,"
              "friends,secret,grade,first_branch\r\n");
    EXPECT_EQ(club.ask(http::verb::get, "/api/v1/club/members/import?mode=proceed").status, 400U);
    club.callers.who = std::make_shared<const entities::caller>(person(5, {"clerk"}, {{"branch", {hue}}}));
    EXPECT_THAT(club.ask(http::verb::get, "/api/v1/club/members/import").body, testing::Not(HasSubstr("secret")));
    club.callers.who = std::make_shared<const entities::caller>(person(5, {}));
    EXPECT_EQ(club.ask(http::verb::get, "/api/v1/club/members/import").status, 403U);
    EXPECT_EQ(
        club.ask(http::verb::post, "/api/v1/club/members/import", "name\n", {{"content-type", "text/csv"}}).status,
        403U);
}

} // namespace nscl::tests
