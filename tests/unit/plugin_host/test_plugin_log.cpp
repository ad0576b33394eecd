#include "core/log/log.hpp"
#include "tests/support/captured_log.hpp"
#include "tests/support/test_database.hpp"
#include "tests/unit/plugin_host/stage.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {
namespace {

using testing::EndsWith;
using testing::IsEmpty;

/// The server's log, as a plugin writes to it.
class PluginLog : public each_database {
protected:
    stage on{db()};
    puppet& plugin = puppet::the();
    void* self = plugin.self();

    void TearDown() override { log::set_level("info"); }

    std::string logged(std::int32_t level, nscl_text message)
    {
        capture_log();
        plugin.host->log(self, level, message);
        return captured_log();
    }

    /// How the line ends that has this level and message.
    static std::string line(std::string_view level, std::string_view message)
    {
        return ",\"level\":\"" + std::string{level} + R"(","event":"plugin_log","plugin":"puppet","message":")" +
               std::string{message} + "\"}\n";
    }
};
NSCL_ON_EACH_DATABASE(PluginLog);

TEST_P(PluginLog, IsTheServersWithLevelAndPlugin)
{
    EXPECT_THAT(logged(NSCL_LOG_INFO, text("Chào {} \"bạn\"\n")), EndsWith(line("info", R"(Chào {} \"bạn\"\n)")));
    EXPECT_THAT(logged(NSCL_LOG_WARNING, text("careful")), EndsWith(line("warning", "careful")));
    EXPECT_THAT(logged(NSCL_LOG_ERROR, text("broken")), EndsWith(line("error", "broken")));
    EXPECT_THAT(logged(99, text("some level")), EndsWith(line("info", "some level")));
}

TEST_P(PluginLog, LeavesOutWhatIsBelowTheServersLevel)
{
    EXPECT_THAT(logged(NSCL_LOG_DEBUG, text("detail")), IsEmpty());
    log::set_level("debug");
    EXPECT_THAT(logged(NSCL_LOG_DEBUG, text("detail")), EndsWith(line("debug", "detail")));
}

TEST_P(PluginLog, SaysWhereATextIsNotUtf8)
{
    EXPECT_THAT(logged(NSCL_LOG_INFO, text("a\xff")), EndsWith(line("info", "(not UTF-8)")));
    EXPECT_THAT(logged(NSCL_LOG_INFO, text("\xed\xa0\x80")), EndsWith(line("info", "(not UTF-8)")));
    // Also where it is wrong beyond what is written.
    EXPECT_THAT(logged(NSCL_LOG_INFO, text(std::string(9000, 'x') + "\xff")), EndsWith(line("info", "(not UTF-8)")));
}

TEST_P(PluginLog, CutsTextsAfterEightKibibytes)
{
    const std::string longest(8 * 1024, 'x');
    EXPECT_THAT(logged(NSCL_LOG_INFO, text(longest)), EndsWith(line("info", longest)));
    EXPECT_THAT(logged(NSCL_LOG_INFO, text(longest + "y")), EndsWith(line("info", longest)));
    const auto shorter = longest.substr(1);
    EXPECT_THAT(logged(NSCL_LOG_INFO, text(shorter + "ầy")), EndsWith(line("info", shorter))) << "between characters";
}

TEST_P(PluginLog, TakesNoTextThatIsNotThere)
{
    EXPECT_THAT(logged(NSCL_LOG_ERROR, {nullptr, 5}), IsEmpty());
    capture_log();
    plugin.host->log(nullptr, NSCL_LOG_ERROR, text("whose?"));
    EXPECT_THAT(captured_log(), IsEmpty());
}

} // namespace
} // namespace nscl::tests
