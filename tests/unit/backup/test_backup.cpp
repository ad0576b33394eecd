#include "core/database/error.hpp"
#include "core/database/open.hpp"
#include "tests/unit/backup/announced_connection.hpp"
#include "tests/unit/backup/shelf.hpp"

#include <gmock/gmock.h>

#include <array>
#include <tuple>

namespace nscl::tests {
namespace {

using backup::refused;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

/// From the first database into the second.
class Backups : public testing::TestWithParam<std::tuple<engine, engine>> {
protected:
    std::filesystem::path file(const std::string& name) const { return files_.path() / name; }

    test_database source{std::get<0>(GetParam())};
    test_database other{std::get<1>(GetParam())};

private:
    temporary_folder files_;
};

TEST_P(Backups, HoldEveryRowToTheByte)
{
    fill_shelves(*source.open());
    const auto made = back_up(source, file("a"));
    const auto restored = restore_into(other, file("a"));
    back_up(other, file("b"));
    EXPECT_EQ(rows_of(file("b")), rows_of(file("a")));
    EXPECT_EQ(restored.rows, made.rows);
    EXPECT_EQ(restored.tables, made.tables);
    EXPECT_EQ(restored.sha256, made.sha256);
    EXPECT_EQ(restored.bytes, std::filesystem::file_size(file("a")));
    EXPECT_EQ(restored.from.made_at, "2026-10-01T02:03:04Z");
    EXPECT_EQ(restored.from.server, "1.2.3");
    EXPECT_EQ(restored.from.database, std::get<0>(GetParam()) == engine::sqlite ? "sqlite" : "mysql");
}

TEST_P(Backups, AreFollowedByIdsBeyondAllThatTheyHold)
{
    const auto last = fill_shelves(*source.open());
    back_up(source, file("a"));
    restore_into(other, file("a"));
    const auto next = other.open()->write([](database::transaction& t) { return t.next_id(); });
    EXPECT_GT(next, last);
}

TEST_P(Backups, KeepTheRulesOfTheirTables)
{
    fill_one_shelf(*source.open());
    back_up(source, file("a"));
    restore_into(other, file("a"));
    const auto db = other.open();
    const auto refusal = [&](const std::string& sql) {
        try {
            db->write([&](database::transaction& t) { t.execute(sql); });
        } catch (const database::error& wrong) {
            return wrong.kind();
        }
        return database::fault::other;
    };
    EXPECT_EQ(refusal(R"(INSERT INTO shelf_note ("id","next") VALUES (77,78))"),
              database::fault::foreign_key_violation);
    EXPECT_EQ(refusal(R"(INSERT INTO shelf_note ("id","title") SELECT 77,"title" FROM shelf_note)"),
              database::fault::unique_violation);
    EXPECT_EQ(refusal(R"(INSERT INTO shelf_pair ("left") VALUES (1))"), database::fault::not_null_violation);
}

TEST_P(Backups, LeaveOutTheRowsThatTheyAreToldTo)
{
    fill_one_shelf(*source.open());
    back_up(source, file("a"));
    EXPECT_THAT(content_of(file("a")), Not(HasSubstr("secret")));
    restore_into(other, file("a"));
    EXPECT_EQ(other.open()->read([](database::reader& r) { return r.integer("SELECT COUNT(*) FROM shelf_login"); }), 0);
}

TEST_P(Backups, GoIntoEmptyDatabasesOnly)
{
    fill_one_shelf(*source.open());
    back_up(source, file("a"));
    other.open()->write([](database::transaction& t) { t.execute("CREATE TABLE mine (a INTEGER)"); });
    EXPECT_THAT([&] { restore_into(other, file("a")); },
                ThrowsMessage<refused>(HasSubstr("has tables already (core_sequence, ...)")));
    const auto names = other.open()->read([](database::reader& r) {
        std::vector<std::string> found;
        r.query(r.dialect().tables(), {}, std::array{database::column::text},
                [&](const database::row& row) { found.emplace_back(row.text(0)); });
        return found;
    });
    EXPECT_THAT(names, testing::UnorderedElementsAre("core_sequence", "mine"));
}

INSTANTIATE_TEST_SUITE_P(On, Backups,
                         testing::Combine(testing::Values(engine::sqlite, engine::mariadb),
                                          testing::Values(engine::sqlite, engine::mariadb)),
                         [](const auto& tested) {
                             return testing::PrintToString(std::get<0>(tested.param)) + "To" +
                                    testing::PrintToString(std::get<1>(tested.param));
                         });

class OneBackup : public each_database {
protected:
    std::filesystem::path file() const { return files_.path() / "a"; }

private:
    temporary_folder files_;
};
NSCL_ON_EACH_DATABASE(OneBackup);

TEST_P(OneBackup, IsOfOneMoment)
{
    fill_one_shelf(db());
    const auto from = database::connect(fresh().settings(), database::use::reading);
    announced_connection while_others_write{*from, [&](std::string_view sql) {
                                                if (sql.find("FROM \"shelf_note\"") == std::string_view::npos) return;
                                                db().write([](database::transaction& t) {
                                                    t.execute("DELETE FROM shelf_pair");
                                                    t.execute("DELETE FROM shelf_login");
                                                });
                                            }};
    db().write([](database::transaction& t) { t.execute("INSERT INTO shelf_pair VALUES (1,2)"); });
    backup::write(while_others_write, file(), {}, {});
    EXPECT_THAT(rows_of(file()), HasSubstr("ri1:i2:\n"));
    EXPECT_THAT(rows_of(file()), HasSubstr("secret"));
}

TEST_P(OneBackup, NamesTablesThatNoServerMade)
{
    fill_one_shelf(db());
    db().write([](database::transaction& t) { t.execute("CREATE TABLE mine (a INTEGER)"); });
    EXPECT_THAT(back_up(fresh(), file()).strangers, ElementsAre("mine"));
    EXPECT_THAT(rows_of(file()), Not(HasSubstr("mine")));
}

TEST_P(OneBackup, IsNotMadeOfADatabaseWithoutTables)
{
    EXPECT_THAT([&] { back_up(fresh(), file()); }, ThrowsMessage<refused>(HasSubstr("no server has made its tables")));
    EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_P(OneBackup, IsNotMadeInTheMiddleOfAChangeOfTheTables)
{
    fill_one_shelf(db());
    db().write(
        [](database::transaction& t) { t.execute(R"(UPDATE core_schema_step SET "finished_at"=NULL WHERE "id"=1)"); });
    EXPECT_THAT([&] { back_up(fresh(), file()); }, ThrowsMessage<refused>(HasSubstr("changing the tables")));
}

TEST_P(OneBackup, IsNotMadeWithoutATableThatShouldBeThere)
{
    fill_one_shelf(db());
    db().write([](database::transaction& t) { t.execute("DROP TABLE shelf_pair"); });
    EXPECT_THAT([&] { back_up(fresh(), file()); }, ThrowsMessage<refused>(HasSubstr("shelf_pair is gone")));
}

TEST(ABackup, OfASqliteFileThatIsNotThereMakesNone)
{
    const temporary_folder folder;
    settings::database_settings nowhere;
    nowhere.url = "sqlite://" + (folder.path() / "a.db").string();
    EXPECT_THROW(database::connect(nowhere, database::use::reading), database::error);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(ABackup, IsNotRestoredIntoASqliteFileThatAServerHasOpen)
{
    const test_database source{engine::sqlite};
    const test_database used{engine::sqlite};
    const temporary_folder files;
    fill_one_shelf(*source.open());
    back_up(source, files.path() / "a");
    auto settings = used.settings();
    settings.lease_timeout = std::chrono::milliseconds{1};
    const auto server = used.open();
    const auto into = database::connect(settings, database::use::filling);
    EXPECT_THAT([&] { backup::restore(*into, files.path() / "a"); },
                ThrowsMessage<refused>(HasSubstr("stop the server")));
}

} // namespace
} // namespace nscl::tests
