#include "tests/support/record_world.hpp"

#include <gtest/gtest.h>

namespace nscl::tests {
namespace {

constexpr std::string_view document = R"json({
  "declaration": 1,
  "entities": [{
    "name": "range", "plural": "ranges", "label": {"vi": "Khoảng", "en": "Range"}, "label_many": {"vi": "Khoảng", "en": "Ranges"},
    "fields": [
      {"name": "title", "type": "text", "label": {"vi": "Tên", "en": "Title"}},
      {"name": "equal", "type": "integer", "label": {"vi": "Bằng", "en": "Equal"}},
      {"name": "different", "type": "integer", "label": {"vi": "Khác", "en": "Different"}},
      {"name": "below", "type": "integer", "label": {"vi": "Dưới", "en": "Below"}},
      {"name": "at_most", "type": "integer", "label": {"vi": "Đến", "en": "At most"}},
      {"name": "above", "type": "integer", "label": {"vi": "Trên", "en": "Above"}},
      {"name": "at_least", "type": "integer", "label": {"vi": "Từ", "en": "At least"}},
      {"name": "mark", "type": "integer", "label": {"vi": "Mốc", "en": "Mark"}}
    ],
    "rules": [
      {"field": "equal", "op": "eq", "other": "mark"}, {"field": "different", "op": "ne", "other": "mark"},
      {"field": "below", "op": "lt", "other": "mark"}, {"field": "at_most", "op": "le", "other": "mark"},
      {"field": "above", "op": "gt", "other": "mark"}, {"field": "at_least", "op": "ge", "other": "mark"}
    ]
  }]
})json";

/// A field beside the mark, which is 10, and what becomes of it.
struct comparison {
    const char* field;
    const char* value;
    const char* refusal; ///< "" when it holds
};

void PrintTo(const comparison& tested, std::ostream* to)
{
    *to << tested.field << " " << tested.value;
}

class ComparisonRules : public testing::Test {
protected:
    test_database fresh{engine::sqlite};
    std::unique_ptr<database::database> open = fresh.open();
    record_world world{*open, "p", document};
};

class EachComparisonRule : public ComparisonRules, public testing::WithParamInterface<comparison> {};

TEST_P(EachComparisonRule, HoldsBetweenTwoFields)
{
    const auto [field, value, refusal] = GetParam();
    const auto made = world.create(almighty(), "p.range", {{field, value}, {"mark", "10"}});
    if (std::string_view{refusal}.empty()) {
        EXPECT_TRUE(made.has_value());
        return;
    }
    ASSERT_TRUE(made.has_error());
    const auto errors = made.error().errors;
    ASSERT_EQ(errors.size(), 1U);
    const auto& wrong = errors.front();
    EXPECT_EQ(wrong.pointer, std::string{"/"} + field);
    EXPECT_EQ(wrong.code, refusal);
    EXPECT_EQ(wrong.parameters, (messages::parameters{{"other", "p.range.mark"}}));
}

INSTANTIATE_TEST_SUITE_P(On, EachComparisonRule,
                         testing::Values(comparison{"equal", "10", ""}, comparison{"equal", "9", "must_equal"},
                                         comparison{"different", "9", ""}, comparison{"different", "10", "must_differ"},
                                         comparison{"below", "9", ""}, comparison{"below", "10", "must_be_below"},
                                         comparison{"at_most", "10", ""},
                                         comparison{"at_most", "11", "must_not_exceed"}, comparison{"above", "11", ""},
                                         comparison{"above", "10", "must_be_above"}, comparison{"at_least", "10", ""},
                                         comparison{"at_least", "9", "must_not_be_below"}));

TEST_F(ComparisonRules, SayNothingWhereOneValueIsMissing)
{
    EXPECT_TRUE(world.create(almighty(), "p.range", {{"equal", "9"}}).has_value());
    EXPECT_TRUE(world.create(almighty(), "p.range", {{"mark", "9"}}).has_value());
}

} // namespace
} // namespace nscl::tests
