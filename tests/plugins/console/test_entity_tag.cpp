#include "plugins/console/entity_tag.hpp"

#include <gtest/gtest.h>

namespace {

using console::names_tag;

TEST(ConsoleTag, IsNamedAloneInAListAndWeakly)
{
    for (const auto* each : {R"("a")", R"(W/"a")", R"("b", "a")", R"("b",W/"a" , "c")", R"(,, "a")", "*", " * "})
        EXPECT_TRUE(names_tag(each, R"("a")")) << each;
}

TEST(ConsoleTag, IsNotNamedByWhatIsLikeIt)
{
    for (const auto* each :
         {"", ",", "a", R"("a)", R"(a")", R"("A")", R"("a-br")", R"(w/"a")", R"(W/ "a")", R"("a" "a")"})
        EXPECT_FALSE(names_tag(each, R"("a")")) << each;
}

} // namespace
