#include "core/log/log.hpp"
#include "tests/support/captured_log.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace nscl::log {
namespace {

class Log : public testing::Test {
protected:
    void TearDown() override { set_level("info"); }
};

TEST_F(Log, WritesOneLinePerEventOnStandardError)
{
    tests::capture_log();
    info("started", {{"port", 8080}});
    const std::string written = tests::captured_log();

    EXPECT_TRUE(written.ends_with(R"(,"level":"info","event":"started","port":8080})"
                                  "\n"))
        << written;
    EXPECT_EQ(written.find('\n'), written.size() - 1);
}

TEST_F(Log, LeavesOutWhatIsBelowTheLevel)
{
    set_level("warning");
    tests::capture_log();
    info("quiet");
    warning("loud");
    const std::string written = tests::captured_log();

    EXPECT_EQ(written.find("quiet"), std::string::npos);
    EXPECT_NE(written.find("loud"), std::string::npos);
}

TEST_F(Log, TakesBracesForTextAndNotForAFormat)
{
    tests::capture_log();
    error("odd", {{"path", "/{id}/{}"}});
    EXPECT_NE(tests::captured_log().find(R"("path":"/{id}/{}")"), std::string::npos);
}

TEST_F(Log, RefusesALevelItDoesNotKnow)
{
    EXPECT_THROW(set_level("loud"), std::invalid_argument);
}

} // namespace
} // namespace nscl::log
