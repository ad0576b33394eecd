#include "core/plugin_host/plugin_host.hpp"

#include "core/plugin_host/plugin_failed.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/test_database.hpp"
#include "tests/unit/plugin_host/stage.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace {

using namespace nscl::plugin_host;
using nscl::tests::puppet;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
namespace fs = std::filesystem;
namespace entities = nscl::entities;

const fs::path fixtures = NSCL_FIXTURES;

/// What the diaries wrote: "a create", ...
class diary {
public:
    diary() { ::setenv("NSCL_DIARY", file().c_str(), 1); }
    std::vector<std::string> lines() const
    {
        std::vector<std::string> all;
        std::ifstream from{file()};
        for (std::string line; std::getline(from, line);) all.push_back(line);
        return all;
    }
    void forget() { fs::remove(file()); }

private:
    fs::path file() const { return folder_.path() / "diary"; }
    nscl::tests::temporary_folder folder_;
};

host_options diaries(std::vector<std::string> enabled, on_refusal refused = on_refusal::stop)
{
    return {.plugins = {.folders = {fixtures / "diaries", fixtures / "failing"},
                        .enabled = std::move(enabled),
                        .values = {}},
            .refused = refused,
            .later = unmapping::real};
}

entities::declaration core()
{
    entities::declaration made;
    made.plugin = "core";
    return made;
}

/// Loads and starts on a database that nobody asks anything of.
struct runner {
    nscl::tests::test_database fresh{nscl::tests::engine::sqlite};
    std::unique_ptr<nscl::database::database> db = fresh.open();
    nscl::tests::still_clock clock;
    nscl::messages::catalogue texts;

    void start(plugin_host& host)
    {
        host.load(core(), texts);
        auto store = std::make_shared<entities::entity_store>(host.model(), clock, std::chrono::minutes{0});
        host.create(std::make_shared<host_services>(*db, store, clock, std::chrono::minutes{0}));
        host.start();
    }

    std::string refusal(plugin_host& host)
    {
        try {
            start(host);
        } catch (const plugins_refused& refused) {
            return refused.what();
        }
        return "started";
    }
};

TEST(PluginHost, StartsInDependencyOrderAndStopsInReverse)
{
    diary book;
    runner with;
    plugin_host host{diaries({"c", "b", "a", "z"})};
    with.start(host);
    EXPECT_THAT(book.lines(), ElementsAre("a declare", "b declare", "c declare", "z declare", "a create", "b create",
                                          "c create", "z create", "a start", "b start", "c start", "z start"));
    book.forget();
    host.drain();
    host.stop();
    EXPECT_THAT(book.lines(), ElementsAre("z drain", "c drain", "b drain", "a drain", "z stop", "c stop", "b stop",
                                          "a stop", "z destroy", "c destroy", "b destroy", "a destroy"));
    book.forget();
    host.stop();
    EXPECT_THAT(book.lines(), IsEmpty());
}

TEST(PluginHost, LoadsOnlyWhatIsEnabled)
{
    diary book;
    runner with;
    plugin_host host{diaries({"z"})};
    with.start(host);
    host.stop();
    EXPECT_THAT(book.lines(), ElementsAre("z declare", "z create", "z start", "z stop", "z destroy"));
}

TEST(PluginHost, CleansUpWhatWasReachedWhenOneCannotBeCreated)
{
    diary book;
    runner with;
    plugin_host host{diaries({"a", "uncreated", "z"})};
    EXPECT_THAT(with.refusal(host), HasSubstr("uncreated"));
    EXPECT_THAT(book.lines(), ElementsAre("a declare", "uncreated declare", "z declare", "a create", "uncreated create",
                                          "a destroy"));
}

TEST(PluginHost, CleansUpWhatWasReachedWhenOneCannotBeStarted)
{
    diary book;
    runner with;
    plugin_host host{diaries({"a", "unstarted", "z"})};
    EXPECT_THAT(with.refusal(host), HasSubstr("it was told to fail at start"));
    EXPECT_THAT(book.lines(),
                ElementsAre("a declare", "unstarted declare", "z declare", "a create", "unstarted create", "z create",
                            "a start", "unstarted start", "unstarted destroy", "a stop", "z destroy", "a destroy"));
}

TEST(PluginHost, RefusesToStartWithEveryReasonAtOnce)
{
    diary book;
    runner with;
    auto options = diaries({"undeclared", "b", "ghost", "z"});
    options.plugins.values["z"]["colour"] = std::string{"red"};
    options.plugins.values["nowhere"]["x"] = true;
    plugin_host host{options};
    const auto text = with.refusal(host);
    EXPECT_THAT(text, HasSubstr("no ghost.so"));
    EXPECT_THAT(text, HasSubstr("\"a\" (>=0.1), which is not enabled"));
    EXPECT_THAT(text, HasSubstr("told to fail at declare"));
    EXPECT_THAT(text, HasSubstr("setting colour of [plugin.z]"));
    EXPECT_THAT(text, HasSubstr("[plugin.nowhere]"));
    EXPECT_THAT(book.lines(), ElementsAre("undeclared declare", "z declare"));
}

TEST(PluginHost, LeavesOutWhatIsRefusedWhereItIsAskedTo)
{
    diary book;
    runner with;
    plugin_host host{diaries({"undeclared", "b", "z"}, on_refusal::leave_out)};
    with.start(host);
    const auto reports = host.reports();
    ASSERT_EQ(reports.size(), 3U);
    EXPECT_EQ(reports[0].state, plugin_state::failed);
    EXPECT_EQ(reports[1].state, plugin_state::failed);
    EXPECT_EQ(reports[2].id, "z");
    EXPECT_EQ(reports[2].state, plugin_state::started);
}

TEST(PluginHost, RefusesWhatNeedsARefusedPlugin)
{
    runner with;
    const nscl::tests::temporary_folder folder;
    std::ofstream{folder.path() / "a.so"} << "not a library";
    fs::copy_file(fixtures / "diaries" / "b.so", folder.path() / "b.so");
    plugin_host host{{.plugins = {.folders = {folder.path()}, .enabled = {}, .values = {}}, .later = unmapping::real}};
    const auto text = with.refusal(host);
    EXPECT_THAT(text, HasSubstr("not an ELF file"));
    EXPECT_THAT(text, HasSubstr("it needs the plugin \"a\""));
}

TEST(PluginHost, IgnoresBrokenFilesThatAreNotEnabled)
{
    diary book;
    runner with;
    const nscl::tests::temporary_folder folder;
    std::ofstream{folder.path() / "broken.so"} << "not a library";
    auto options = diaries({"z"});
    options.plugins.folders.push_back(folder.path());
    plugin_host host{options};
    with.start(host);
    EXPECT_EQ(host.reports().size(), 1U);
}

TEST(PluginHost, ListsWithoutRunningAnything)
{
    diary book;
    auto plugins = diaries({"a", "b"}).plugins;
    plugins.folders.push_back(fixtures);
    const auto reports = plugin_host::inspect(plugins);
    const auto find = [&](std::string_view id) {
        return *std::find_if(reports.begin(), reports.end(), [&](const plugin_report& each) { return each.id == id; });
    };
    EXPECT_THAT(book.lines(), IsEmpty());
    EXPECT_EQ(find("a").state, plugin_state::resolved);
    EXPECT_FALSE(find("quiet").enabled);
    EXPECT_EQ(find("quiet").state, plugin_state::discovered);
    EXPECT_EQ(find("no_manifest").state, plugin_state::failed);
    EXPECT_THAT(find("no_manifest").reason, HasSubstr(".nscl.manifest"));
}

TEST(PluginHost, NamesBothFilesOfAPluginThatIsThereTwice)
{
    const nscl::tests::temporary_folder folder;
    fs::copy_file(fixtures / "quiet.so", folder.path() / "quiet.so");
    const auto reports =
        plugin_host::inspect({.folders = {fixtures, folder.path()}, .enabled = {"quiet"}, .values = {}});
    const auto twice = std::count_if(reports.begin(), reports.end(), [&](const plugin_report& each) {
        return each.id == "quiet" && each.reason.find(folder.path().string()) != std::string::npos &&
               each.reason.find((fixtures / "quiet.so").string()) != std::string::npos;
    });
    EXPECT_GE(twice, 1);
}

std::string puppet_refusal(const std::string& document)
{
    puppet::fresh().document = document;
    runner with;
    plugin_host host{
        {.plugins = {.folders = {fixtures}, .enabled = {"puppet"}, .values = {}}, .later = unmapping::real}};
    return with.refusal(host);
}

TEST(PluginHost, NamesThePlaceWhereADeclarationIsWrong)
{
    EXPECT_THAT(puppet_refusal("{"), HasSubstr("puppet"));
    EXPECT_THAT(puppet_refusal(R"({"declaration":1,"entities":[],"surprise":1})"), HasSubstr("/surprise"));
    EXPECT_THAT(puppet_refusal("\xff"), HasSubstr("not UTF-8"));
}

TEST(PluginHost, RefusesARouteThatIsThereTwice)
{
    const std::string route =
        R"({"verb":"GET","pattern":"/a/{x}","space":"actions","permission":"anyone","callback":1,"label":{"vi":"a","en":"b"}})";
    EXPECT_THAT(puppet_refusal(R"({"declaration":1,"entities":[],"routes":[)" + route + "," + route + "]}"),
                HasSubstr("/a/{x}"));
}

TEST(PluginHost, TakesOneSiteAndRefusesTheSecond)
{
    diary book;
    runner with;
    auto options = diaries({"east", "z"});
    options.plugins.folders.push_back(fixtures / "sites");
    plugin_host host{options};
    with.start(host);
    host.stop();

    options.plugins.enabled.emplace_back("west");
    plugin_host second{options};
    EXPECT_THAT(with.refusal(second), AllOf(HasSubstr("west"), HasSubstr("has a site, and so has the plugin \"east\""),
                                            HasSubstr("enable only one of the two")));
}

TEST(PluginHost, RefusesATableThatIsThereTwiceAndCreatesNone)
{
    const auto entity = [](const std::string& name, const std::string& fields) {
        return R"({"name":")" + name + R"(","plural":")" + name +
               R"(s","label":{"vi":"a","en":"a"},"fields":[)"
               R"({"name":"t","type":"text","label":{"vi":"t","en":"t"}})" +
               fields + R"(],"grants":[]})";
    };
    // A list's links have a table, "puppet_a__x", and so has an entity of that name.
    const auto list = R"(,{"name":"x","type":"multi_reference","to":"puppet.a","label":{"vi":"x","en":"x"}})";
    puppet::fresh().document = R"({"declaration":1,"entities":[)" + entity("a", list) + "," + entity("a__x", "") + "]}";
    runner with;
    plugin_host host{
        {.plugins = {.folders = {fixtures}, .enabled = {"puppet"}, .values = {}}, .later = unmapping::real}};
    EXPECT_THAT(with.refusal(host), AllOf(HasSubstr("puppet_a__x"), HasSubstr("rename")));
    const auto tables = with.db->read([](nscl::database::reader& from) {
        return from.integer("SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'puppet%'");
    });
    EXPECT_EQ(tables, 0);
}

/// Whether a library of this name is mapped, from a copy that is removed already.
bool is_mapped(const std::string& name)
{
    std::ifstream maps{"/proc/self/maps"};
    for (std::string line; std::getline(maps, line);)
        if (line.find(name) != std::string::npos && line.find(".so") != std::string::npos) return true;
    return false;
}

TEST(PluginHost, KeepsAPluginMappedAsLongAsOneOfItsRoutesIsHeld)
{
    puppet::fresh().document =
        R"({"declaration":1,"entities":[],"routes":[{"verb":"GET","pattern":"/a","space":"actions",)"
        R"("permission":"anyone","callback":1,"label":{"vi":"a","en":"b"}}]})";
    runner with;
    nscl::http::problem_writer problems{with.texts};
    nscl::tests::one_caller callers;
    callers.who = nscl::tests::nobody();
    std::vector<nscl::http::route> held;
    {
        plugin_host host{
            {.plugins = {.folders = {fixtures}, .enabled = {"puppet"}, .values = {}}, .later = unmapping::real}};
        with.start(host);
        held = host.routes({callers, problems});
        ASSERT_TRUE(is_mapped("puppet"));
    }
    EXPECT_TRUE(is_mapped("puppet"));
    const auto route = std::ranges::find(held, "puppet", &nscl::http::route::owner);
    ASSERT_NE(route, held.end());
    EXPECT_THROW(route->handler({}), plugin_failed) << "its instance is gone";
    held.clear();
    EXPECT_FALSE(is_mapped("puppet"));
}

TEST(PluginHost, RefusesAPermissionThatNobodyDeclares)
{
    EXPECT_THAT(
        puppet_refusal(R"({"declaration":1,"entities":[],"routes":[{"verb":"GET","pattern":"/a","space":"actions",)"
                       R"("permission":"ghost","callback":1,"label":{"vi":"a","en":"b"}}]})"),
        HasSubstr("the role ghost"));
}

TEST(PluginHost, RefusesAMessageOfTheServersOwn)
{
    EXPECT_THAT(
        puppet_refusal(R"({"declaration":1,"entities":[],"messages":[{"code":"forbidden","vi":"a","en":"b"}]})"),
        HasSubstr("\"forbidden\""));
}

TEST(PluginHost, AddsNoMessageOfARefusedPlugin)
{
    puppet::fresh().document =
        R"({"declaration":1,"entities":[],"messages":[{"code":"fine","vi":"a","en":"b"}],"settings":[]})";
    runner with;
    host_options options{.plugins = {.folders = {fixtures}, .enabled = {"puppet"}, .values = {}},
                         .later = unmapping::real};
    options.plugins.values["puppet"]["colour"] = true;
    plugin_host host{options};
    EXPECT_THAT(with.refusal(host), HasSubstr("colour"));
    EXPECT_FALSE(with.texts.knows("fine"));
}

} // namespace
