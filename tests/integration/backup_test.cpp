// `nscl backup` of a server under load and `nscl restore` into an empty database: whatever was acknowledged before is there, and what is
// there belongs together.
#include "core/database/open.hpp"
#include "core/platform/random.hpp"
#include "tests/integration/administrator.hpp"
#include "tests/integration/stored_ids.hpp"
#include "tests/support/command_run.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;
using ids = std::set<std::int64_t>;
using records = std::map<std::int64_t, json::value>;

std::map<std::string, std::string> environment_of(const test_database& used)
{
    return {{"NSCL_DATABASE_URL", used.settings().url}, {"NSCL_DATABASE_PASSWORD", used.settings().password}};
}

ids ids_of(const records& of)
{
    ids found;
    for (const auto& [id, record] : of) found.insert(id);
    return found;
}

ids stored_in(const test_database& of, const std::string& sql)
{
    return ids_in(*of.open(), sql);
}

/// The journal's chain is whole.
void expect_sealed(const test_database& of)
{
    const command_run verified = run_nscl({"audit", "verify"}, {}, environment_of(of));
    EXPECT_EQ(verified.status, 0) << verified.output << verified.errors;
    EXPECT_THAT(verified.output, testing::HasSubstr("\nfindings: 0\n"));
}

/// Users who store one organization after the other, for as long as this object lives.
class writers {
public:
    writers(const api_user& as, const server_process& server, std::int64_t commune)
    {
        for (int number = 0; number < 3; ++number)
            threads_.emplace_back(
                [this, by = as.also_at(server.port()), commune, number](const std::stop_token& enough) mutable {
                    for (int stored = 0; !enough.stop_requested(); ++stored) {
                        const auto name = "Đơn vị " + std::to_string(number) + "-" + std::to_string(stored);
                        const answer got =
                            post(by, organizations, {{"name", name}, {"type", "public_unit"}, {"commune", commune}});
                        const auto id = created(got);
                        const std::lock_guard lock{guard_};
                        acknowledged_.emplace(id, json::parse(got.body));
                    }
                });
    }

    /// What has been answered by now.
    records acknowledged()
    {
        const std::lock_guard lock{guard_};
        return acknowledged_;
    }

    /// Returns once so many more have been stored.
    void await(std::size_t more)
    {
        const auto enough = acknowledged().size() + more;
        while (acknowledged().size() < enough) std::this_thread::yield();
    }

private:
    std::mutex guard_;
    records acknowledged_;
    std::vector<std::jthread> threads_;
};

class BackupUnderLoad : public testing::TestWithParam<engine> {
protected:
    std::filesystem::path file() const { return files_.path() / "a.backup"; }

    test_database source{GetParam()};
    test_database restored{GetParam()};

private:
    temporary_folder files_;
};
INSTANTIATE_TEST_SUITE_P(On, BackupUnderLoad, testing::Values(engine::sqlite, engine::mariadb), engine_name);

TEST_P(BackupUnderLoad, HoldsAllThatWasAcknowledgedAndNothingHalf)
{
    records before;
    records after;
    {
        server_process server{on(source)};
        api_user admin = first_administrator(server);
        grant(admin, "dost_officer");
        const auto commune = first_id(admin, "/api/v1/programme/communes");
        writers busy{admin, server, commune};
        busy.await(20);
        before = busy.acknowledged();
        const command_run made = run_nscl({"backup", file().string()}, {}, environment_of(source));
        ASSERT_EQ(made.status, 0) << made.errors;
        EXPECT_THAT(made.output, testing::HasSubstr("sha256 "));
        busy.await(5);
        after = busy.acknowledged();
    }
    const command_run done = run_nscl({"restore", file().string()}, {}, environment_of(restored));
    ASSERT_EQ(done.status, 0) << done.errors;
    expect_sealed(restored);

    const auto stored = stored_in(restored, "SELECT id FROM programme_organization");
    EXPECT_TRUE(std::ranges::includes(stored, ids_of(before)));
    EXPECT_FALSE(std::ranges::includes(stored, ids_of(after))) << "the writers did not go on";
    // A record without its journal row, or the other way round, would be half a transaction.
    EXPECT_EQ(stored_in(restored,
                        "SELECT record FROM core_journal WHERE entity='programme.organization' AND action='create'"),
              stored);
    // Words too are written with their record.
    const auto with_words =
        stored_in(restored, "SELECT DISTINCT w.record FROM core_word AS w JOIN core_entity AS e ON e.number=w.entity "
                            "WHERE e.name='programme.organization'");
    EXPECT_EQ(with_words, stored);

    server_process server{on(restored)};
    api_user admin{server.port()};
    admin.log_in("admin", test_password);
    for (const auto& [id, record] : before) {
        const answer got = admin.get(organizations + "/" + std::to_string(id));
        ASSERT_EQ(got.status, 200U) << got.body;
        EXPECT_EQ(json::parse(got.body), record);
    }
    const answer counted = admin.get(organizations + "?count=exact&limit=1");
    EXPECT_EQ(json::parse(counted.body).at_pointer("/page/count").as_int64(), static_cast<std::int64_t>(stored.size()));
    const auto next = created(post(
        admin, organizations,
        {{"name", "Đơn vị sau"}, {"type", "public_unit"}, {"commune", first_id(admin, "/api/v1/programme/communes")}}));
    EXPECT_GT(next, *stored.rbegin());
    EXPECT_EQ(server.stop(), 0);
    expect_sealed(restored);
    EXPECT_EQ(server.sanitizer_report(), "");
}

/// A document of several stored pieces, no two of which are alike.
std::string document()
{
    std::string made = "%PDF-1.7\n";
    for (std::uint32_t n = 0; made.size() < 1'000'000; n = n * 1664525 + 1013904223)
        made.push_back(static_cast<char>(n >> 24U));
    return made;
}

TEST_P(BackupUnderLoad, BringsFilesBackByteForByte)
{
    const std::string content = document();
    std::string application;
    json::value record;
    std::string tag;
    {
        server_process server{on(source)};
        api_user admin = first_administrator(server);
        grant(admin, "dost_officer");
        const auto commune = first_id(admin, "/api/v1/programme/communes");
        const auto home = created(
            post(admin, organizations, {{"name", "Trung tâm Na"}, {"type", "public_unit"}, {"commune", commune}}));
        grant(admin, "organization_user", {{"organization", json::array{home}}});
        writers busy{admin, server, commune};
        busy.await(5);
        const auto file_id = created(admin.send({"POST",
                                                 "/api/v1/core/actions/attachments?name=ho-so.pdf",
                                                 {{"Content-Type", "application/pdf"}},
                                                 content}));
        const answer linked = post(admin, applications,
                                   {{"organization", home},
                                    {"content", first_id(admin, "/api/v1/programme/support-contents?limit=1")},
                                    {"dossier", file_id}});
        application = applications + "/" + std::to_string(created(linked));
        record = json::parse(linked.body);
        tag = admin.get(application + "/attachments/dossier").header("etag");
        const command_run made = run_nscl({"backup", file().string()}, {}, environment_of(source));
        ASSERT_EQ(made.status, 0) << made.errors;
        busy.await(5);
    }
    const command_run done = run_nscl({"restore", file().string()}, {}, environment_of(restored));
    ASSERT_EQ(done.status, 0) << done.errors;

    server_process server{on(restored)};
    api_user admin{server.port()};
    admin.log_in("admin", test_password);
    EXPECT_EQ(json::parse(admin.get(application).body), record);
    const answer fetched = admin.get(application + "/attachments/dossier");
    ASSERT_EQ(fetched.status, 200U) << fetched.body;
    EXPECT_TRUE(fetched.body == content) << fetched.body.size() << " bytes of " << content.size();
    EXPECT_EQ(fetched.header("content-type"), "application/pdf");
    EXPECT_EQ(fetched.header("etag"), tag);
    EXPECT_EQ(server.stop(), 0);
    EXPECT_EQ(server.sanitizer_report(), "");
}

TEST_P(BackupUnderLoad, LogsNobodyIn)
{
    server_process server{on(source)};
    api_user admin = first_administrator(server);
    ASSERT_EQ(run_nscl({"backup", file().string()}, {}, environment_of(source)).status, 0);
    ASSERT_EQ(run_nscl({"restore", file().string()}, {}, environment_of(restored)).status, 0);
    server_process other{on(restored)};
    api_user with_the_old_cookie = admin.also_at(other.port());
    EXPECT_EQ(json::parse(with_the_old_cookie.get("/api/v1/session").body).at("user"), nullptr);
    EXPECT_NE(json::parse(admin.get("/api/v1/session").body).at("user"), nullptr);
}

/// `nscl restore` of a backup that somebody has had his hands on.
class RestoreCommand : public testing::TestWithParam<engine> {
protected:
    RestoreCommand()
    {
        {
            server_process server{on(source_)};
            api_user admin = first_administrator(server);
            created(admin.send({"POST",
                                "/api/v1/core/actions/attachments?name=ho-so.pdf",
                                {{"Content-Type", "application/pdf"}},
                                attachment}));
        }
        const command_run made = run_nscl({"backup", file("whole")}, {}, environment_of(source_));
        EXPECT_EQ(made.status, 0) << made.errors;
        std::ifstream from{file("whole"), std::ios::binary};
        whole = {std::istreambuf_iterator<char>{from}, {}};
    }

    std::string file(const std::string& name) const { return (files_.path() / name).string(); }

    command_run restore(const std::string& name) const
    {
        return run_nscl({"restore", file(name)}, {}, environment_of(target));
    }
    command_run restore_bytes(const std::string& bytes) const
    {
        std::ofstream{file("other"), std::ios::binary | std::ios::trunc} << bytes;
        return restore("other");
    }

    /// Where the row begins that holds the attachment, and how many bytes it has.
    std::pair<std::size_t, std::size_t> row_of_attachment() const
    {
        const auto end = whole.find(attachment) + attachment.size() + 1;
        const auto begin = whole.rfind("\nrt64:", end) + 1; // its SHA-256 is its first column
        return {begin, end - begin};
    }

    const std::string attachment = "%PDF-1.7\nnobody else has these bytes\n";
    std::string whole;
    const test_database target{GetParam()};

private:
    const test_database source_{engine::sqlite};
    const temporary_folder files_;
};
NSCL_ON_EACH_DATABASE(RestoreCommand);

TEST_P(RestoreCommand, StoresNothingOfABackupThatIsNotWhole)
{
    const auto [row, size] = row_of_attachment();
    auto altered = whole;
    altered[row + size - 3] ^= 1; // within the attachment, as a disk might
    auto without_row = whole;
    without_row.erase(row, size);
    auto sum_altered = whole;
    sum_altered[whole.size() - 2] = sum_altered[whole.size() - 2] == '0' ? '1' : '0';
    struct refusal {
        std::string bytes;
        std::string words;
    };
    const std::string other_content = "its content is not what was written; nothing of it can be trusted, take another "
                                      "backup";
    const std::vector<refusal> all{
        {altered, other_content},
        {sum_altered, other_content},
        {without_row, "a row was expected; nothing of it can be trusted, take another backup"},
        {whole.substr(0, whole.size() / 2), "it is cut off; nothing of it can be trusted, take another backup"},
        {"nscl-backup 2" + whole.substr(whole.find('\n')),
         "is a backup in a form that this version of nscl does not know (nscl-backup 2); restore it with the version "
         "that made it"},
        {"PK", "is no backup of nscl"},
        {"", "is no backup of nscl"},
    };
    for (const auto& [bytes, words] : all) {
        SCOPED_TRACE(words);
        const command_run refused = restore_bytes(bytes);
        EXPECT_EQ(refused.status, 1) << refused.output;
        EXPECT_THAT(refused.errors, testing::HasSubstr(words));
        EXPECT_EQ(run_nscl({"restore", file("other"), "--check"}).status, 1);
    }
    const command_run missing = restore("nowhere");
    EXPECT_EQ(missing.status, 1);
    EXPECT_THAT(missing.errors, testing::HasSubstr("nowhere: No such file or directory"));
    EXPECT_EQ(run_nscl({"restore"}, {}, environment_of(target)).status, 2) << "of what?";

    const command_run done = restore("whole");
    EXPECT_EQ(done.status, 0) << "the place is as empty as before; " << done.errors;
}

TEST_P(RestoreCommand, ChangesNothingInAPlaceThatIsNotEmpty)
{
    target.open()->write([](database::transaction& in) {
        in.execute("CREATE TABLE kept (id INTEGER)");
        in.execute("INSERT INTO kept (id) VALUES (1)");
    });
    const command_run refused = restore("whole");
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.errors, testing::HasSubstr("the database has tables already ("));
    EXPECT_THAT(refused.errors,
                testing::HasSubstr("; a backup is restored into an empty one only. Nothing was changed"));
    EXPECT_EQ(stored_in(target, "SELECT id FROM kept"), ids{1});
}

TEST(BackupOfTheDemo, MovesFromSqliteToMariadbAndBack)
{
    const test_database sqlite{engine::sqlite};
    const test_database mariadb{engine::mariadb};
    const test_database again{engine::sqlite};
    const temporary_folder files;
    const auto file = [&](const char* name) { return (files.path() / name).string(); };
    std::string applications;
    {
        server_options options;
        options.folder = sqlite.folder();
        options.arguments = {"--demo"};
        server_process server{options};
        api_user admin = first_administrator(server);
        grant(admin, "dost_officer");
        applications = admin.get("/api/v1/programme/applications?limit=200").body;
        EXPECT_GT(json::parse(applications).at("data").as_array().size(), 10U);
    }
    const auto run = [](std::vector<std::string> words, const std::map<std::string, std::string>& environment) {
        const command_run done = run_nscl(std::move(words), {}, environment);
        EXPECT_EQ(done.status, 0) << done.errors;
    };
    run({"backup", file("1"), "--demo", "--data-dir", sqlite.folder().string()}, {});
    run({"restore", file("1")}, environment_of(mariadb));
    run({"backup", file("2")}, environment_of(mariadb));
    run({"restore", file("2")}, environment_of(again));
    {
        server_process server{on(mariadb)};
        api_user admin{server.port()};
        admin.log_in("admin", test_password);
        EXPECT_EQ(admin.get("/api/v1/programme/applications?limit=200").body, applications);
    }
    server_process server{on(again)};
    api_user admin{server.port()};
    admin.log_in("admin", test_password);
    EXPECT_EQ(admin.get("/api/v1/programme/applications?limit=200").body, applications);
}

} // namespace
} // namespace nscl::tests
