#include "tests/unit/settings/settings_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <vector>

namespace nscl::settings {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class Environment : public testing::Test {
protected:
    void set(const char* variable, const char* text)
    {
        ASSERT_EQ(setenv(variable, text, 1), 0);
        set_.push_back(variable);
    }
    void TearDown() override
    {
        for (const char* variable : set_) unsetenv(variable);
    }

private:
    std::vector<const char*> set_;
};

TEST_F(Environment, StandsAboveTheFile)
{
    set("NSCL_LISTEN_PORT", "9000");
    set("NSCL_LOG_LEVEL", "error");
    set("NSCL_LIMITS_REQUEST", "2s");
    set("NSCL_DATABASE_URL", "sqlite:///tmp/x.db");
    const settings s = read_text("log_level = \"debug\"\n[listen]\nport = 1\nworkers = 3\n");
    EXPECT_EQ(s.listen.port, 9000);
    EXPECT_EQ(s.listen.workers, 3U);
    EXPECT_EQ(s.log_level, "error");
    EXPECT_EQ(s.limits.request, 2s);
    EXPECT_EQ(s.database.url, "sqlite:///tmp/x.db");
}

TEST_F(Environment, GivesListsInOneText)
{
    set("NSCL_PLUGIN_FOLDERS", "/a:/b");
    set("NSCL_PLUGINS_ENABLED", "programme,standards");
    const settings s = read(std::nullopt);
    EXPECT_THAT(s.plugins.folders, ElementsAre("/a", "/b"));
    EXPECT_THAT(s.plugins.enabled, ElementsAre("programme", "standards"));
}

TEST_F(Environment, GivesThePassword)
{
    set("NSCL_DATABASE_PASSWORD", "s3cret:@/");
    EXPECT_EQ(read(std::nullopt).database.password, "s3cret:@/");
}

TEST_F(Environment, IsRefusedWithTheVariablesNameWhenItIsWrong)
{
    set("NSCL_LISTEN_PORT", "80a");
    try {
        read(std::nullopt);
        FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& refused) {
        EXPECT_STREQ(refused.what(), "NSCL_LISTEN_PORT: listen.port: write a whole number from 0 to 65535");
    }
}

TEST_F(Environment, IsRefusedWhenItNamesNoSetting)
{
    set("NSCL_LISTEN_PROT", "80");
    EXPECT_THROW(read(std::nullopt), std::runtime_error);
}

TEST_F(Environment, MayHoldVariablesOfOthers)
{
    set("NSCL_TESTS_ANYTHING", "1");
    EXPECT_NO_THROW(read(std::nullopt));
}

} // namespace
} // namespace nscl::settings
