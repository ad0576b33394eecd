#include "core/database/error.hpp"
#include "core/database/open.hpp"
#include "tests/support/mariadb_server.hpp"
#include "tests/support/tcp_relay.hpp"
#include "tests/support/test_database.hpp"

#include <array>
#include <string>

namespace {

using namespace nscl::database;
using nscl::tests::engine;
using nscl::tests::mariadb_server;
using nscl::tests::tcp_relay;

/// A database behind a relay, with one connection. Each write leaves a receipt under its write_id, as the journal does.
class LostConnections : public testing::Test {
protected:
    LostConnections()
    {
        db_->write([](transaction& t) {
            t.execute("CREATE TABLE tally (n BIGINT NOT NULL)");
            t.execute("CREATE TABLE receipt (write_id VARCHAR(100) PRIMARY KEY)");
            t.execute("INSERT INTO tally (n) VALUES (0)");
        });
        db_->resolve_lost_commits_with([](reader& r, const std::string& write_id) {
            return r.integer("SELECT COUNT(*) FROM receipt WHERE write_id = ?", std::array<value, 1>{write_id}) == 1;
        });
    }

    std::unique_ptr<database> open_behind_relay()
    {
        auto settings = fresh_.settings();
        settings.url = relay_.address_for(settings.url);
        settings.connections = 1;
        nscl::platform::system_random random;
        return nscl::database::open(settings, random);
    }

    static void count(transaction& t)
    {
        t.execute("UPDATE tally SET n = n + 1");
        t.execute("INSERT INTO receipt (write_id) VALUES (?)", std::array<value, 1>{t.write_id()});
    }

    static void kill_connection_of(reader& r)
    {
        mariadb_server::instance().run("KILL " + std::to_string(r.integer("SELECT CONNECTION_ID()").value()));
    }

    std::int64_t counted()
    {
        return db_->read([](reader& r) { return r.integer("SELECT n FROM tally").value(); });
    }

    nscl::tests::test_database fresh_{engine::mariadb};
    tcp_relay relay_{mariadb_server::instance().port()};
    std::unique_ptr<database> db_ = open_behind_relay();
};

TEST_F(LostConnections, WhileIdleAreNotNoticedByReads)
{
    db_->read([](reader& r) { kill_connection_of(r); });
    EXPECT_EQ(counted(), 0);
}

TEST_F(LostConnections, WhileIdleAreNotNoticedByWrites)
{
    db_->write([](transaction& t) { kill_connection_of(t); });
    db_->write(count);
    EXPECT_EQ(counted(), 1);
}

TEST_F(LostConnections, InTheMiddleOfAWriteMakeItRunAgain)
{
    int tries = 0;
    db_->write([&](transaction& t) {
        count(t);
        if (++tries == 1) kill_connection_of(t);
        t.integer("SELECT 1");
    });
    EXPECT_EQ(tries, 2);
    EXPECT_EQ(counted(), 1);
}

TEST_F(LostConnections, BeforeCommitMakeTheWriteRunAgain)
{
    int tries = 0;
    int effects = 0;
    db_->write([&](transaction& t) {
        count(t);
        t.after_commit([&] { ++effects; });
        if (++tries == 1) kill_connection_of(t);
    });
    EXPECT_EQ(tries, 2);
    EXPECT_EQ(effects, 1);
    EXPECT_EQ(counted(), 1);
}

TEST_F(LostConnections, DuringCommitAreLookedUpAndNotRepeated)
{
    int tries = 0;
    int effects = 0;
    db_->write([&](transaction& t) {
        ++tries;
        count(t);
        t.after_commit([&] { ++effects; });
        relay_.lose_answer_to("COMMIT");
    });
    EXPECT_EQ(tries, 1);
    EXPECT_EQ(effects, 1);
    EXPECT_EQ(counted(), 1);
}

TEST_F(LostConnections, DuringCommitOfAWriteWithoutReceiptAreReportedAsUnknown)
{
    try {
        db_->write([&](transaction& t) {
            t.execute("UPDATE tally SET n = n + 1");
            relay_.lose_answer_to("COMMIT");
        });
        ADD_FAILURE() << "nobody can know";
    } catch (const error& caught) {
        EXPECT_EQ(caught.kind(), fault::outcome_unknown);
    }
    EXPECT_EQ(counted(), 1);
}

TEST_F(LostConnections, DuringCommitOfAWriteThatOnlyReadDoNotMatter)
{
    EXPECT_EQ(db_->write([&](transaction& t) {
        relay_.lose_answer_to("COMMIT");
        return t.integer("SELECT n FROM tally");
    }),
              0);
}

TEST_F(LostConnections, DuringCommitAreUnknownWhenTheServerStaysAway)
{
    try {
        db_->write([&](transaction& t) {
            count(t);
            relay_.refuse_clients();
            relay_.lose_answer_to("COMMIT");
        });
        ADD_FAILURE() << "nobody can know";
    } catch (const error& caught) {
        EXPECT_EQ(caught.kind(), fault::outcome_unknown);
    }
    relay_.allow_clients();
    EXPECT_EQ(counted(), 1);
}

TEST_F(LostConnections, AreReportedWhenTheServerStaysAwayAndForgottenOnceItIsBack)
{
    db_->read([](reader& r) { kill_connection_of(r); });
    relay_.refuse_clients();
    for (const bool writing : {true, false}) {
        try {
            if (writing)
                db_->write(count);
            else
                counted();
            ADD_FAILURE() << "the server is away";
        } catch (const error& caught) {
            EXPECT_EQ(caught.kind(), fault::connection_lost);
        }
    }
    relay_.allow_clients();
    db_->write(count);
    EXPECT_EQ(counted(), 1);
}

TEST_F(LostConnections, ComeBackWithTheSameSessionSettings)
{
    const auto settings = [](reader& r) {
        return r
            .text("SELECT CONCAT(@@sql_mode, ' ', @@autocommit, ' ', @@tx_isolation, ' ', @@collation_connection, ' ',"
                  " @@character_set_client, ' ', @@time_zone)")
            .value();
    };
    const auto before = db_->write(settings);
    db_->write([](transaction& t) { kill_connection_of(t); });
    EXPECT_EQ(db_->write(settings), before);
    EXPECT_NE(before.find("READ-COMMITTED utf8mb4_nopad_bin utf8mb4 +00:00"), std::string::npos) << before;
    EXPECT_NE(db_->read(settings).find("REPEATABLE-READ"), std::string::npos);
}

TEST_F(LostConnections, LeaveNoIdBehindThatIsGivenTwice)
{
    relay_.lose_answer_to("COMMIT"); // of the reservation, or of the write
    const auto first = db_->write([](transaction& t) {
        count(t);
        return t.next_id();
    });
    EXPECT_NE(db_->write([](transaction& t) { return t.next_id(); }), first);
}

} // namespace
