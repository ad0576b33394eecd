// The commands of `nscl` beside `serve`, as an operator types them.
#include "core/database/open.hpp"
#include "tests/integration/administrator.hpp"
#include "tests/support/command_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace nscl::tests {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A folder for plugins and settings files.
class workplace {
public:
    workplace() { fs::create_directory(plugins()); }

    fs::path plugins() const { return folder_.path() / "plugins"; }
    fs::path folder() const { return folder_.path(); }

    void take_plugin(const fs::path& file) const { fs::copy_file(file, plugins() / file.filename()); }
    std::string write(const std::string& name, const std::string& content) const
    {
        std::ofstream{folder_.path() / name} << content;
        return (folder_.path() / name).string();
    }

private:
    temporary_folder folder_;
};

std::string built(const char* plugin)
{
    return (built_plugins() / plugin).string();
}

command_run with_plugins(std::vector<std::string> words, const fs::path& folder)
{
    words.insert(words.end(), {"--plugins", folder.string()});
    return run_nscl(std::move(words));
}

TEST(PluginListCommand, SaysWhatIsUsableAndWhyAnotherIsNot)
{
    const workplace here;
    here.take_plugin(built("standards.so"));
    here.take_plugin(fs::path{NSCL_FIXTURES} / "quiet.so");
    std::ofstream{here.plugins() / "broken.so"} << "no library";
    const command_run listed = with_plugins({"plugin", "list"}, here.plugins());
    EXPECT_EQ(listed.status, 0);
    EXPECT_THAT(listed.output, testing::ContainsRegex("broken\t-\trefused\t[^\n]+"));
    EXPECT_THAT(listed.output, testing::ContainsRegex("quiet\t[0-9.]+\tusable\t[^\n]+/quiet.so"));
    EXPECT_THAT(listed.output, HasSubstr("standards\t0.1.0\trefused\tit needs the plugin \"programme\""));
    EXPECT_THAT(listed.output, HasSubstr("which is not in the plugin folders; install it"));
}

TEST(PluginListCommand, TellsDisabledFromRefused)
{
    const workplace here;
    const std::string config = here.write("nscl.toml", "[plugins]\nenabled = [\"programme\", \"missing\"]\n");
    const command_run listed = with_plugins({"plugin", "list", "--config", config}, built_plugins());
    EXPECT_EQ(listed.status, 0);
    EXPECT_THAT(listed.output, testing::ContainsRegex("programme\t0.1.0\tusable"));
    EXPECT_THAT(listed.output, testing::ContainsRegex("standards\t0.1.0\tdisabled"));
    EXPECT_THAT(listed.output,
                HasSubstr("missing\t-\trefused\tit is enabled, but no missing.so is in the plugin folders"));
}

TEST(PluginListCommand, RunsNoCodeOfAPluginAndShowOnlyTheDeclaration)
{
    const workplace here;
    here.take_plugin(fs::path{NSCL_FIXTURES} / "diaries" / "a.so");
    const fs::path diary = here.folder() / "diary";
    const std::map<std::string, std::string> written{{"NSCL_DIARY", diary.string()}};
    const std::string folder = here.plugins().string();
    EXPECT_THAT(run_nscl({"plugin", "list", "--plugins", folder}, {}, written).output, HasSubstr("a\t0.1.0\tusable"));
    EXPECT_EQ(run_nscl({"check-config", "--plugins", folder}, {}, written).status, 0);
    EXPECT_FALSE(fs::exists(diary));
    EXPECT_EQ(run_nscl({"plugin", "show", "a", "--plugins", folder}, {}, written).status, 0);
    std::string lines;
    std::getline(std::ifstream{diary}, lines, '\0');
    EXPECT_EQ(lines, "a declare\n");
}

TEST(PluginShowCommand, PrintsTheSettingsThatThePluginKnows)
{
    const command_run shown = with_plugins({"plugin", "show", "programme"}, built_plugins());
    EXPECT_EQ(shown.status, 0) << shown.errors;
    EXPECT_THAT(shown.output, HasSubstr("id:       programme\n"));
    EXPECT_THAT(shown.output, HasSubstr("version:  0.1.0\n"));
    EXPECT_THAT(shown.output, HasSubstr("\n[plugin.programme]\n"));
    EXPECT_THAT(shown.output, HasSubstr(" / Least score to pass ("));
    EXPECT_THAT(shown.output, HasSubstr("\npass_score = \"70.00\"\n"));
    EXPECT_THAT(shown.output, HasSubstr("\nround_down_to = 1000\n"));
    EXPECT_THAT(shown.output, HasSubstr("\nrecovered_funds_keep_blocking = true\n"));
    EXPECT_THAT(shown.output, HasSubstr("\nbaseline_mode = \"unset\"\n"));
}

TEST(PluginShowCommand, PrintsWhatTheSettingsFileTakes)
{
    const workplace here;
    const std::string shown = with_plugins({"plugin", "show", "programme"}, built_plugins()).output;
    const std::string table = shown.substr(shown.find("[plugin.programme]"));
    const command_run again =
        with_plugins({"plugin", "show", "programme", "--config", here.write("nscl.toml", table)}, built_plugins());
    EXPECT_EQ(again.status, 0) << again.output << again.errors;
}

TEST(PluginShowCommand, ShowsAPluginThatNeedsAnother)
{
    const command_run shown = with_plugins({"plugin", "show", "standards"}, built_plugins());
    EXPECT_EQ(shown.status, 0) << shown.output << shown.errors;
    EXPECT_THAT(shown.output, HasSubstr("depends:  programme "));
    EXPECT_THAT(shown.output, Not(HasSubstr("refused")));
}

TEST(PluginShowCommand, FailsForWhatCannotBeUsed)
{
    const workplace here;
    here.take_plugin(built("standards.so"));
    std::ofstream{here.plugins() / "broken.so"} << "no library";
    const command_run broken = with_plugins({"plugin", "show", "broken"}, here.plugins());
    EXPECT_EQ(broken.status, 1);
    EXPECT_THAT(broken.output, HasSubstr("refused:  "));
    const command_run needy = with_plugins({"plugin", "show", "standards"}, here.plugins());
    EXPECT_EQ(needy.status, 1);
    EXPECT_THAT(needy.output, HasSubstr("refused:  it needs the plugin \"programme\""));
    const command_run unknown = with_plugins({"plugin", "show", "nothing"}, here.plugins());
    EXPECT_EQ(unknown.status, 1);
    EXPECT_THAT(unknown.errors, HasSubstr("no plugin nothing in the plugin folders"));
    EXPECT_EQ(with_plugins({"plugin", "show"}, here.plugins()).status, 2);
    EXPECT_EQ(with_plugins({"plugin", "dance"}, here.plugins()).status, 2);
}

TEST(PluginShowCommand, RefusesASettingThatThePluginDoesNotKnow)
{
    const workplace here;
    const auto show = [&](const std::string& table) {
        return with_plugins({"plugin", "show", "programme", "--config", here.write("nscl.toml", table)},
                            built_plugins());
    };
    const command_run unknown = show("[plugin.programme]\npass_mark = 1\n");
    EXPECT_EQ(unknown.status, 1);
    EXPECT_THAT(
        unknown.output,
        HasSubstr("refused:  setting pass_mark of [plugin.programme]: the plugin has no such setting; it has "));
    const command_run wrong = show("[plugin.programme]\nround_down_to = \"much\"\n");
    EXPECT_EQ(wrong.status, 1);
    EXPECT_THAT(wrong.output, HasSubstr("it is of type integer; write a value of that type"));
}

TEST(CheckConfigCommand, SaysWhatTheSettingsAmountTo)
{
    const workplace here;
    const std::string config =
        here.write("nscl.toml", "[listen]\nport = 8123\n[database]\nurl = \"sqlite:///nowhere/at/all.db\"\n"
                                "[plugin.programme]\nround_down_to = 1000\n");
    const command_run checked = with_plugins({"check-config", "--config", config}, built_plugins());
    EXPECT_EQ(checked.status, 0) << checked.errors;
    EXPECT_THAT(checked.output, HasSubstr("listen:   127.0.0.1:8123\n"));
    EXPECT_THAT(checked.output, HasSubstr("database: sqlite:///nowhere/at/all.db\n"));
    EXPECT_THAT(checked.output, HasSubstr("plugins:  " + built_plugins().string() + "\n"));
}

TEST(CheckConfigCommand, RefusesWhatAStartWouldRefuse)
{
    const workplace here;
    const auto check = [&](const std::string& settings, const fs::path& plugins = built_plugins()) {
        return with_plugins({"check-config", "--config", here.write("nscl.toml", settings)}, plugins);
    };
    const command_run unknown = check("[listen]\nprot = 8080\n");
    EXPECT_EQ(unknown.status, 1);
    EXPECT_THAT(unknown.errors, HasSubstr("nscl.toml:2: unknown key \"prot\" in [listen]; known are address, port"));
    const command_run nobody = check("[plugin.programm]\nround_down_to = 1000\n");
    EXPECT_EQ(nobody.status, 1);
    EXPECT_THAT(nobody.errors,
                HasSubstr("nscl: plugin programm: there are settings [plugin.programm], but no such plugin"));
    here.take_plugin(built("standards.so"));
    const command_run needy = check("", here.plugins());
    EXPECT_EQ(needy.status, 1);
    EXPECT_THAT(needy.errors, HasSubstr("nscl: plugin standards: it needs the plugin \"programme\""));
    const command_run missing = run_nscl({"check-config", "--config", (here.folder() / "none.toml").string()});
    EXPECT_EQ(missing.status, 1);
    EXPECT_THAT(missing.errors, HasSubstr("none.toml"));
    EXPECT_EQ(run_nscl({"check-config", "--verbose"}).status, 2);
}

class UserAddCommand : public testing::TestWithParam<engine> {
protected:
    UserAddCommand() : fresh_(GetParam()) {}

    command_run add(std::vector<std::string> words, const std::string& password) const
    {
        words.insert(words.begin(), {"user", "add"});
        words.insert(words.end(), {"--plugins", built_plugins().string(), "--data-dir", folder_.path().string()});
        return run_nscl(
            std::move(words), password + "\n",
            {{"NSCL_DATABASE_URL", fresh_.settings().url}, {"NSCL_DATABASE_PASSWORD", fresh_.settings().password}});
    }
    /// The first text that the server's database answers.
    std::string stored(const std::string& sql) const
    {
        auto settings = fresh_.settings();
        if (GetParam() == engine::sqlite) settings.url = "sqlite://" + (folder_.path() / "nscl.db").string();
        platform::system_random random;
        return database::open(settings, random)->read([&](database::reader& from) {
            return from.text(sql).value_or("");
        });
    }
    /// A server on the same database: that of the same --data-dir, or the MariaDB that the environment names.
    server_options beside() const
    {
        server_options options = on(fresh_);
        options.folder = folder_.path();
        return options;
    }

private:
    temporary_folder folder_;
    test_database fresh_;
};
NSCL_ON_EACH_DATABASE(UserAddCommand);

TEST_P(UserAddCommand, MakesAUserWhoCanLogInAtOnce)
{
    const command_run made = add({"quantri", "--role", "administrator", "--name", "Quản trị"},
                                 std::string{test_password} + "\r"); // as Windows ends a line
    EXPECT_EQ(made.status, 0) << made.errors;
    EXPECT_THAT(made.output, testing::MatchesRegex("user quantri has id [0-9]+\n"));
    EXPECT_THAT(made.output + made.errors, Not(HasSubstr(std::string{test_password})));

    server_process server{beside()};
    api_user admin{server.port()};
    admin.log_in("quantri", test_password);
    const answer shown = admin.get("/api/v1/core/users?filter[username]=quantri");
    EXPECT_THAT(shown.body, HasSubstr("Quản trị"));
    EXPECT_THAT(server.output(), Not(HasSubstr("/setup/"))) << "there is an administrator, so nobody needs a link";
    EXPECT_EQ(server.stop(), 0);
}

TEST_P(UserAddCommand, MakesAHashThatIsRenewedAtALoginWhenPasswordsCostMore)
{
    ASSERT_EQ(add({"quantri", "--role", "administrator"}, std::string{test_password}).status, 0);
    const auto hash = [&] { return stored("SELECT \"hash\" FROM core_credential"); };
    ASSERT_THAT(hash(), HasSubstr("$m=65536,"));
    server_options options = beside();
    options.environment["NSCL_ACCOUNTS_PASSWORD_MEMORY"] = "20 MiB";
    server_process server{options};
    for (int login = 0; login < 2; ++login) {
        api_user admin{server.port()};
        admin.log_in("quantri", test_password);
        EXPECT_THAT(hash(), HasSubstr("$m=20480,"));
    }
    EXPECT_EQ(server.stop(), 0);
}

TEST_P(UserAddCommand, SaysWhatIsWrongAndMakesNobody)
{
    ASSERT_EQ(add({"quantri", "--role", "administrator"}, std::string{test_password}).status, 0);
    const command_run twice = add({"quantri", "--role", "administrator"}, std::string{test_password});
    EXPECT_EQ(twice.status, 1);
    EXPECT_THAT(twice.errors, testing::ContainsRegex("nscl: /username: [A-Z]"));
    const command_run weak = add({"lan", "--role", "administrator"}, "abc-77");
    EXPECT_EQ(weak.status, 1);
    EXPECT_THAT(weak.errors, testing::ContainsRegex("nscl: /password: [A-Z]"));
    EXPECT_THAT(weak.errors, Not(HasSubstr("abc-77")));
    const command_run roleless = add({"lan", "--role", "emperor"}, std::string{test_password});
    EXPECT_EQ(roleless.status, 1);
    EXPECT_THAT(roleless.errors, testing::ContainsRegex("nscl: /role: [^\n]*emperor"));
    EXPECT_EQ(add({"lan", "--role", "administrator"}, std::string{test_password}).status, 0)
        << "lan was not made before";
}

TEST_P(UserAddCommand, TellsWrongWordsFromWrongValues)
{
    const command_run roleless = add({"lan"}, std::string{test_password});
    EXPECT_EQ(roleless.status, 2);
    EXPECT_THAT(roleless.errors, HasSubstr("a USERNAME and --role are needed"));
    EXPECT_EQ(run_nscl({"user", "remove", "lan"}).status, 2);
    EXPECT_EQ(run_nscl({"user", "add", "lan", "--role", "x", "--password", "y"}).status, 2)
        << "a password is no argument";
}

TEST(Command, IsExplainedWhenItIsUnknown)
{
    const command_run unknown = run_nscl({"dance"});
    EXPECT_EQ(unknown.status, 2);
    EXPECT_THAT(unknown.errors, HasSubstr("no command dance"));
    EXPECT_THAT(unknown.output, IsEmpty());
    EXPECT_EQ(run_nscl({"plugin", "list", "programme"}).status, 2) << "a word that it would ignore";
    EXPECT_EQ(run_nscl({"--help"}).status, 0);
    EXPECT_THAT(run_nscl({"--version"}).output, testing::MatchesRegex("nscl [0-9]+\\.[0-9]+\\.[0-9]+\n"));
    for (const char* each : {"serve", "user", "plugin", "audit", "demo", "check-config"}) {
        const command_run help = run_nscl({each, "--help"});
        EXPECT_EQ(help.status, 0) << each;
        EXPECT_THAT(help.output, HasSubstr("--config")) << each;
    }
}

} // namespace
} // namespace nscl::tests
