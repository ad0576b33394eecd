#include "core/database/error.hpp"
#include "core/messages/refusal.hpp"
#include "tests/support/test_database.hpp"

#include <array>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace nscl::database;
using nscl::messages::outcome;
using nscl::messages::refusal;

class Transactions : public nscl::tests::each_database {
protected:
    Transactions()
    {
        db().write([](transaction& t) { t.execute("CREATE TABLE note (id BIGINT PRIMARY KEY)"); });
    }

    static void note(transaction& in, std::int64_t id)
    {
        in.execute("INSERT INTO note (id) VALUES (?)", std::array<value, 1>{id});
    }

    /// The notes as "1 2 3".
    std::string notes()
    {
        return db().read([](reader& r) { return listed(r); });
    }

    static std::string listed(reader& from)
    {
        std::string all;
        from.query("SELECT id FROM note ORDER BY id", {}, std::array{column::integer}, [&](const row& r) {
            if (!all.empty()) all += ' ';
            all += std::to_string(r.integer(0));
        });
        return all;
    }
};
NSCL_ON_EACH_DATABASE(Transactions);

TEST_P(Transactions, SeeTheirOwnWritesAndKeepThem)
{
    const auto seen = db().write([](transaction& t) {
        note(t, 1);
        return listed(t);
    });
    EXPECT_EQ(seen, "1");
    EXPECT_EQ(notes(), "1");
}

TEST_P(Transactions, AreUndoneByAnException)
{
    EXPECT_THROW(db().write([](transaction& t) {
        note(t, 1);
        throw std::runtime_error{"no"};
    }),
                 std::runtime_error);
    EXPECT_EQ(notes(), "");
}

TEST_P(Transactions, AreUndoneByARefusal)
{
    const auto refused = db().write([](transaction& t) -> outcome<int> {
        note(t, 1);
        return refusal{.code = "no"};
    });
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().code, "no");
    EXPECT_EQ(notes(), "");
    EXPECT_EQ(db().write([](transaction& t) -> outcome<int> {
                      note(t, 2);
                      return 7;
                  })
                  .value(),
              7);
    EXPECT_EQ(notes(), "2");
}

TEST_P(Transactions, GoOnAfterAViolatedConstraint)
{
    db().write([](transaction& t) {
        note(t, 1);
        EXPECT_THROW(note(t, 1), error);
        note(t, 2);
    });
    EXPECT_EQ(notes(), "1 2");
}

TEST_P(Transactions, AreJoinedByNestedWritesAndReads)
{
    db().write([&](transaction& outer) {
        note(outer, 1);
        db().write([&](transaction& inner) {
            EXPECT_EQ(&inner, &outer);
            note(inner, 2);
        });
        EXPECT_EQ(notes(), "1 2");
    });
    EXPECT_EQ(notes(), "1 2");
}

TEST_P(Transactions, AreUndoneTogetherWithNestedWrites)
{
    EXPECT_THROW(db().write([&](transaction&) {
        db().write([](transaction& inner) { note(inner, 2); });
        throw std::runtime_error{"no"};
    }),
                 std::runtime_error);
    EXPECT_EQ(notes(), "");
}

TEST_P(Transactions, OutliveARefusedNestedWrite)
{
    db().write([&](transaction& outer) {
        note(outer, 1);
        const auto refused = db().write([](transaction& inner) -> outcome<int> {
            note(inner, 2);
            return refusal{.code = "no"};
        });
        EXPECT_TRUE(refused.has_error());
    });
    EXPECT_EQ(notes(), "1");
}

TEST_P(Transactions, UndoAnAttemptAlone)
{
    db().write([](transaction& t) {
        note(t, 1);
        EXPECT_FALSE(t.attempt([&] {
            note(t, 2);
            return false;
        }));
        EXPECT_TRUE(t.attempt([&] {
            note(t, 3);
            return true;
        }));
        EXPECT_THROW(t.attempt([&]() -> bool {
            note(t, 4);
            throw std::runtime_error{"no"};
        }),
                     std::runtime_error);
        EXPECT_THROW(t.attempt([&] {
            note(t, 5);
            note(t, 1);
            return true;
        }),
                     error);
        EXPECT_TRUE(t.attempt([&] {
            note(t, 6);
            EXPECT_FALSE(t.attempt([&] {
                note(t, 7);
                return false;
            }));
            return true;
        }));
    });
    EXPECT_EQ(notes(), "1 3 6");
}

TEST_P(Transactions, UndoAStepThatChangedMegabytes)
{
    const auto length = [&] {
        return db().read([](reader& r) { return r.integer("SELECT SUM(LENGTH(body)) FROM page"); });
    };
    const auto insert = [](transaction& t) {
        t.execute("CREATE TABLE page (id BIGINT PRIMARY KEY, body TEXT)");
        for (std::int64_t id = 1; id <= 2'000; ++id) {
            t.execute("INSERT INTO page (id, body) VALUES (?, ?)", std::array<value, 2>{id, std::string(2'000, 'a')});
        }
    };
    const auto lengthen = [](transaction& t) { t.execute("UPDATE page SET body = body || 'b'"); };
    db().write(insert);
    db().write([&](transaction& t) {
        t.attempt([&] {
            lengthen(t);
            return false;
        });
    });
    EXPECT_EQ(length(), 4'000'000);
    db().write([&](transaction& t) {
        t.attempt([&] {
            lengthen(t);
            return true;
        });
    });
    EXPECT_EQ(length(), 4'002'000);
}

TEST_P(Transactions, RunEffectsOnceTheyAreDurable)
{
    std::string seen = "nothing";
    db().write([&](transaction& t) {
        note(t, 1);
        t.after_commit([&] { seen = notes(); });
        EXPECT_EQ(seen, "nothing");
    });
    EXPECT_EQ(seen, "1");
}

TEST_P(Transactions, ForgetEffectsOfWhatWasUndone)
{
    int ran = 0;
    db().write([&](transaction& t) {
        t.after_commit([&] { ran += 1; });
        t.attempt([&] {
            t.after_commit([&] { ran += 10; });
            return false;
        });
    });
    EXPECT_THROW(db().write([&](transaction& t) {
        t.after_commit([&] { ran += 100; });
        throw std::runtime_error{"no"};
    }),
                 std::runtime_error);
    EXPECT_EQ(ran, 1);
}

TEST_P(Transactions, SucceedEvenWhenAnEffectFails)
{
    bool second = false;
    db().write([&](transaction& t) {
        note(t, 1);
        t.after_commit([] { throw std::runtime_error{"no"}; });
        t.after_commit([&] { second = true; });
    });
    EXPECT_TRUE(second);
    EXPECT_EQ(notes(), "1");
}

TEST_P(Transactions, MayStartInAnEffect)
{
    db().write(
        [&](transaction& t) { t.after_commit([&] { db().write([](transaction& later) { note(later, 9); }); }); });
    EXPECT_EQ(notes(), "9");
}

TEST_P(Transactions, DoNotStartInsideARead)
{
    EXPECT_THROW(db().read([&](reader&) { db().write([](transaction& t) { note(t, 1); }); }), std::logic_error);
    EXPECT_EQ(notes(), "");
}

TEST_P(Transactions, HaveWriteIdsOfTheirOwn)
{
    const auto first = db().write([](transaction& t) { return t.write_id(); });
    const auto second = db().write([](transaction& t) { return t.write_id(); });
    EXPECT_NE(first, second);
    EXPECT_NE(fresh().open()->write([](transaction& t) { return t.write_id(); }), first);
}

TEST_P(Transactions, CountMatchedRowsChangedOrNot)
{
    db().write([](transaction& t) {
        note(t, 1);
        note(t, 2);
        EXPECT_EQ(t.execute("UPDATE note SET id = id"), 2);
        EXPECT_EQ(t.execute("UPDATE note SET id = id WHERE id = 9"), 0);
        EXPECT_EQ(t.execute("DELETE FROM note WHERE id = ?", std::array<value, 1>{std::int64_t{1}}), 1);
        EXPECT_EQ(t.execute("CREATE INDEX note_again ON note (id)"), 0);
    });
}

TEST_P(Transactions, ReadOneSnapshot)
{
    db().write([](transaction& t) { note(t, 1); });
    db().read([&](reader& r) {
        EXPECT_EQ(listed(r), "1");
        std::thread{[&] { db().write([](transaction& t) { note(t, 2); }); }}.join();
        EXPECT_EQ(listed(r), "1");
    });
    EXPECT_EQ(notes(), "1 2");
}

TEST_P(Transactions, DoNotSurroundALookUp)
{
    db().write([](transaction& t) { note(t, 1); });
    db().look_up([&](reader& r) {
        EXPECT_EQ(listed(r), "1");
        std::thread{[&] { db().write([](transaction& t) { note(t, 2); }); }}.join();
        EXPECT_EQ(listed(r), "1 2");
    });
    db().write([&](transaction& t) {
        note(t, 3);
        EXPECT_EQ(db().look_up([](reader& r) { return listed(r); }), "1 2 3");
    });
}

TEST_P(Transactions, CannotBeSmuggledIntoARead)
{
    db().write([](transaction& t) { note(t, 1); });
    const auto smuggle = [](reader& r) {
        for (const auto* sql : {"DELETE FROM note", "DELETE FROM note RETURNING id"})
            EXPECT_THROW(r.query(sql, {}, std::array{column::integer}, [](const row&) {}), error) << sql;
    };
    db().read(smuggle);
    db().look_up(smuggle);
    EXPECT_EQ(notes(), "1");
}

TEST_P(Transactions, QueryAgainWhileVisiting)
{
    db().write([](transaction& t) {
        for (std::int64_t id = 1; id <= 3; ++id) note(t, id);
        std::vector<std::string> seen;
        t.query("SELECT id FROM note ORDER BY id", {}, std::array{column::integer}, [&](const row& r) {
            const auto id = r.integer(0);
            seen.push_back(std::to_string(id) + ": " + listed(t));
        });
        EXPECT_EQ(seen, (std::vector<std::string>{"1: 1 2 3", "2: 1 2 3", "3: 1 2 3"}));
    });
}

TEST_P(Transactions, SurviveAVisitorThatThrows)
{
    db().write([](transaction& t) {
        note(t, 1);
        note(t, 2);
        EXPECT_THROW(t.query("SELECT id FROM note", {}, std::array{column::integer},
                             [](const row&) { throw std::runtime_error{"enough"}; }),
                     std::runtime_error);
        EXPECT_EQ(listed(t), "1 2");
        note(t, 3);
    });
    EXPECT_EQ(notes(), "1 2 3");
}

TEST_P(Transactions, NumberWithoutGaps)
{
    const auto take = [&] { return db().write([](transaction& t) { return t.next_number("HS-2026"); }); };
    EXPECT_EQ(take(), 1);
    EXPECT_EQ(take(), 2);
    EXPECT_THROW(db().write([](transaction& t) {
        EXPECT_EQ(t.next_number("HS-2026"), 3);
        throw std::runtime_error{"no"};
    }),
                 std::runtime_error);
    EXPECT_EQ(take(), 3);
    EXPECT_EQ(db().write([](transaction& t) { return t.next_number("HS-2027"); }), 1);
}

TEST_P(Transactions, TellWhichStatementIsWrong)
{
    const auto told = [&](const auto& use) -> std::string {
        try {
            db().read(use);
        } catch (const error& wrong) {
            return wrong.what();
        }
        return "nothing";
    };
    const std::string one = "SELECT id FROM note WHERE id = ?";
    EXPECT_EQ(told([&](reader& r) { r.query(one, {}, std::array{column::integer}, [](const row&) {}); }),
              "0 parameters for 1 places in: " + one);
    const std::string narrow = "SELECT id FROM note";
    EXPECT_EQ(
        told([&](reader& r) { r.query(narrow, {}, std::array{column::integer, column::text}, [](const row&) {}); }),
        "the query has fewer columns than were asked for in: " + narrow);
    EXPECT_THROW(db().write([](transaction& t) { t.execute("INSERT INTO note (id) VALUES (?)"); }), error);
}

} // namespace
