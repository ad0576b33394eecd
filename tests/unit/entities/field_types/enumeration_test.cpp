#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

field enumeration()
{
    auto of = field_of(field_type::enumeration);
    of.options = {{"draft", {"Dự thảo", "Draft"}, "neutral"}, {"open", {"Mở", "Open"}, "info"}};
    return of;
}

TEST(EnumerationField, TakesTheCodesOfItsOptions)
{
    EXPECT_EQ(from_json(enumeration(), R"("open")"), "open");
    EXPECT_EQ(from_text(enumeration(), "draft"), "draft");
    EXPECT_EQ(from_stored(enumeration(), std::string("draft")), "draft");
}

TEST(EnumerationField, RefusesEverythingElse)
{
    for (const char* other : {"OPEN", "Mở", "open ", "closed"})
        EXPECT_EQ(from_text(enumeration(), other), "!bad_option") << other;
    EXPECT_EQ(from_json(enumeration(), "0"), "!wrong_type");
    EXPECT_EQ(from_stored(enumeration(), std::string("closed")), "!bad_option");
}

TEST(EnumerationField, ListsItsOptionsInTheSchema)
{
    const auto of = enumeration();
    EXPECT_EQ(rules_of(of.type).json_schema(of), R"({"type":"string","enum":["draft","open"]})");
    EXPECT_EQ(to_json(of, std::string("open")), R"("open")");
}

} // namespace
} // namespace nscl::entities
