#include "tests/architecture/refusal_codes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::architecture {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(RefusalCodes, AreFoundHoweverTheyAreWritten)
{
    const source_file file{"core/x.cpp",
                           {R"(return refuse(messages::reason::stale, "one");)",
                            R"(return {.why = why, .code = "two"};)", R"(return value_error{"three", {}};)",
                            R"(return unreadable("four", {});)"}};
    EXPECT_THAT(refusal_codes(file), ElementsAre(finding{"core/x.cpp:1", "one"}, finding{"core/x.cpp:2", "two"},
                                                 finding{"core/x.cpp:3", "three"}, finding{"core/x.cpp:4", "four"}));
}

TEST(RefusalCodes, AreNotWhatIsOnlyKnownAtRunTime)
{
    EXPECT_THAT(refusal_codes({"core/x.cpp",
                               {"return refuse(reason::stale, code);", ".code = claimed.code",
                                "case reason::stale: return 412;"}}),
                IsEmpty());
}

TEST(RefusalCodes, MayBeDeclaredInADocument)
{
    EXPECT_THAT(declared_codes({"core/x.cpp", {R"(  {"code": "role_cycle", "vi": "...", "en": "..."},)"}}),
                ElementsAre("role_cycle"));
}

} // namespace
} // namespace nscl::architecture
