#include "core/text/pattern.hpp"
#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

const field text = field_of(field_type::text);

TEST(TextField, KeepsATextAsItIs)
{
    EXPECT_EQ(from_json(text, R"("Lạng Sơn")"), "Lạng Sơn");
    EXPECT_EQ(from_text(text, "Lạng Sơn"), "Lạng Sơn");
}

TEST(TextField, StoresCompositionWhateverFormArrives)
{
    const std::string decomposed = "Ho\xCC\x80\x61"; // o + combining grave
    EXPECT_EQ(from_text(text, decomposed), "Hòa");
}

TEST(TextField, DropsBlanksAtBothEnds)
{
    EXPECT_EQ(from_text(text, " \t một hai \xC2\xA0\r\n"), "một hai");
    EXPECT_EQ(from_text(text, "\xEF\xBB\xBFmã"), "mã");
}

TEST(TextField, TakesABlankTextForNoValue)
{
    EXPECT_EQ(from_json(text, R"("")"), "null");
    EXPECT_EQ(from_json(text, R"("  \n ")"), "null");
}

TEST(TextField, RefusesControlCharacters)
{
    EXPECT_EQ(from_json(text, R"("a\u0000b")"), "!bad_character");
    EXPECT_EQ(from_json(text, R"("a\nb")"), "!bad_character");
    EXPECT_EQ(from_json(text, R"("a\tb")"), "!bad_character");
    EXPECT_EQ(from_json(text, R"("a\u001bb")"), "!bad_character");
    EXPECT_EQ(from_json(text, R"("a\u007fb")"), "!bad_character");
    EXPECT_EQ(from_json(text, R"("a\u0085b")"), "!bad_character");
}

TEST(TextField, RefusesBytesThatAreNoUtf8)
{
    EXPECT_EQ(from_text(text, "a\xFF"), "!invalid_utf8");
    EXPECT_EQ(from_text(text, "\xC0\xAF"), "!invalid_utf8");     // overlong
    EXPECT_EQ(from_text(text, "\xED\xA0\x80"), "!invalid_utf8"); // surrogate
    EXPECT_EQ(from_stored(text, std::string("a\xC3")), "!invalid_utf8");
}

TEST(TextField, RefusesOtherTypes)
{
    EXPECT_EQ(from_json(text, "5"), "!wrong_type");
    EXPECT_EQ(from_json(text, "true"), "!wrong_type");
    EXPECT_EQ(from_json(text, "[]"), "!wrong_type");
    EXPECT_EQ(from_stored(text, std::int64_t{5}), "!wrong_type");
}

TEST(TextField, CountsCharactersNotBytes)
{
    auto of = text;
    of.min_length = 2;
    of.max_length = 3;
    EXPECT_EQ(from_text(of, "ệệệ"), "ệệệ");
    EXPECT_EQ(from_text(of, "ệệệệ"), "!too_long");
    EXPECT_EQ(from_text(of, "ệ"), "!too_short");
    EXPECT_EQ(limit_of(accept_text(of, "ệệệệ")), "3");
    EXPECT_EQ(limit_of(accept_text(of, "ệ")), "2");
}

TEST(TextField, MatchesItsPatternAsAWhole)
{
    auto of = text;
    of.pattern = "[A-Z]+|[0-9]{2}";
    EXPECT_EQ(from_text(of, "ABC"), "ABC");
    EXPECT_EQ(from_text(of, "12"), "12");
    EXPECT_EQ(from_text(of, "ABC1"), "!pattern");
    of.compiled_pattern = text::pattern::compile(of.pattern);
    EXPECT_EQ(from_text(of, "12"), "12");
    EXPECT_EQ(from_text(of, "123"), "!pattern");
}

TEST(TextField, WritesJsonThatReadsBack)
{
    const std::string awkward = "a\"b\\c\x01 é";
    EXPECT_EQ(boost::json::parse(to_json(text, awkward)).as_string(), awkward);
    EXPECT_EQ(to_json(text, {}), "null");
}

TEST(TextField, TakesTheSameColumnForEveryShortLength)
{
    auto of = text;
    of.max_length = 10;
    const auto ten = rules_of(of.type).column(of);
    of.max_length = 255;
    EXPECT_EQ(rules_of(of.type).column(of), ten);
    EXPECT_EQ(ten->storage, database::storage::short_text);
    of.max_length = 256;
    EXPECT_EQ(rules_of(of.type).column(of)->storage, database::storage::long_text);
}

TEST(TextField, StatesItsLimitsInTheSchema)
{
    auto of = text;
    of.min_length = 1;
    of.max_length = 9;
    of.pattern = "a|b";
    EXPECT_EQ(rules_of(of.type).json_schema(of),
              R"({"type":"string","minLength":1,"maxLength":9,"pattern":"^(?:a|b)$"})");
}

} // namespace
} // namespace nscl::entities
