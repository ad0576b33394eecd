#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

field long_text()
{
    auto of = field_of(field_type::long_text);
    of.max_length = 20'000;
    return of;
}

TEST(LongTextField, KeepsLinesAndTabs)
{
    EXPECT_EQ(from_json(long_text(), R"("một\n\thai")"), "một\n\thai");
}

TEST(LongTextField, StoresOneKindOfLineEnd)
{
    EXPECT_EQ(from_json(long_text(), R"("a\r\nb\nc")"), "a\nb\nc");
    EXPECT_EQ(from_json(long_text(), R"("a\rb")"), "!bad_character");
}

TEST(LongTextField, RefusesOtherControlCharacters)
{
    EXPECT_EQ(from_json(long_text(), R"("a\u0000")"), "!bad_character");
    EXPECT_EQ(from_json(long_text(), R"("a\u000b b")"), "!bad_character");
}

TEST(LongTextField, HasALimitToo)
{
    auto of = long_text();
    EXPECT_EQ(from_text(of, std::string(20'000, 'a')), std::string(20'000, 'a'));
    EXPECT_EQ(from_text(of, std::string(20'001, 'a')), "!too_long");
}

TEST(LongTextField, IsAlwaysStoredWhereNoIndexReaches)
{
    auto of = long_text();
    of.max_length = 10;
    EXPECT_EQ(rules_of(of.type).column(of)->storage, database::storage::long_text);
    EXPECT_FALSE(rules_of(of.type).ordered());
}

} // namespace
} // namespace nscl::entities
