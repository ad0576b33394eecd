#include "tests/architecture/file_shape.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::architecture {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(FileShape, FindsAFileThatIsTooLong)
{
    EXPECT_THAT(misshapen({"core/http/router.cpp", std::vector<std::string>(400)}), IsEmpty());
    const auto findings = misshapen({"core/http/router.cpp", std::vector<std::string>(401)});
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_THAT(findings[0].what, HasSubstr("401 lines"));
}

TEST(FileShape, FindsANameThatSaysNothing)
{
    for (const char* path :
         {"core/http/utils.cpp", "core/http/string_utils.hpp", "sdk/helpers.hpp", "core/plugin_manager.cpp",
          "core/common/x.cpp", "plugins/a/test-helper.c", "core/http/util.test.cpp"}) {
        EXPECT_THAT(misshapen({path, {}}), SizeIs(1)) << path;
    }
}

TEST(FileShape, PassesNamesThatOnlyContainSuchAWord)
{
    for (const char* path :
         {"core/http/utility_rate.cpp", "core/entities/commonplace.cpp", "plugins/programme/commune.cpp"}) {
        EXPECT_THAT(misshapen({path, {}}), IsEmpty()) << path;
    }
}

} // namespace
} // namespace nscl::architecture
