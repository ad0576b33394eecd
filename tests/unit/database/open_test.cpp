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

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

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
    EXPECT_THAT(
        open_refusal(settings),
        testing::ContainsRegex(
            "the folder '/proc/nscl' of the database cannot be created: .+; make it and give it to the user '"));

    std::ofstream{folder.path() / "text"} << std::string(5000, 'x');
    settings.url = "sqlite://" + (folder.path() / "text").string();
    EXPECT_THAT(open_refusal(settings), HasSubstr("not a database"));

    std::filesystem::create_directory(folder.path() / "folder");
    settings.url = "sqlite://" + (folder.path() / "folder").string();
    EXPECT_THAT(open_refusal(settings), HasSubstr("cannot be opened: it is a folder; database.url names a file"));
}

/// For as long as it lives, this thread obeys the modes of files though it be the superuser's.
class obedient {
public:
    obedient()
    {
        syscall(SYS_capget, &header_, before_.data());
        auto less = before_;
        less[0].effective &= ~((1U << CAP_DAC_OVERRIDE) | (1U << CAP_DAC_READ_SEARCH));
        syscall(SYS_capset, &header_, less.data());
    }
    obedient(const obedient&) = delete;
    obedient& operator=(const obedient&) = delete;
    ~obedient() { syscall(SYS_capset, &header_, before_.data()); }

private:
    __user_cap_header_struct header_{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> before_{};
};

TEST(OpenSqlite, SaysWhichRightIsLacking)
{
    using std::filesystem::perms;
    constexpr auto read_only = perms::owner_read;
    constexpr auto all = perms::owner_all;
    const nscl::tests::test_database fresh{nscl::tests::engine::sqlite};
    fresh.open()->write([](transaction& t) { t.execute("CREATE TABLE kept (id INTEGER)"); });
    const auto& folder = fresh.folder();
    const auto file = folder / "nscl.db";
    const auto with = [&](const std::filesystem::path& what, perms mode, const std::function<void()>& tried) {
        std::filesystem::permissions(what, mode);
        const auto said = [&] {
            const obedient as_anybody;
            return refusal_of(tried);
        }();
        std::filesystem::permissions(what, all);
        for (const auto* made : {"-wal", "-shm"}) std::filesystem::remove(file.string() + made); // with the file's mode
        return said;
    };
    const auto start = [&] { opened(fresh.settings()); };
    const auto inspect = [&] { kept_rows(fresh.settings()); };
    const std::string do_this = "; run nscl as the user whose database it is, or give it to this one (chown)";

    EXPECT_THAT(with(file, read_only, start),
                AllOf(HasSubstr("'" + file.string() + "': the user '"),
                      HasSubstr("' may not read and write '" + file.string() + "', which belongs to '"),
                      HasSubstr(do_this), HasSubstr("SQLite error 8")));
    EXPECT_THAT(with(file, perms::none, start), HasSubstr("may not read and write '" + file.string() + "'"));
    EXPECT_THAT(with(file, perms::none, inspect), HasSubstr("may not read '" + file.string() + "'"));
    EXPECT_EQ(with(file, read_only, inspect), "no error") << "who reads need not write";
    EXPECT_THAT(with(folder, read_only | perms::owner_exec, start),
                AllOf(HasSubstr("may not make SQLite's write-ahead log in the folder '" + folder.string() + "'"),
                      HasSubstr(do_this)));
    EXPECT_THAT(with(folder, read_only, start), HasSubstr("may not enter the folder '" + folder.string() + "'"));

    std::ofstream{file.string() + "-wal"} << "begun"; // by a command that another user has run
    EXPECT_THAT(with(file.string() + "-wal", read_only, start),
                HasSubstr("may not read and write '" + file.string() + "-wal'"));
    EXPECT_NO_THROW(opened(fresh.settings()));
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
