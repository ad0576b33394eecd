#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

const field reference = field_of(field_type::reference);

TEST(ReferenceField, TakesTheIdOfARecord)
{
    EXPECT_EQ(from_json(reference, "12"), "12");
    EXPECT_EQ(from_text(reference, "12"), "12");
    EXPECT_EQ(from_json(reference, "9007199254740991"), "9007199254740991");
}

TEST(ReferenceField, RefusesNumbersThatAreNoIds)
{
    for (const char* other : {"0", "-1", "9007199254740992", "9223372036854775807"})
        EXPECT_EQ(from_json(reference, other), "!bad_reference") << other;
    EXPECT_EQ(from_text(reference, "abc"), "!bad_reference");
    EXPECT_EQ(from_stored(reference, std::int64_t{0}), "!bad_reference");
}

TEST(ReferenceField, RefusesOtherTypes)
{
    for (const char* other : {"\"12\"", "12.0", "1e1", "[12]", "true"})
        EXPECT_EQ(from_json(reference, other), "!wrong_type") << other;
}

TEST(ReferenceField, HasAForeignKeyToItsTarget)
{
    entity target;
    target.plugin = "programme";
    target.name = "organization";
    auto of = reference;
    of.target = &target;
    EXPECT_EQ(rules_of(of.type).column(of)->references, "programme_organization");
    EXPECT_EQ(rules_of(of.type).column(reference)->references, "");
}

} // namespace
} // namespace nscl::entities
