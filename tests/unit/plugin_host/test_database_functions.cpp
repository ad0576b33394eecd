#include "tests/support/test_database.hpp"
#include "tests/unit/plugin_host/stage.hpp"

#include "core/database/error.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view all_titles = R"(SELECT "id","title" FROM "puppet_note" ORDER BY "title")";
constexpr std::uint8_t id_and_title[] = {NSCL_INTEGER, NSCL_TEXT};

/// Loses as many races as it is told: the next changes of rows are taken for conflicts.
struct races {
    int left = 0;
};

class racing_transaction final : public database::transaction {
public:
    racing_transaction(database::transaction& real, races& ahead) : real_(real), ahead_(ahead) {}

    void query(std::string_view sql, std::span<const database::value> parameters,
               std::span<const database::column> columns, const database::visitor& visit) override
    {
        real_.query(sql, parameters, columns, visit);
    }
    const nscl::database::dialect& dialect() const override { return real_.dialect(); }
    std::int64_t execute(std::string_view sql, std::span<const database::value> parameters) override
    {
        if (ahead_.left > 0) {
            --ahead_.left;
            throw database::error{database::fault::conflict, "deadlock"};
        }
        return real_.execute(sql, parameters);
    }
    std::int64_t next_id() override { return real_.next_id(); }
    const std::string& write_id() const override { return real_.write_id(); }
    void after_commit(std::function<void()> effect) override { real_.after_commit(std::move(effect)); }
    bool attempt(const std::function<bool()>& step) override { return real_.attempt(step); }

private:
    database::transaction& real_;
    races& ahead_;
};

class racing_database final : public database::database {
public:
    explicit racing_database(database& real) : real_(real) {}

    const nscl::database::dialect& dialect() const override { return real_.dialect(); }
    nscl::database::write_counts counts() const override { return real_.counts(); }
    nscl::database::connection_counts connections() const override { return real_.connections(); }
    bool crowded() const override { return real_.crowded(); }
    nscl::database::fault_counts faults() const override { return real_.faults(); }
    void resolve_lost_commits_with(std::function<bool(nscl::database::reader&, const std::string&)> committed) override
    {
        real_.resolve_lost_commits_with(std::move(committed));
    }

    races ahead;

private:
    struct ended {
        bool good;
        bool has_error() const { return !good; }
    };
    void run_read(isolation, const std::function<void(nscl::database::reader&)>& fn) override { real_.read(fn); }
    void run_write(const std::function<bool(nscl::database::transaction&)>& fn,
                   nscl::database::commit_sharing sharing) override
    {
        real_.write(
            [&](nscl::database::transaction& in) {
                racing_transaction racing{in, ahead};
                return ended{fn(racing)};
            },
            sharing);
    }

    database& real_;
};

/// nscl.database/1 and the services, as a plugin uses them.
class Database : public each_database {
protected:
    racing_database racing{db()};
    stage on{racing};
    puppet& plugin = puppet::the();
    const nscl_database_v1& database_functions = plugin.database();
    const nscl_entities_v1& entities = plugin.entities();
    void* self = plugin.self();
    std::uint32_t note = plugin.entity("puppet.note");
    std::uint32_t title = plugin.field("puppet.note", "title");

    std::int32_t make(nscl_handle context, std::string_view named, nscl_error* error = nullptr)
    {
        const nscl_value values[] = {words(named)};
        std::int64_t id = 0;
        return entities.create(self, context, NSCL_AS_CALLER, note, &title, values, 1, &id, error);
    }

    std::vector<std::string> titles(nscl_handle context)
    {
        nscl_handle cursor = 0;
        auto error = no_error();
        EXPECT_EQ(
            database_functions.query(self, context, text(all_titles), nullptr, 0, id_and_title, 2, &cursor, &error),
            NSCL_OK)
            << error.detail;
        std::vector<std::string> found;
        for (std::uint32_t rows = 1; rows > 0;) {
            nscl_value cells[4];
            EXPECT_EQ(database_functions.next_batch(self, context, cursor, cells, 2, &rows, &error), NSCL_OK)
                << error.detail;
            for (std::uint32_t i = 0; i < rows; ++i)
                found.emplace_back(cells[2 * i + 1].as.text, cells[2 * i + 1].length);
        }
        EXPECT_EQ(database_functions.close(self, context, cursor, &error), NSCL_OK);
        return found;
    }

    /// What a transaction of the plugin runs.
    struct work {
        std::function<std::int32_t(nscl_handle, nscl_error*)> code;
        static std::int32_t run(void* data, nscl_handle context, nscl_error* error)
        {
            return static_cast<work*>(data)->code(context, error);
        }
    };

    std::int32_t transact(nscl_handle context, work code, nscl_error* error = nullptr)
    {
        return database_functions.transaction(self, context, work::run, &code, error);
    }
};
NSCL_ON_EACH_DATABASE(Database);

TEST_P(Database, AnswersQueriesInBatches)
{
    on.inside([&](nscl_handle context) {
        for (const auto* each : {"b", "a", "e", "d", "c"}) ASSERT_EQ(make(context, each), NSCL_OK);
        EXPECT_THAT(titles(context), ElementsAre("a", "b", "c", "d", "e"));
    });
}

TEST_P(Database, RefusesAQueryWithMoreRowsThanItKeeps)
{
    const std::string ten =
        R"(WITH ten AS (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
        UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) )";
    const std::string most = ten + "SELECT a.n FROM ten a, ten b, ten c, ten d, ten e"; // 100,000
    on.inside([&](nscl_handle context) {
        const std::uint8_t column[] = {NSCL_INTEGER};
        nscl_handle cursor = 0;
        auto error = no_error();
        EXPECT_EQ(database_functions.query(self, context, text(most), nullptr, 0, column, 1, &cursor, &error), NSCL_OK)
            << error.detail;
        const auto more = most + " UNION ALL SELECT 0";
        EXPECT_EQ(database_functions.query(self, context, text(more), nullptr, 0, column, 1, &cursor, &error),
                  NSCL_REFUSED);
        EXPECT_STREQ(error.code, "too_many_rows");
    });
}

TEST_P(Database, TakesParametersOfEveryKind)
{
    on.inside([&](nscl_handle context) {
        make(context, "it's");
        const nscl_value parameters[] = {words("it's"), nscl_value{}};
        nscl_handle cursor = 0;
        auto error = no_error();
        const std::string_view sql = R"(SELECT "title","count" FROM "puppet_note" WHERE "title"=? AND ? IS NULL)";
        const std::uint8_t columns[] = {NSCL_TEXT, NSCL_INTEGER};
        ASSERT_EQ(database_functions.query(self, context, text(sql), parameters, 2, columns, 2, &cursor, &error),
                  NSCL_OK)
            << error.detail;
        nscl_value cells[2];
        std::uint32_t rows = 0;
        ASSERT_EQ(database_functions.next_batch(self, context, cursor, cells, 1, &rows, &error), NSCL_OK);
        ASSERT_EQ(rows, 1U);
        EXPECT_EQ((std::string_view{cells[0].as.text, cells[0].length}), "it's");
        EXPECT_EQ(cells[1].tag, NSCL_NULL);
        database_functions.close(self, context, cursor, &error);
    });
}

TEST_P(Database, SaysWhatIsWrongWithAStatement)
{
    on.inside([&](nscl_handle context) {
        nscl_handle cursor = 0;
        auto error = no_error();
        const std::uint8_t real[] = {NSCL_REAL};
        EXPECT_EQ(database_functions.query(self, context, text("SELECT FROM WHERE"), nullptr, 0, id_and_title, 2,
                                           &cursor, &error),
                  NSCL_MISUSE);
        EXPECT_STRNE(error.detail, "");
        EXPECT_EQ(database_functions.query(self, context, text(all_titles), nullptr, 0, real, 1, &cursor, &error),
                  NSCL_MISUSE);
        EXPECT_EQ(
            database_functions.query(self, context, text(all_titles), nullptr, 2, id_and_title, 2, &cursor, &error),
            NSCL_MISUSE);
        EXPECT_EQ(database_functions.next_batch(self, context, 4711, nullptr, 0, nullptr, &error), NSCL_MISUSE);
        EXPECT_EQ(database_functions.close(self, context, 4711, &error), NSCL_STALE);
        std::int64_t affected = 0;
        EXPECT_EQ(
            database_functions.execute(self, context, text("DELETE FROM puppet_note"), nullptr, 0, &affected, &error),
            NSCL_MISUSE);
        EXPECT_THAT(titles(context), IsEmpty());
    });
}

TEST_P(Database, KeepsWhatATransactionDidTogether)
{
    on.inside([&](nscl_handle context) {
        const auto done = transact(
            context, {[&](nscl_handle inner, nscl_error* error) {
                EXPECT_EQ(make(inner, "one", error), NSCL_OK);
                EXPECT_THAT(titles(inner), ElementsAre("one")); // its own writes
                std::int64_t affected = 0;
                EXPECT_EQ(database_functions.execute(self, inner, text(R"(UPDATE "puppet_note" SET "count"=3)"),
                                                     nullptr, 0, &affected, error),
                          NSCL_OK);
                EXPECT_EQ(affected, 1);
                return make(inner, "two", error);
            }});
        EXPECT_EQ(done, NSCL_OK);
        EXPECT_THAT(titles(context), ElementsAre("one", "two"));
    });
}

TEST_P(Database, RollsBackWhatEndsOtherwise)
{
    on.inside([&](nscl_handle context) {
        auto error = no_error();
        const auto done = transact(context, {[&](nscl_handle inner, nscl_error* why) {
                                       make(inner, "gone");
                                       return plugin_host::answer(why, {NSCL_REFUSED, "too_odd", "", "on purpose", {}});
                                   }},
                                   &error);
        EXPECT_EQ(done, NSCL_REFUSED);
        EXPECT_STREQ(error.code, "too_odd");
        EXPECT_THAT(titles(context), IsEmpty());
        EXPECT_EQ(transact(context, {[&](nscl_handle inner, nscl_error*) -> std::int32_t {
                               make(inner, "gone too");
                               throw 1;
                           }}),
                  NSCL_FAILED);
        EXPECT_THAT(titles(context), IsEmpty());
    });
}

TEST_P(Database, JoinsTheTransactionAround)
{
    on.inside([&](nscl_handle context) {
        transact(context, {[&](nscl_handle outer, nscl_error*) {
                     make(outer, "outer");
                     EXPECT_EQ(transact(outer, {[&](nscl_handle inner, nscl_error*) {
                                            make(inner, "inner");
                                            return NSCL_REFUSED;
                                        }}),
                               NSCL_REFUSED);
                     EXPECT_THAT(titles(outer), ElementsAre("outer")); // the inner step alone is undone
                     return NSCL_OK;
                 }});
        EXPECT_THAT(titles(context), ElementsAre("outer"));
    });
}

TEST_P(Database, EndsATransactionsHandlesWithIt)
{
    on.inside([&](nscl_handle context) {
        nscl_handle kept = 0;
        transact(context, {[&](nscl_handle inner, nscl_error*) {
                     kept = inner;
                     return NSCL_OK;
                 }});
        EXPECT_EQ(make(kept, "late"), NSCL_STALE);
    });
}

TEST_P(Database, RunsATransactionAgainThatLostARace)
{
    int runs = 0;
    on.inside([&](nscl_handle context) {
        const auto done =
            transact(context, {[&](nscl_handle inner, nscl_error* error) {
                         make(inner, "run " + std::to_string(++runs));
                         if (runs > 2) return NSCL_OK;
                         racing.ahead.left = 1;
                         EXPECT_EQ(make(inner, "lost"), NSCL_RETRY);
                         EXPECT_EQ(make(inner, "after it"), NSCL_RETRY); // at once, until it has returned
                         return plugin_host::answer(
                             error, {.status = runs == 1 ? NSCL_RETRY : NSCL_OK}); // whatever it makes of it
                     }});
        EXPECT_EQ(done, NSCL_OK);
        EXPECT_THAT(titles(context), ElementsAre("run 3"));
    });
    EXPECT_EQ(runs, 3);
}

TEST_P(Database, RunsAChangeAgainWhoseHookLostARace)
{
    int runs = 0;
    plugin.callbacks[1] = [&](nscl_call& call, nscl_error&) {
        if (++runs > 1) return NSCL_OK;
        racing.ahead.left = 1;
        EXPECT_EQ(make(call.context, "inside"), NSCL_RETRY);
        return NSCL_OK; // the host knows better
    };
    EXPECT_TRUE(on.create("ticket", {{"title", "A"}}).has_value());
    EXPECT_EQ(runs, 2);
}

TEST_P(Database, AnswersUnavailableWhenEveryRunLosesItsRace)
{
    const auto answer = on.run([&](nscl_call& call, nscl_error&) {
        racing.ahead.left = 1000;
        const auto status = make(call.context, "never");
        racing.ahead.left = 0;
        EXPECT_EQ(status, NSCL_UNAVAILABLE);
        return NSCL_OK;
    });
    EXPECT_GE(answer.status, 500U);
}

TEST_P(Database, LocksRecordsInsideTransactions)
{
    on.inside([&](nscl_handle context) {
        make(context, "held");
        std::int64_t id = 0;
        db().read([&](database::reader& from) { id = from.integer(R"(SELECT "id" FROM "puppet_note")").value(); });
        EXPECT_EQ(transact(context, {[&](nscl_handle inner, nscl_error* error) {
                               return entities.lock(self, inner, note, id, error);
                           }}),
                  NSCL_OK);
        EXPECT_EQ(transact(context, {[&](nscl_handle inner, nscl_error* error) {
                               return entities.lock(self, inner, note, id + 1, error);
                           }}),
                  NSCL_NOT_FOUND);
    });
}

TEST_P(Database, WritesAuditEntries)
{
    on.inside([&](nscl_handle context) {
        auto error = no_error();
        const auto& audit = plugin.audit();
        EXPECT_EQ(audit.write(self, context, text("report_exported"), text(R"({"rows":3})"), &error), NSCL_OK)
            << error.detail;
        EXPECT_EQ(audit.write(self, context, text("Report!"), text("{}"), &error), NSCL_MISUSE);
        EXPECT_EQ(audit.write(self, context, text("report_exported"), text("[]"), &error), NSCL_MISUSE);
        EXPECT_EQ(audit.write(self, context, text("report_exported"), text("{"), &error), NSCL_MISUSE);
    });
    db().read([&](database::reader& from) {
        EXPECT_EQ(from.text(R"(SELECT "changes" FROM "core_journal" WHERE "action"='report_exported')"),
                  R"({"rows":3})");
        EXPECT_EQ(from.text(R"(SELECT "user_name" FROM "core_journal" WHERE "action"='report_exported')"), "user7");
        EXPECT_EQ(from.text(R"(SELECT "plugin" FROM "core_journal" WHERE "action"='report_exported')"), "puppet 0.1.0");
    });
}

TEST_P(Database, TellsSettingsAndTime)
{
    nscl_value value{};
    auto error = no_error();
    EXPECT_EQ(plugin.settings().get(self, text("round_down_to"), &value, &error), NSCL_OK);
    EXPECT_EQ(value.as.integer, 1000);
    EXPECT_EQ(plugin.settings().get(self, text("ghost"), &value, &error), NSCL_NOT_FOUND);
    std::int64_t now = 0;
    std::int64_t today = 0;
    EXPECT_EQ(plugin.clock().now(self, &now), NSCL_OK);
    EXPECT_EQ(now, on.clock.now());
    EXPECT_EQ(plugin.clock().today(self, &today), NSCL_OK);
    EXPECT_EQ(plugin_host::iso_of(today), "2026-09-21");
    EXPECT_EQ(plugin.host->get_extension(self, text("nscl.ghost/1")), nullptr);
}

} // namespace
} // namespace nscl::tests
