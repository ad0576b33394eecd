#include "core/demo_samples.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

#include <stdexcept>
#include <string>

namespace nscl::tests {

using DemoSamples = each_database;
NSCL_ON_EACH_DATABASE(DemoSamples);

TEST_P(DemoSamples, AreFilledInOnce)
{
    int times = 0;
    fill_once(db(), [&] { ++times; });
    fill_once(db(), [&] { ++times; });
    EXPECT_EQ(times, 1);
}

TEST_P(DemoSamples, ThatWereBrokenOffSayWhatToDo)
{
    EXPECT_THROW(fill_once(db(), [] { throw std::runtime_error("refused"); }), std::runtime_error);
    int times = 0;
    try {
        fill_once(db(), [&] { ++times; });
        FAIL() << "half a demo passed for a whole one";
    } catch (const std::runtime_error& told) {
        EXPECT_THAT(told.what(), testing::HasSubstr("nscl demo remove"));
    }
    EXPECT_EQ(times, 0);
}

} // namespace nscl::tests
