#include "core/database/database_url.hpp"
#include "core/database/error.hpp"
#include "core/database/open.hpp"
#include "tests/support/mariadb_server.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace nscl::database;
using testing::HasSubstr;

std::string refusal_of(const std::function<void()>& tried)
{
    try {
        tried();
    } catch (const error& caught) {
        return caught.what();
    }
    return "no error";
}

std::string url_refusal(std::string_view url)
{
    return refusal_of([&] { read_url(url); });
}

std::unique_ptr<database> opened(const nscl::settings::database_settings& settings)
{
    nscl::platform::system_random random;
    return nscl::database::open(settings, random);
}

std::string open_refusal(const nscl::settings::database_settings& settings)
{
    return refusal_of([&] { opened(settings); });
}

TEST(DatabaseUrl, NamesASqliteFile)
{
    EXPECT_EQ(std::get<sqlite_location>(read_url("sqlite:///var/lib/nscl/nscl.db")).file, "/var/lib/nscl/nscl.db");
    EXPECT_EQ(std::get<sqlite_location>(read_url("sqlite://data/dữ liệu.db")).file, "data/dữ liệu.db");
}

TEST(DatabaseUrl, NamesAMysqlServer)
{
    const auto full = std::get<mysql_location>(read_url("mysql://an%40x@db.example:3307/nscl"));
    EXPECT_EQ(full.user, "an@x");
    EXPECT_EQ(full.host, "db.example");
    EXPECT_EQ(full.port, 3307);
    EXPECT_EQ(full.name, "nscl");
    EXPECT_EQ(full.socket, "");
    const auto local = std::get<mysql_location>(read_url("mysql://nscl@localhost/nscl?socket=/run/mysqld/mysqld.sock"));
    EXPECT_EQ(local.port, 3306);
    EXPECT_EQ(local.socket, "/run/mysqld/mysqld.sock");
    EXPECT_EQ(std::get<mysql_location>(read_url("mysql://nscl@[::1]/nscl")).host, "::1");
}

TEST(DatabaseUrl, IsRefusedWithWhatIsWrong)
{
    EXPECT_THAT(url_refusal(""), HasSubstr("begins with sqlite:// or mysql://"));
    EXPECT_THAT(url_refusal("postgres://x@y/z"), HasSubstr("begins with sqlite:// or mysql://"));
    EXPECT_THAT(url_refusal("sqlite://"), HasSubstr("wants a file"));
    EXPECT_THAT(url_refusal("sqlite://:memory:"), HasSubstr("in memory"));
    EXPECT_THAT(url_refusal("sqlite:///var/lib/"), HasSubstr("is a folder"));
    EXPECT_THAT(url_refusal("mysql://host/name"), HasSubstr("user is missing"));
    EXPECT_THAT(url_refusal("mysql://user@host"), HasSubstr("database's name"));
    EXPECT_THAT(url_refusal("mysql://user@host/a/b"), HasSubstr("database's name"));
    EXPECT_THAT(url_refusal("mysql://user@host:0/name"), HasSubstr("port"));
    EXPECT_THAT(url_refusal("mysql://user@host:99999/name"), HasSubstr("port"));
    EXPECT_THAT(url_refusal("mysql://user@host:x/name"), HasSubstr("port"));
    EXPECT_THAT(url_refusal("mysql://user@host/name?ssl=1"), HasSubstr("unknown option 'ssl'"));
    EXPECT_THAT(url_refusal("mysql://user@host/name?socket=x"), HasSubstr("absolute path"));
    EXPECT_THAT(url_refusal("mysql://user:geheim@host/name"), HasSubstr("password"));
    EXPECT_THAT(url_refusal("mysql://user:geheim@host/name"), Not(HasSubstr("geheim")));
}

TEST(OpenSqlite, MakesTheFolderAndTheFile)
{
    const nscl::tests::temporary_folder folder;
    const auto file = folder.path() / "a b=c" / "đ" / "nscl.db";
    nscl::settings::database_settings settings;
    settings.url = "sqlite://" + file.string();
    opened(settings)->write([](transaction& t) { t.execute("CREATE TABLE kept (id INTEGER)"); });
    EXPECT_TRUE(std::filesystem::exists(file));
    EXPECT_EQ(opened(settings)->read([](reader& r) { return r.integer("SELECT COUNT(*) FROM kept"); }), 0);
}

TEST(OpenSqlite, IsDurableAndChecksReferences)
{
    const nscl::tests::test_database fresh{nscl::tests::engine::sqlite};
    const auto db = fresh.open();
    db->write([](transaction& t) {
        EXPECT_EQ(t.text("PRAGMA journal_mode"), "wal");
        EXPECT_EQ(t.integer("PRAGMA synchronous"), 2);
        EXPECT_EQ(t.integer("PRAGMA foreign_keys"), 1);
    });
    db->read([](reader& r) { EXPECT_EQ(r.integer("PRAGMA query_only"), 1); });
}

TEST(OpenSqlite, SaysWhyAFileCannotBeUsed)
{
    const nscl::tests::temporary_folder folder;
    nscl::settings::database_settings settings;
    settings.url = "sqlite:///proc/nscl/nscl.db";
    EXPECT_THAT(open_refusal(settings), HasSubstr("the folder '/proc/nscl' of the database cannot be created"));

    std::ofstream{folder.path() / "text"} << std::string(5000, 'x');
    settings.url = "sqlite://" + (folder.path() / "text").string();
    EXPECT_THAT(open_refusal(settings), HasSubstr("not a database"));

    std::filesystem::create_directory(folder.path() / "folder");
    settings.url = "sqlite://" + (folder.path() / "folder").string();
    EXPECT_THAT(open_refusal(settings), HasSubstr("cannot be opened"));
}

TEST(OpenMariadb, SaysWhyItCannotConnect)
{
    const nscl::tests::test_database fresh{nscl::tests::engine::mariadb};
    auto settings = fresh.settings();
    settings.password = "wrong";
    EXPECT_THAT(open_refusal(settings), AllOf(HasSubstr("Access denied"), Not(HasSubstr("wrong"))));

    settings = nscl::tests::mariadb_server::instance().settings_for("there_is_no_such_database");
    EXPECT_THAT(open_refusal(settings), HasSubstr("Unknown database"));

    settings.url = "mysql://nscl@127.0.0.1:1/nscl";
    EXPECT_THAT(open_refusal(settings), HasSubstr("127.0.0.1"));
}

TEST(OpenMariadb, TakesAnyPasswordAndASocket)
{
    const nscl::tests::test_database fresh{nscl::tests::engine::mariadb};
    const auto& server = nscl::tests::mariadb_server::instance();
    server.run(R"(CREATE OR REPLACE USER 'pass word'@'%' IDENTIFIED BY 'it''s "1 \\ = ; đ"')");
    server.run("GRANT ALL ON *.* TO 'pass word'@'%'");
    auto settings = fresh.settings();
    const auto name = settings.url.substr(settings.url.rfind('/') + 1);
    settings.url = "mysql://pass%20word@localhost/" + name + "?socket=" + server.socket().string();
    settings.password = R"(it's "1 \ = ; đ")";
    EXPECT_EQ(opened(settings)->read([](reader& r) { return r.integer("SELECT 1"); }), 1);
    server.run("DROP USER 'pass word'@'%'");
}

std::vector<std::string> files_in(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    for (const auto& each : std::filesystem::directory_iterator{folder}) names.push_back(each.path().filename());
    return names;
}

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream from{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{from}, {}};
}

std::optional<std::int64_t> kept_rows(const nscl::settings::database_settings& settings)
{
    return open_read_only(settings)->read([](reader& r) { return r.integer("SELECT COUNT(*) FROM kept"); });
}

TEST(OpenReadOnly, LeavesACopyOfASqliteFileAsItIs)
{
    const nscl::tests::test_database fresh{nscl::tests::engine::sqlite};
    const nscl::tests::temporary_folder copy;
    const auto file = copy.path() / "nscl.db";
    auto settings = fresh.settings();
    settings.url = "sqlite://" + file.string();
    {
        const auto db = fresh.open();
        db->write([](transaction& t) { t.execute("CREATE TABLE kept (id INTEGER)"); });
        for (const auto* suffix : {"", "-wal"})
            std::filesystem::copy_file(fresh.folder() / ("nscl.db" + std::string{suffix}), file.string() + suffix);
    }
    const auto before = bytes_of(file);
    EXPECT_EQ(kept_rows(settings), 0) << "what stands in the write-ahead log is read";
    EXPECT_EQ(bytes_of(file), before) << "and stays there";

    const nscl::tests::temporary_folder whole;
    settings.url = "sqlite://" + (whole.path() / "nscl.db").string();
    std::filesystem::copy_file(fresh.folder() / "nscl.db", whole.path() / "nscl.db");
    const auto content = bytes_of(whole.path() / "nscl.db");
    EXPECT_EQ(kept_rows(settings), 0);
    EXPECT_THAT(files_in(whole.path()), testing::ElementsAre("nscl.db"));
    EXPECT_EQ(bytes_of(whole.path() / "nscl.db"), content);
}

TEST(OpenReadOnly, ReadsBesideAServerAndWritesNothing)
{
    const nscl::tests::test_database fresh{nscl::tests::engine::sqlite};
    const auto db = fresh.open();
    db->write([](transaction& t) { t.execute("CREATE TABLE kept (id INTEGER)"); });
    EXPECT_EQ(kept_rows(fresh.settings()), 0);
    const auto reading = open_read_only(fresh.settings());
    EXPECT_THAT(refusal_of([&] { reading->write([](transaction& t) { t.execute("INSERT INTO kept VALUES (1)"); }); }),
                HasSubstr("readonly"));
}

TEST(OpenReadOnly, MakesNothing)
{
    const nscl::tests::temporary_folder folder;
    nscl::settings::database_settings settings;
    settings.url = "sqlite://" + (folder.path() / "data" / "nscl.db").string();
    EXPECT_THAT(refusal_of([&] { open_read_only(settings); }), HasSubstr("there is no database file"));
    EXPECT_THAT(files_in(folder.path()), testing::IsEmpty());

    const nscl::tests::test_database fresh{nscl::tests::engine::mariadb};
    EXPECT_EQ(open_read_only(fresh.settings())->read([](reader& r) {
        return r.integer("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE()");
    }),
              0);
}

} // namespace
