#include "tests/architecture/house_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace nscl::architecture {
namespace {

using testing::ElementsAre;

constexpr std::string_view two_tables = R"(# Title
| room | may include |
|---|---|
| log | |
| http | log sdk |
| application | everything |

| library | included only by |
|---|---|
| `boost/` | `core/` |
| `boost/asio` | `core/http/listener.` `core/http/session.` |
)";

TEST(HouseRules, ComeFromTheTables)
{
    const house_rules rules = house_rules::read(two_tables);
    EXPECT_TRUE(rules.allows("http", "log"));
    EXPECT_TRUE(rules.allows("http", "sdk"));
    EXPECT_TRUE(rules.allows("http", "http"));
    EXPECT_TRUE(rules.allows("application", "http"));
    EXPECT_FALSE(rules.allows("log", "http"));
    EXPECT_FALSE(rules.allows("http", "application"));
    EXPECT_FALSE(rules.allows("cellar", "log"));
    EXPECT_THAT(rules.libraries.at("boost/asio"), ElementsAre("core/http/listener.", "core/http/session."));
}

TEST(HouseRules, AreRefusedWhenATableIsMissing)
{
    EXPECT_THROW(house_rules::read("# Title\n"), std::runtime_error);
    EXPECT_THROW(house_rules::read(two_tables.substr(0, two_tables.find("| library"))), std::runtime_error);
}

TEST(HouseRules, AreRefusedWhenAnArrowEndsNowhere)
{
    EXPECT_THROW(house_rules::read("| room | may include |\n|---|---|\n| http | lgo |\n"), std::runtime_error);
}

TEST(HouseRules, AreRefusedWhenARowStandsTwice)
{
    EXPECT_THROW(house_rules::read("| room | may include |\n|---|---|\n| log | |\n| log | |\n"), std::runtime_error);
}

} // namespace
} // namespace nscl::architecture
