// What becomes of changes of the schema that processes of their own make: killed anywhere, or two at once.
#include "core/entities/schema/migration_lease.hpp"
#include "core/entities/schema/schema_apply.hpp"
#include "tests/support/process_words.hpp"
#include "tests/support/test_database.hpp"
#include "tests/unit/entities/schema_house.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <numeric>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nscl::entities {
namespace {

using testing::ElementsAreArray;
using testing::IsEmpty;

/// schema_process (see there) on a database.
class upgrade_process {
public:
    upgrade_process(const tests::test_database& on, std::vector<std::string> words)
    {
        words.insert(words.begin(), {NSCL_SCHEMA_PROCESS, on.settings().url, on.settings().password});
        const auto arguments = tests::pointers_to(words);
        std::array<int, 2> output{};
        if (pipe2(output.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
        pid_ = fork();
        if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
        if (pid_ == 0) { // only async-signal-safe calls from here on
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            alarm(60); // ends it when it does not end by itself
            dup2(output[1], STDOUT_FILENO);
            execv(arguments[0], arguments.data());
            _exit(127);
        }
        close(output[1]);
        output_ = output[0];
    }
    ~upgrade_process()
    {
        if (pid_ > 0) kill(pid_, SIGKILL);
        wait();
        close(output_);
    }
    upgrade_process(const upgrade_process&) = delete;
    upgrade_process& operator=(const upgrade_process&) = delete;

    /// The next line that it says; "" when it ended before.
    std::string next_line() const
    {
        std::string line;
        for (char letter = 0; read(output_, &letter, 1) == 1 && letter != '\n';) line += letter;
        return line;
    }

    /// How it ended, as a shell says it: 128 + signal when it was killed.
    int wait()
    {
        if (pid_ <= 0) return status_;
        int status = 0;
        while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        return status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

private:
    pid_t pid_ = -1;
    int status_ = -1;
    int output_ = -1;
};

constexpr int killed_status = 128 + SIGKILL;

/// What a query finds, a row per line.
std::string rows(database::reader& from, const std::string& sql, std::size_t columns = 1)
{
    const std::vector<database::column> types(columns, database::column::text);
    std::string text;
    from.query(sql, {}, types, [&](const database::row& row) {
        for (std::size_t i = 0; i < columns; ++i)
            text += (i > 0 ? " | " : "") + (row.is_null(i) ? std::string{"null"} : std::string{row.text(i)});
        text += "\n";
    });
    return text;
}

/// The tables, as the database itself describes them.
std::string described(database::reader& from, tests::engine which)
{
    if (which == tests::engine::sqlite) return rows(from, R"(SELECT "name", "sql" FROM sqlite_master ORDER BY 1)", 2);
    std::string text;
    std::vector<std::string> names;
    static constexpr std::array name{database::column::text};
    from.query(from.dialect().tables(), {}, name, [&](const database::row& row) { names.emplace_back(row.text(0)); });
    std::ranges::sort(names);
    for (const auto& each : names) text += rows(from, "SHOW CREATE TABLE " + database::dialect::quoted(each), 2);
    return text;
}

/// All that an upgrade leaves: the tables, what is remembered of them, the steps in their order, and the records.
std::string left_by_upgrade(database::database& where, tests::engine which)
{
    return where.read([&](database::reader& from) {
        return described(from, which) + rows(from, R"(SELECT "snapshot" FROM "core_schema_table" ORDER BY "name")") +
               rows(from, R"(SELECT "plugin", "schema", "compatible_from" FROM "core_schema_stamp")", 3) +
               rows(from, R"(SELECT "id", "kind", "statement", "finished_at" IS NOT NULL FROM "core_schema_step"
                             ORDER BY "id")",
                    4) +
               rows(from, R"(SELECT "id", "street", "state" FROM "p_house" ORDER BY "id")", 3) +
               rows(from, R"(SELECT "id", "name", "lives_in" FROM "p_person")", 3) +
               rows(from, R"(SELECT "id", "target" FROM "p_house__next_door")", 2) +
               rows(from, R"(SELECT "name", "next" FROM "core_sequence" WHERE "name" LIKE 'p.%')", 2);
    });
}

std::vector<std::int64_t> up_to(std::int64_t last)
{
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(last) + 1);
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

class SchemaProcesses : public tests::each_database {
protected:
    /// A database with records, as the version before the upgrade leaves it.
    static void prepare(database::database& where)
    {
        patient_clock clock;
        apply(where, first_house(), clock);
        execute(where, R"(INSERT INTO "p_house" ("id", "address") VALUES (1, 'x'), (2, 'y'))");
        execute(where, R"(INSERT INTO "p_person" ("id", "name", "home") VALUES (1, 'Hòa', 1))");
        execute(where, R"(INSERT INTO "p_house__neighbours" ("id", "target") VALUES (1, 2))");
        where.write([](database::transaction& in) { in.next_number("p.house.address.2026"); });
    }
    static void upgrade(database::database& where)
    {
        patient_clock clock;
        clock.advance(migration_lease::lifetime); // since another process may have died
        apply(where, last_house(), clock);
    }
    static std::int64_t steps(database::database& where, const std::string& that)
    {
        return count(where, R"(SELECT COUNT(*) FROM "core_schema_step" WHERE )" + that);
    }
    static std::int64_t finished(database::database& where) { return steps(where, R"("finished_at" IS NOT NULL)"); }
    static std::int64_t begun(database::database& where) { return steps(where, R"("finished_at" IS NULL)"); }
};
NSCL_ON_EACH_DATABASE(SchemaProcesses);

/// A process is killed before each of its statements, on a database of its own each time, until one lives to the end.
TEST_P(SchemaProcesses, AreCompletedByTheNextStartWhereverTheyAreKilled)
{
    prepare(db());
    const auto before = finished(db());
    upgrade(db());
    const auto whole = left_by_upgrade(db(), GetParam());
    const auto added = finished(db()) - before;
    ASSERT_EQ(count(db(), R"(SELECT COUNT(DISTINCT "kind") FROM "core_schema_step")"), 7) << "every kind of step";

    std::set<std::int64_t> between; // by the number of steps that were finished
    std::set<std::int64_t> within;
    for (int statement = 0;; ++statement) {
        ASSERT_LT(statement, 1000);
        const tests::test_database fresh{GetParam()};
        const auto left = fresh.open();
        prepare(*left);
        const int status = upgrade_process{fresh, {"cut", std::to_string(statement)}}.wait();
        if (status == 0) {
            EXPECT_EQ(left_by_upgrade(*left, GetParam()), whole);
            break;
        }
        ASSERT_EQ(status, killed_status);
        (begun(*left) > 0 ? within : between).insert(finished(*left) - before);
        upgrade(*left);
        ASSERT_EQ(left_by_upgrade(*left, GetParam()), whole) << "killed before statement " << statement;
    }
    EXPECT_THAT(between, ElementsAreArray(up_to(added))) << "before and after every step";
    if (db().dialect().transactional_ddl())
        EXPECT_THAT(within, IsEmpty()) << "a step and its memory are one";
    else
        EXPECT_THAT(within, ElementsAreArray(up_to(added - 1))) << "in the middle of every step";
}

TEST_P(SchemaProcesses, MigrateOnceWhenTwoStartTogether)
{
    const tests::test_database alone{GetParam()};
    const auto by_one = alone.open();
    prepare(*by_one);
    upgrade(*by_one);

    prepare(db());
    const platform::system_clock clock;
    auto lease = std::make_unique<migration_lease>(db(), clock, "this", [](std::chrono::milliseconds) {});
    upgrade_process first{fresh(), {"compete"}};
    upgrade_process second{fresh(), {"compete"}};
    EXPECT_EQ(first.next_line(), "waiting");
    EXPECT_EQ(second.next_line(), "waiting");
    lease.reset();
    EXPECT_EQ(first.wait(), 0);
    EXPECT_EQ(second.wait(), 0);
    EXPECT_EQ(left_by_upgrade(db(), GetParam()), left_by_upgrade(*by_one, GetParam()));
}

} // namespace
} // namespace nscl::entities
