#include "core/plugin_host/loaded_plugin.hpp"

#include "core/plugin_host/plugin_failed.hpp"
#include "tests/support/captured_log.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/plugin_host/fixture_folder.hpp"

#include <gmock/gmock.h>

#include <dlfcn.h>
#include <fstream>

namespace {

using namespace nscl::plugin_host;
using nscl::tests::capture_log;
using nscl::tests::captured_log;
using testing::HasSubstr;
namespace fs = std::filesystem;

manifest about(const std::string& id)
{
    return read_manifest(fixtures / (id + ".so")).value();
}

std::string refusal(const std::string& id)
{
    const auto loaded = loaded_plugin::load(about(id), unmapping::real);
    return loaded.has_error() ? loaded.error().text : "accepted";
}

const nscl_host& host()
{
    static const nscl_host table{sizeof(nscl_host), 1, 0, 0, nullptr, nullptr, nullptr};
    return table;
}

TEST(LoadedPlugin, LivesThroughItsSteps)
{
    auto plugin = loaded_plugin::load(about("quiet"), unmapping::real).value();
    EXPECT_EQ(plugin.state(), plugin_state::verified);
    EXPECT_THAT(plugin.declare().value(), HasSubstr("\"declaration\":1"));
    EXPECT_TRUE(plugin.create(host()).has_value());
    EXPECT_EQ(plugin.state(), plugin_state::created);
    EXPECT_TRUE(plugin.start().has_value());
    EXPECT_EQ(plugin.state(), plugin_state::started);
    nscl_call call{};
    EXPECT_EQ(plugin.invoke(1, call).status, NSCL_OK);
    plugin.drain();
    EXPECT_EQ(plugin.state(), plugin_state::draining);
    plugin.stop();
    plugin.destroy();
    EXPECT_EQ(plugin.state(), plugin_state::destroyed);
    EXPECT_THROW(plugin.invoke(1, call), plugin_failed);
}

TEST(LoadedPlugin, NamesBothVersionsOfAContractThatDoesNotFit)
{
    EXPECT_THAT(refusal("future"), HasSubstr("needs version 7.3"));
    EXPECT_THAT(refusal("future"), HasSubstr("has 1.0"));
    EXPECT_THAT(refusal("two_faced"), HasSubstr("needs version 9.0"));
}

TEST(LoadedPlugin, NamesTheFunctionThatIsMissing)
{
    EXPECT_THAT(refusal("lacking"), HasSubstr("lacks the function \"invoke\""));
    EXPECT_THAT(refusal("short_table"), HasSubstr("ends before the functions"));
    EXPECT_THAT(refusal("tableless"), HasSubstr("no table"));
    EXPECT_THAT(refusal("unwilling"), HasSubstr("refuses this server"));
}

TEST(LoadedPlugin, NeedsAnEntryPointOfItsOwn)
{
    EXPECT_THAT(refusal("entryless"), HasSubstr("does not export nscl_plugin_query_v1"));
    EXPECT_THAT(refusal("borrowed_entry"), HasSubstr("lies in another library"));
    EXPECT_THAT(refusal("borrowed_entry"), HasSubstr("neighbour"));
}

TEST(LoadedPlugin, IsRefusedInTheLoadersOwnWords)
{
    EXPECT_THAT(refusal("unresolved"), HasSubstr("nobody_has_this"));
}

TEST(LoadedPlugin, ThatIsCutOffIsNeverMapped)
{
    const nscl::tests::temporary_folder folder;
    const auto file = folder.path() / "quiet.so";
    std::ifstream whole{fixtures / "quiet.so", std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{whole}, {}};
    std::ofstream{file, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size() / 4));
    auto cut = about("quiet");
    cut.file = file;
    EXPECT_THAT(loaded_plugin::load(cut, unmapping::real).error().text, HasSubstr("truncated"));
}

TEST(LoadedPlugin, IsMappedFromACopyThatIsRemoved)
{
    const nscl::tests::temporary_folder copies;
    auto plugin = loaded_plugin::load(about("quiet"), unmapping::real, copies.path()).value();
    EXPECT_TRUE(fs::is_empty(copies.path()));
    EXPECT_EQ(::dlopen((fixtures / "quiet.so").c_str(), RTLD_NOW | RTLD_NOLOAD), nullptr);
    EXPECT_TRUE(plugin.declare().has_value());
}

TEST(LoadedPlugin, MayBeReplacedOnDiskWhileItRuns)
{
    const nscl::tests::temporary_folder folder;
    const auto file = folder.path() / "quiet.so";
    fs::copy_file(fixtures / "quiet.so", file);
    auto first = loaded_plugin::load(read_manifest(file).value(), unmapping::real).value();
    std::ofstream{file, std::ios::binary | std::ios::trunc} << "no library any more";
    EXPECT_TRUE(first.declare().has_value());
    fs::copy_file(fixtures / "quiet.so", file, fs::copy_options::overwrite_existing);
    auto second = loaded_plugin::load(read_manifest(file).value(), unmapping::real).value();
    EXPECT_TRUE(second.declare().has_value());
}

TEST(LoadedPlugin, SaysWhenCopiesCannotBeMade)
{
    EXPECT_THAT(loaded_plugin::load(about("quiet"), unmapping::real, "/nowhere/at/all").error().text,
                HasSubstr("/nowhere/at/all"));
}

TEST(LoadedPlugin, IsContainedWhenItThrows)
{
    auto plugin = loaded_plugin::load(about("throwing"), unmapping::real).value();
    ASSERT_TRUE(plugin.create(host()).has_value());
    ASSERT_TRUE(plugin.start().has_value());
    nscl_call call{};
    const auto thrown = plugin.invoke(1, call);
    EXPECT_EQ(thrown.status, NSCL_FAILED);
    EXPECT_THAT(thrown.detail, HasSubstr("thrown on purpose"));
    EXPECT_EQ(plugin.invoke(2, call).status, NSCL_FAILED);
    capture_log();
    plugin.stop();
    plugin.destroy();
    EXPECT_THAT(captured_log(), HasSubstr("thrown while stopping"));
    EXPECT_EQ(plugin.state(), plugin_state::destroyed);
}

} // namespace
