#include "core/plugin_host/dependency_order.hpp"

#include <gmock/gmock.h>

namespace {

using namespace nscl::plugin_host;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct needs {
    const char* id;
    const char* range = ">=0";
};

manifest plugin(const std::string& id, std::vector<needs> depends = {}, const char* number = "0.1.0")
{
    manifest made;
    made.id = id;
    made.version = parse_version(number).value();
    made.file = "/plugins/" + id + ".so";
    for (const auto& each : depends) made.depends.push_back({each.id, version_range::parse(each.range).value()});
    return made;
}

std::vector<std::string> ids(const resolution& of)
{
    std::vector<std::string> result;
    for (const auto& each : of.order) result.push_back(each.id);
    return result;
}

std::vector<std::string> refused(const resolution& of)
{
    std::vector<std::string> result;
    for (const auto& each : of.refused) result.push_back(each.id);
    return result;
}

TEST(DependencyOrder, PutsEveryPluginBehindThoseItNeeds)
{
    const auto found = resolve({plugin("a", {{"z"}}), plugin("z", {{"m"}}), plugin("m")}, {});
    EXPECT_THAT(ids(found), ElementsAre("m", "z", "a"));
    EXPECT_THAT(found.refused, IsEmpty());
}

TEST(DependencyOrder, IsTheSameHoweverTheFilesAreFound)
{
    const auto first = resolve({plugin("c"), plugin("b", {{"c"}}), plugin("a"), plugin("d", {{"a"}})}, {});
    const auto second = resolve({plugin("d", {{"a"}}), plugin("a"), plugin("b", {{"c"}}), plugin("c")}, {});
    EXPECT_THAT(ids(first), ElementsAre("a", "c", "b", "d"));
    EXPECT_EQ(ids(first), ids(second));
}

TEST(DependencyOrder, TakesOnlyEnabledPlugins)
{
    const std::vector<std::string> enabled{"b"};
    const auto found = resolve({plugin("a"), plugin("b")}, enabled);
    EXPECT_THAT(ids(found), ElementsAre("b"));
    EXPECT_THAT(found.refused, IsEmpty());
}

TEST(DependencyOrder, SaysThatAnEnabledPluginIsNotThere)
{
    const std::vector<std::string> enabled{"ghost"};
    const auto found = resolve({plugin("a")}, enabled);
    EXPECT_THAT(found.refused.at(0).reason, HasSubstr("no ghost.so"));
}

TEST(DependencyOrder, NamesAMissingDependencyAndWhatToDo)
{
    const auto found = resolve({plugin("a", {{"programme", ">=0.1 <1"}})}, {});
    EXPECT_THAT(found.order, IsEmpty());
    EXPECT_THAT(found.refused.at(0).reason, HasSubstr("\"programme\" (>=0.1 <1)"));
    EXPECT_THAT(found.refused.at(0).reason, HasSubstr("install it"));
}

TEST(DependencyOrder, NamesADependencyThatIsNotEnabled)
{
    const std::vector<std::string> enabled{"a"};
    const auto found = resolve({plugin("a", {{"b"}}), plugin("b")}, enabled);
    EXPECT_THAT(found.refused.at(0).reason, HasSubstr("not enabled"));
}

TEST(DependencyOrder, NamesBothVersionsOfAMismatch)
{
    const auto found = resolve({plugin("a", {{"b", ">=2"}}), plugin("b", {}, "1.4.2")}, {});
    EXPECT_THAT(ids(found), ElementsAre("b"));
    EXPECT_THAT(found.refused.at(0).reason, HasSubstr(">=2"));
    EXPECT_THAT(found.refused.at(0).reason, HasSubstr("1.4.2"));
}

TEST(DependencyOrder, NamesTheCycleAndLeavesOthersAlone)
{
    const auto found = resolve({plugin("a", {{"b"}}), plugin("b", {{"c"}}), plugin("c", {{"b"}}), plugin("d")}, {});
    EXPECT_THAT(ids(found), ElementsAre("d"));
    EXPECT_THAT(refused(found), ElementsAre("b", "c", "a"));
    EXPECT_THAT(found.refused.at(0).reason, HasSubstr("b -> c -> b"));
    EXPECT_THAT(found.refused.at(2).reason, HasSubstr("which is refused"));
}

TEST(DependencyOrder, NamesBothFilesOfADuplicate)
{
    auto other = plugin("a");
    other.file = "/elsewhere/a.so";
    const auto found = resolve({plugin("a"), other, plugin("b", {{"a"}}), plugin("c")}, {});
    EXPECT_THAT(ids(found), ElementsAre("c"));
    EXPECT_THAT(found.refused.at(0).reason, HasSubstr("/plugins/a.so"));
    EXPECT_THAT(found.refused.at(0).reason, HasSubstr("/elsewhere/a.so"));
    EXPECT_THAT(found.refused.at(1).reason, HasSubstr("which is refused"));
}

} // namespace
