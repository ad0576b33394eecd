/// In a program of its own: a declaration is made once.
#include "tests/sdk/everything.hpp"

#include <gtest/gtest.h>

TEST(Declare, RefusesWithTheSentenceOfAFaultyRegistration)
{
    everything::spoil_registration = true;
    const nscl_boot boot{sizeof boot, NSCL_ABI_MAJOR, NSCL_ABI_MINOR, 0};
    const nscl_plugin* table = nullptr;
    ASSERT_EQ(nscl_plugin_query_v1(&boot, &table), NSCL_OK);
    nscl_text document{};
    nscl_error error{};
    error.size = sizeof error;
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(table->declare(&document, &error), NSCL_REFUSED);
        EXPECT_STREQ(error.code, "invalid_declaration");
        EXPECT_STREQ(error.detail,
                     "entity course, field a b: \"a b\" is no name; names are [a-z][a-z0-9_]*, at most 40 characters");
    }
    void* instance = nullptr;
    EXPECT_EQ(table->create(nullptr, &instance, &error), NSCL_REFUSED);
}
