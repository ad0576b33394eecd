#include "core/messages/catalogue.hpp"

#include <gtest/gtest.h>

namespace nscl::messages {
namespace {

TEST(Catalogue, StartsWithTheHostsOwnCodes)
{
    const catalogue words;
    EXPECT_TRUE(words.knows("required"));
    EXPECT_EQ(words.render("too_long", {{"limit", "200"}}, language::en),
              "Too long; at most 200 characters are taken.");
    EXPECT_EQ(words.render("too_long", {{"limit", "200"}}, language::vi), "Quá dài; tối đa 200 ký tự.");
}

TEST(Catalogue, RendersACodeThatItDoesNotKnowAsItself)
{
    const catalogue words;
    EXPECT_FALSE(words.knows("programme.once_only"));
    EXPECT_EQ(words.render("programme.once_only", {}, language::vi), "programme.once_only");
}

TEST(Catalogue, TakesWhatAPluginAdds)
{
    catalogue words;
    words.add("cost_above_norm", {"Vượt {norm}, tức {norm} đồng", "Above {norm}, that is {norm} dong"});
    EXPECT_EQ(words.render("cost_above_norm", {{"norm", "5"}}, language::vi), "Vượt 5, tức 5 đồng");
}

TEST(Catalogue, ShowsTheLabelOfWhatAParameterNames)
{
    catalogue words;
    words.label("programme.call.closes_on", {"Ngày đóng", "Closes on"});
    words.add("late", {"Sau {@other}{ của {@of}}", "After {@other}{ of {@of}}"});
    const parameters given{{"other", "programme.call.closes_on"}};
    EXPECT_EQ(words.render("late", given, language::vi), "Sau Ngày đóng");
    EXPECT_EQ(words.render("late", given, language::en), "After Closes on");
    EXPECT_EQ(words.render("late", {{"other", "nobody.named.this"}}, language::en), "After nobody.named.this");
    EXPECT_EQ(words.render("late", {{"other", "programme.call.closes_on"}, {"of", "x"}}, language::en),
              "After Closes on of x");
    EXPECT_EQ(words.render("late", {}, language::en), "After {@other}");
    words.add("said", {"{other}", "{other}"});
    EXPECT_EQ(words.render("said", given, language::en), "programme.call.closes_on");
}

TEST(Catalogue, LetsALaterTemplateReplaceAnEarlierOne)
{
    catalogue words;
    words.add("required", {"Thiếu", "Missing"});
    EXPECT_EQ(words.render("required", {}, language::en), "Missing");
}

TEST(Catalogue, LeavesAParameterThatNobodyGaveVisible)
{
    catalogue words;
    words.add("code", {"", "{a} and {b}"});
    EXPECT_EQ(words.render("code", {{"a", "1"}}, language::en), "1 and {b}");
}

TEST(Catalogue, LeavesOutAPartInBracesWhoseParameterNobodyGave)
{
    catalogue words;
    words.add("code", {"", "Too long{; at most {limit} {unit}}."});
    EXPECT_EQ(words.render("code", {{"limit", "5"}, {"unit", "bytes"}}, language::en), "Too long; at most 5 bytes.");
    EXPECT_EQ(words.render("code", {{"limit", "5"}}, language::en), "Too long.");
    EXPECT_EQ(words.render("code", {}, language::en), "Too long.");
}

TEST(Catalogue, KeepsBracesThatHoldNoParameter)
{
    catalogue words;
    words.add("code", {"", R"(Write {"organization": [12, 15]} or {"a": {"b": 1}}.)"});
    EXPECT_EQ(words.render("code", {}, language::en), R"(Write {"organization": [12, 15]} or {"a": {"b": 1}}.)");
}

TEST(Catalogue, NeverReadsAValueAsATemplate)
{
    catalogue words;
    words.add("code", {"", "<{a}|{b}>"});
    EXPECT_EQ(words.render("code", {{"a", "{b}"}, {"b", "}{"}}, language::en), "<{b}|}{>");
}

TEST(Catalogue, KeepsAnOpenBrace)
{
    catalogue words;
    words.add("code", {"", "a { b"});
    EXPECT_EQ(words.render("code", {{"b", "1"}}, language::en), "a { b");
}

} // namespace
} // namespace nscl::messages
