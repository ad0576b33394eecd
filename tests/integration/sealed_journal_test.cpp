// The journal's chain as operators meet it: servers that seal, one of which dies, and `nscl audit` beside them and on a copy.
#include "core/database/open.hpp"
#include "core/journal/sealing.hpp"
#include "tests/integration/administrator.hpp"
#include "tests/support/command_run.hpp"
#include "tests/support/mariadb_server.hpp"
#include "tests/support/tcp_relay.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <regex>
#include <stdexcept>
#include <thread>

namespace nscl::tests {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

/// Asks until it holds; false when that takes longer.
bool soon(const std::function<bool()>& holds, std::chrono::seconds patience = std::chrono::seconds{60})
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return true;
}

/// `nscl audit` on a database.
command_run audit(const settings::database_settings& of, std::vector<std::string> words)
{
    words.insert(words.begin(), "audit");
    return run_nscl(std::move(words), {}, {{"NSCL_DATABASE_URL", of.url}, {"NSCL_DATABASE_PASSWORD", of.password}});
}

std::int64_t number(database::database& in, const std::string& sql)
{
    return in.read([&](database::reader& from) { return from.integer(sql).value_or(-1); });
}

bool all_sealed(database::database& in)
{
    return number(in, R"(SELECT COUNT(*) FROM core_journal WHERE "seal_number" IS NULL)") == 0;
}

/// The last head that a server's log tells, as --head takes it; "" as long as there is none.
std::string last_head(const std::string& log)
{
    static const std::regex line{R"x("event":"journal_sealed","number":(\d+),"hash":"([0-9a-f]{64})")x"};
    std::string head;
    for (std::sregex_iterator at{log.begin(), log.end(), line}, end; at != end; ++at)
        head = (*at)[1].str() + ":" + (*at)[2].str();
    return head;
}

void invite_somebody(api_user& admin, const std::string& username)
{
    created(post(admin, "/api/v1/core/users", {{"username", username}, {"display_name", username}}));
}

TEST(SealedJournal, IsTakenOverFromAServerThatDies)
{
    const test_database shared{engine::mariadb};
    const auto db = shared.open();
    server_process first{on(shared)};
    api_user admin = first_administrator(first);
    server_process second{on(shared)};
    api_user other = admin.also_at(second.port());
    invite_somebody(admin, "an.na");
    invite_somebody(other, "binh");
    ASSERT_TRUE(soon([&] { return all_sealed(*db); }));
    const bool first_seals = last_head(second.log()).empty();
    server_process& dying = first_seals ? first : second;
    server_process& survivor = first_seals ? second : first;

    ::kill(dying.pid(), SIGKILL);
    invite_somebody(first_seals ? other : admin, "chi");
    ASSERT_TRUE(soon([&] { return !last_head(survivor.log()).empty() && all_sealed(*db); })) << survivor.log();
    EXPECT_EQ(survivor.stop(), 0);

    const auto found =
        audit(shared.settings(), {"verify", "--head", last_head(dying.log()), "--head", last_head(survivor.log())});
    EXPECT_EQ(found.status, 0) << found.output << found.errors;
    EXPECT_THAT(found.output, HasSubstr("\nfindings: 0\n"));
    EXPECT_THAT(found.output, HasSubstr("head:     " + last_head(survivor.log()) + "\n"));
}

class SealedJournalOfAnIdleServer : public testing::TestWithParam<engine> {};
NSCL_ON_EACH_DATABASE(SealedJournalOfAnIdleServer);

TEST_P(SealedJournalOfAnIdleServer, SealsAWriteWithinASecond)
{
    // What is promised is a second; a busy machine may take some more until the server has its turn.
    static_assert(2 * journal::sealing::every <= std::chrono::seconds{1});
    constexpr std::chrono::seconds patience{5};
    const test_database here{GetParam()};
    const auto db = here.open();
    server_process server{on(here)};
    api_user admin = first_administrator(server);
    ASSERT_TRUE(soon([&] { return all_sealed(*db); }));
    const auto sealed = number(*db, R"(SELECT MAX("seal_number") FROM core_journal)");

    invite_somebody(admin, "an.na");
    EXPECT_TRUE(soon([&] { return all_sealed(*db); }, patience));
    EXPECT_EQ(number(*db, R"(SELECT MAX("seal_number") FROM core_journal)"), sealed + 1);
    EXPECT_EQ(server.stop(), 0);
}

TEST(SealedJournal, HasOneChainThoughTwoServersWrite)
{
    const test_database shared{engine::mariadb};
    server_process first{on(shared)};
    api_user admin = first_administrator(first);
    server_process second{on(shared)};
    api_user other = admin.also_at(second.port());
    for (int i = 0; i < 40; ++i) invite_somebody(i % 2 == 0 ? admin : other, "user" + std::to_string(i));
    EXPECT_EQ(first.stop(), 0); // the other goes on at once
    for (int i = 40; i < 60; ++i) invite_somebody(other, "user" + std::to_string(i));
    EXPECT_EQ(second.stop(), 0);

    const auto found = audit(shared.settings(), {"verify"});
    EXPECT_EQ(found.status, 0) << found.output << found.errors;
    EXPECT_THAT(found.output, HasSubstr("; 0 unsealed\n")) << "a stop seals what was written last";
}

TEST(SealedJournal, SurvivesAnOutageOfItsDatabase)
{
    const test_database fresh{engine::mariadb};
    const auto db = fresh.open();
    tcp_relay between{mariadb_server::instance().port()};
    server_process server{through(between, fresh)};
    api_user admin = first_administrator(server);
    between.break_connections();
    ASSERT_TRUE(soon([&] { return server.log().find("journal_not_sealed") != std::string::npos; }));
    between.allow_clients();
    ASSERT_TRUE(soon([&] { return admin.get("/readyz").status == 200; }));
    invite_somebody(admin, "an.na");
    EXPECT_TRUE(soon([&] { return all_sealed(*db); }));
    EXPECT_EQ(server.stop(), 0);
    EXPECT_EQ(audit(fresh.settings(), {"verify"}).status, 0);
}

TEST(AuditVerifyCommand, ReadsTheJournalOfAServerThatRunsAndACopyOfIt)
{
    const test_database here{engine::sqlite};
    const temporary_folder copied;
    const auto copy = (copied.path() / "nscl.db").string();
    server_process server{on(here)};
    api_user admin = first_administrator(server);
    invite_somebody(admin, "an.na");
    EXPECT_EQ(audit(here.settings(), {"verify"}).status, 0);
    EXPECT_EQ(server.stop(), 0);
    fs::copy_file(here.folder() / "nscl.db", copy);
    const auto head = last_head(server.log());

    const auto verify = [&](std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"audit", "verify", "--data-dir", copied.path().string()});
        return run_nscl(std::move(more));
    };
    const auto found = verify({"--head", head});
    EXPECT_EQ(found.status, 0) << found.output << found.errors;
    EXPECT_THAT(found.output,
                testing::MatchesRegex("rows:     [0-9]+ sealed, 0 of them erased; 0 unsealed\nhead:     " + head +
                                      "\nfindings: 0\n"));
    EXPECT_EQ(std::distance(fs::directory_iterator{copied.path()}, {}), 1) << "it leaves nothing behind";

    auto settings = here.settings();
    settings.url = "sqlite://" + copy;
    platform::system_random random;
    const auto db = database::open(settings, random);
    const auto last = std::stoll(head);
    const auto victim = number(*db, R"(SELECT "id" FROM core_journal WHERE "seal_number"=2)");
    db->write([&](database::transaction& in) {
        in.execute(R"(UPDATE core_journal SET "user_id"=99 WHERE "seal_number"=2)");
        const database::value parameters[] = {std::int64_t{last}};
        in.execute(R"(DELETE FROM core_journal WHERE "seal_number"=?)", parameters);
    });
    const auto fault = verify({"--head", head});
    EXPECT_EQ(fault.status, 3) << fault.errors;
    EXPECT_THAT(fault.output, HasSubstr("altered\t2\t" + std::to_string(victim) + "\t"));
    EXPECT_THAT(fault.output, HasSubstr("cut_off\t" + std::to_string(last) + "\t-\t"));
    EXPECT_THAT(fault.output, HasSubstr("\nfindings: 2\n"));
}

/// A journal of a server that has ended, and copies of it for whoever has the file and no scruples.
class AuditOnACopy : public testing::Test {
protected:
    AuditOnACopy()
    {
        server_process server{on(honest_)};
        api_user admin = first_administrator(server);
        for (const auto* name : {"an.na", "binh", "chi"}) invite_somebody(admin, name);
        EXPECT_EQ(server.stop(), 0);
    }

    /// The journal as it was, on which these statements have run.
    void copy(const std::string& sql = {}) const
    {
        fs::copy_file(honest_.folder() / "nscl.db", file(), fs::copy_options::overwrite_existing);
        run(sql);
    }
    void run(const std::string& sql) const
    {
        sqlite3* opened = nullptr;
        sqlite3_open(file().c_str(), &opened);
        const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> file{opened, &sqlite3_close};
        if (sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            throw std::runtime_error{sqlite3_errmsg(opened)};
    }
    command_run audit(std::vector<std::string> words) const
    {
        words.insert(words.begin(), "audit");
        words.insert(words.end(), {"--data-dir", copies_.path().string()});
        return run_nscl(std::move(words));
    }
    /// The id of the row with that number in the chain.
    std::string id_of(int seal_number) const
    {
        const auto sql = R"(SELECT "id" FROM core_journal WHERE "seal_number"=)" + std::to_string(seal_number);
        return std::to_string(number(*honest_.open(), sql));
    }

private:
    fs::path file() const { return copies_.path() / "nscl.db"; }

    const test_database honest_{engine::sqlite};
    const temporary_folder copies_;
};

TEST_F(AuditOnACopy, NamesWhateverWasDoneToARow)
{
    // Another row with the values of the second; what follows says how it is put in.
    const std::string forged = "CREATE TEMP TABLE forged AS SELECT * FROM core_journal WHERE seal_number=2;"
                               "UPDATE forged SET id=8000000;";
    const std::string put_in = "INSERT INTO core_journal SELECT * FROM forged;";
    struct tampering {
        std::string sql;
        std::string finding; ///< kind, number in the chain, id of the row
    };
    const std::vector<tampering> all{
        {"UPDATE core_journal SET changes='{}' WHERE seal_number=3", "altered\t3\t" + id_of(3)},
        {"UPDATE core_journal SET user_name='',origin='',changes='',salt=NULL WHERE seal_number=3",
         "altered\t3\t" + id_of(3)},
        {"DELETE FROM core_journal WHERE seal_number=3", "removed\t3\t-"},
        {"DELETE FROM core_journal WHERE seal_number IN (3,4)", "removed\t3-4\t-"},
        {"UPDATE core_journal SET seal_number=-1-seal_number WHERE seal_number>=3;"
         "UPDATE core_journal SET seal_number=-seal_number WHERE seal_number<0;" +
             forged + "UPDATE forged SET seal_number=3,seal=randomblob(32);" + put_in,
         "inserted\t3\t8000000"},
        {"UPDATE core_journal SET seal_number=0 WHERE seal_number=2;"
         "UPDATE core_journal SET seal_number=2 WHERE seal_number=3;"
         "UPDATE core_journal SET seal_number=3 WHERE seal_number=0",
         "moved\t2\t" + id_of(3)},
        {forged + "UPDATE forged SET at=at-61000000,seal_number=NULL,salt=NULL,digest=NULL,seal=NULL;" + put_in,
         "unsealed\t-\t8000000"},
    };
    for (const auto& [sql, finding] : all) {
        SCOPED_TRACE(sql);
        copy(sql);
        const auto found = audit({"verify"});
        EXPECT_EQ(found.status, 3) << found.errors;
        EXPECT_THAT(found.output, testing::StartsWith(finding + "\t"));
        EXPECT_THAT(found.output, HasSubstr("\nfindings: 1\n"));
    }
    copy();
    EXPECT_EQ(audit({"verify"}).status, 0);
}

TEST_F(AuditOnACopy, HoldsAfterALawfulErasure)
{
    copy();
    const auto erased = audit({"erase", id_of(3), "--reason", "Quyết định 12"});
    EXPECT_EQ(erased.status, 0) << erased.errors;
    const auto found = audit({"verify"});
    EXPECT_EQ(found.status, 0) << found.output << found.errors;
    EXPECT_THAT(found.output, testing::StartsWith("erased\t3\t" + id_of(3) + "\t"));
    EXPECT_THAT(found.output, HasSubstr(" sealed, 1 of them erased; 1 unsealed\n"));

    run("UPDATE core_journal SET record=99 WHERE seal_number=3");
    const auto altered = audit({"verify"});
    EXPECT_EQ(altered.status, 3) << "what stays of an erased row is sealed as before";
    EXPECT_THAT(altered.output, HasSubstr("altered\t3\t" + id_of(3) + "\t"));
}

TEST(AuditVerifyCommand, TellsWhatItCannotReadFromWhatItFinds)
{
    const temporary_folder empty;
    const auto where = (empty.path() / "data").string();
    const auto absent = run_nscl({"audit", "verify", "--data-dir", where});
    EXPECT_EQ(absent.status, 1);
    EXPECT_THAT(absent.errors, HasSubstr("there is no database file"));
    EXPECT_EQ(run_nscl({"audit", "erase", "1", "--reason", "x", "--data-dir", where}).status, 1);
    EXPECT_FALSE(fs::exists(where));
    for (const char* head : {"1", "x:", "0:00", "1:00", "-1:00"}) {
        const auto wrong = run_nscl({"audit", "verify", "--head", head, "--data-dir", where});
        EXPECT_EQ(wrong.status, 2) << head;
        EXPECT_THAT(wrong.errors, HasSubstr("NUMBER:HASH")) << head;
    }
    EXPECT_EQ(run_nscl({"audit"}).status, 2);
    EXPECT_EQ(run_nscl({"audit", "erase", "5"}).status, 2) << "without a reason";
    EXPECT_EQ(run_nscl({"audit", "erase", "--reason", "x", "--record", "5"}).status, 2) << "of what entity?";
}

class AuditEraseCommand : public testing::TestWithParam<engine> {};
NSCL_ON_EACH_DATABASE(AuditEraseCommand);

TEST_P(AuditEraseCommand, TakesTheValuesAndKeepsTheProof)
{
    const test_database shared{GetParam()};
    const auto db = shared.open();
    server_process server{on(shared)};
    api_user admin = first_administrator(server);
    const auto made =
        created(post(admin, "/api/v1/core/users", {{"username", "an.na"}, {"display_name", "Nguyễn Văn An"}}));
    ASSERT_TRUE(soon([&] { return all_sealed(*db); }));

    const auto id = std::to_string(made);
    const auto done =
        audit(shared.settings(), {"erase", "--entity", "core.user", "--record", id, "--reason", "Quyết định 12"});
    EXPECT_EQ(done.status, 0) << done.errors;
    EXPECT_EQ(done.output, "erased the values of 1 journal rows\n");

    const auto history = json::parse(admin.get("/api/v1/core/users/" + id + "/history").body).at("data").at(0);
    EXPECT_TRUE(history.at("erased").as_bool());
    EXPECT_EQ(history.at("changes"), json::array{});
    EXPECT_EQ(history.at("user").at("label"), nullptr);
    const auto listed = admin.get("/api/v1/core/journal?filter[entity]=core.user&filter[record]=" + id);
    const auto row = json::parse(listed.body).at("data").at(0);
    EXPECT_TRUE(row.at("erased").as_bool());
    EXPECT_EQ(row.at("origin"), nullptr);
    EXPECT_EQ(row.at("record_label"), nullptr);
    EXPECT_THAT(listed.body, Not(HasSubstr("Nguyễn Văn An")));
    const auto told = json::parse(admin.get("/api/v1/core/journal?filter[action]=erase").body).at("data").at(0);
    EXPECT_EQ(told.at("record"), row.at("id"));
    EXPECT_EQ(told.at("detail").at("reason"), "Quyết định 12");
    EXPECT_FALSE(told.at("erased").as_bool());

    ASSERT_TRUE(soon([&] { return all_sealed(*db); }));
    const auto again = audit(shared.settings(), {"erase", json::serialize(row.at("id")), "--reason", "x"});
    EXPECT_EQ(again.status, 1);
    EXPECT_THAT(again.errors, HasSubstr("/" + json::serialize(row.at("id")) + ": "));
    const auto found = audit(shared.settings(), {"verify"});
    EXPECT_EQ(found.status, 0) << found.output << found.errors;
    EXPECT_THAT(found.output, testing::ContainsRegex("erased\t[0-9]+\t" + json::serialize(row.at("id")) + "\t"));
    EXPECT_THAT(found.output, HasSubstr("1 of them erased"));
    EXPECT_EQ(server.stop(), 0);
}

TEST(SealedJournal, IsCheckedByOneAtATime)
{
    const test_database here{engine::mariadb};
    auto options = on(here);
    options.environment["NSCL_DATABASE_LEASE_TIMEOUT"] = "1m";
    server_process server{options};
    api_user admin = first_administrator(server);
    std::vector<std::future<answer>> checks; // ends behind the lock, which lets it go
    mariadb_client other = beside(here);
    other.run("LOCK TABLES core_journal WRITE");
    for (int i = 0; i < 2; ++i) {
        checks.push_back(std::async(std::launch::async, [by = admin.also_at(server.port())]() mutable {
            return by.get("/api/v1/core/journal/verification");
        }));
    }
    const auto is_done = [](std::future<answer>& each) {
        return each.wait_for(std::chrono::milliseconds{1}) == std::future_status::ready;
    };
    ASSERT_TRUE(soon([&] { return is_done(checks[0]) || is_done(checks[1]); }));
    const auto refused = is_done(checks[0]) ? 0U : 1U;
    const answer busy = checks[refused].get();
    EXPECT_EQ(busy.status, 409U) << busy.body;
    EXPECT_THAT(busy.body, HasSubstr(R"("code":"verification_running")"));
    other.run("UNLOCK TABLES");
    EXPECT_EQ(checks[1 - refused].get().status, 200U);
    EXPECT_EQ(admin.get("/api/v1/core/journal/verification").status, 200U);
    EXPECT_EQ(server.stop(), 0);
}

} // namespace
} // namespace nscl::tests
