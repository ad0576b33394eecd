#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

const field list = field_of(field_type::multi_reference);

TEST(MultiReferenceField, KeepsTheOrderGiven)
{
    EXPECT_EQ(from_json(list, "[3,1,2]"), "3;1;2");
    EXPECT_EQ(from_text(list, "3; 1;2"), "3;1;2");
    EXPECT_EQ(to_json(list, std::vector<record_id>{3, 1, 2}), "[3,1,2]");
}

TEST(MultiReferenceField, MayBeEmpty)
{
    EXPECT_EQ(*accept_json(list, boost::json::array{}), field_value{std::vector<record_id>{}});
    EXPECT_EQ(to_json(list, {}), "[]");
}

TEST(MultiReferenceField, RefusesAnIdThatOccursTwice)
{
    EXPECT_EQ(from_json(list, "[3,1,3]"), "!duplicate");
    EXPECT_EQ(from_stored(list, std::vector<record_id>{1, 1}), "!duplicate");
}

TEST(MultiReferenceField, RefusesWhatIsNoId)
{
    EXPECT_EQ(from_json(list, "[0]"), "!bad_reference");
    EXPECT_EQ(from_json(list, "[9007199254740992]"), "!bad_reference");
    EXPECT_EQ(from_json(list, "[9223372036854775808]"), "!bad_reference");
    EXPECT_EQ(from_text(list, "1;;2"), "!bad_reference");
    EXPECT_EQ(from_text(list, "1,2"), "!bad_reference");
    EXPECT_EQ(from_json(list, "[1.0]"), "!wrong_type");
    EXPECT_EQ(from_json(list, R"(["1"])"), "!wrong_type");
    EXPECT_EQ(from_json(list, "1"), "!wrong_type");
    EXPECT_EQ(from_stored(list, std::int64_t{1}), "!wrong_type");
}

TEST(MultiReferenceField, HasALimit)
{
    std::vector<record_id> many(1001);
    for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<record_id>(i + 1);
    EXPECT_EQ(from_stored(list, many), "!too_many_items");
}

} // namespace
} // namespace nscl::entities
