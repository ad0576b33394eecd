#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

constexpr int last_type = static_cast<int>(field_type::url);

TEST(FieldType, IsFoundByTheNameItHasInDeclarations)
{
    for (int i = 0; i <= last_type; ++i) {
        const auto type = static_cast<field_type>(i);
        EXPECT_EQ(field_type_named(rules_of(type).name()), type);
    }
    EXPECT_EQ(rules_of(field_type::long_text).name(), "long_text");
    EXPECT_EQ(field_type_named("LONG_TEXT"), std::nullopt);
}

TEST(FieldType, PassesNullThrough)
{
    for (int i = 0; i <= last_type; ++i) {
        const auto of = field_of(static_cast<field_type>(i));
        EXPECT_EQ(from_json(of, "null"), "null");
        EXPECT_EQ(from_text(of, ""), "null");
        EXPECT_EQ(from_stored(of, {}), "null");
        EXPECT_EQ(rules_of(of.type).check(of, {}), std::nullopt);
    }
}

TEST(FieldType, DescribesItselfAsAJsonSchema)
{
    for (int i = 0; i <= last_type; ++i) {
        const auto of = field_of(static_cast<field_type>(i));
        EXPECT_TRUE(boost::json::parse(rules_of(of.type).json_schema(of)).is_object());
    }
}

TEST(FieldType, TakesNoObjectWhereAValueBelongs)
{
    for (int i = 0; i <= last_type; ++i) {
        const auto type = static_cast<field_type>(i);
        if (type == field_type::json) continue;
        EXPECT_EQ(from_json(field_of(type), "{}"), "!wrong_type");
    }
}

TEST(FieldType, HasAColumnUnlessItsValuesAreLinks)
{
    for (int i = 0; i <= last_type; ++i) {
        const auto of = field_of(static_cast<field_type>(i));
        EXPECT_EQ(rules_of(of.type).column(of).has_value(), of.type != field_type::multi_reference);
    }
}

TEST(FieldType, AppliesTheRuleOfAContributedTypeBeforeTheLimits)
{
    auto of = field_of(field_type::text);
    of.max_length = 3;
    of.rule = [](const field_value& value) -> parsed_value {
        const auto& text = std::get<std::string>(value);
        if (text == "bad") return value_error{"check_digit", {}};
        return field_value{text.substr(0, 3)};
    };
    EXPECT_EQ(from_json(of, R"("bad")"), "!check_digit");
    EXPECT_EQ(from_json(of, R"("longer")"), "lon");
    EXPECT_EQ(from_text(of, "longer"), "lon");
    EXPECT_EQ(from_stored(of, "longer"), "lon");
}

} // namespace
} // namespace nscl::entities
