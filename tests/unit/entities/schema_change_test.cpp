#include "core/entities/schema/schema_change.hpp"

#include "tests/unit/entities/step_words.hpp"
#include "tests/unit/entities/table_models.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::entities {
namespace {

using database::column_model;
using database::index_model;
using database::storage;
using database::table_model;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tables = std::vector<table_model>;

column_model reference_column(const std::string& name, const std::string& to)
{
    return {name, storage::integer, 255, true, to};
}

table_model course(std::vector<column_model> columns, std::vector<index_model> indexes = {})
{
    columns.insert(columns.begin(), {"id", storage::integer, 255, false, ""});
    return {"training_course", std::move(columns), {"id"}, std::move(indexes)};
}

table_model links(const std::string& field)
{
    return {"training_course__" + field,
            {reference_column("id", "training_course"), reference_column("target", "training_tag")},
            {"id", "target"},
            {}};
}

const schema_change renaming{schema_change::kind::rename_field, 2, "course", "name", "title"};
const schema_change lengthening{schema_change::kind::lengthen, 2, "course", "summary", ""};

tables after(const schema_plan& plan, tables stored)
{
    for (const auto& step : plan.steps) stored = reached(std::move(stored), step);
    return stored;
}

TEST(SchemaChange, RenamesTheColumnItsSortKeyAndWhatIndexesName)
{
    const tables stored{course({text("name"), {"_sort_name", storage::key_bytes, 64, true, ""}},
                               {{"ix", {"_sort_name", "id"}, false}, {"ux", {"name"}, true}})};
    const auto plan = plan_change("training", renaming, stored);
    EXPECT_THAT(words(plan), ElementsAre("rename training_course.name to title",
                                         "rename training_course._sort_name to _sort_title"));
    EXPECT_EQ(after(plan, stored), (tables{course({text("title"), {"_sort_title", storage::key_bytes, 64, true, ""}},
                                                  {{"ix", {"_sort_title", "id"}, false}, {"ux", {"title"}, true}})}));
}

TEST(SchemaChange, KeepsTheReferenceOfARenamedColumn)
{
    const auto plan = plan_change("training", renaming, {course({reference_column("name", "training_tag")})});
    EXPECT_EQ(plan.steps.at(0).column, reference_column("title", "training_tag"));
}

TEST(SchemaChange, RenamesTheLinkTableOfAMultiReference)
{
    const tables stored{course({}), links("name")};
    const auto plan = plan_change("training", renaming, stored);
    EXPECT_THAT(words(plan), ElementsAre("rename training_course__name to training_course__title"));
    EXPECT_EQ(after(plan, stored), (tables{course({}), links("title")}));
}

TEST(SchemaChange, HasNothingToRenameOnceItIsDoneOrBeforeThereIsAnything)
{
    EXPECT_THAT(words(plan_change("training", renaming, {course({text("title")}), links("title")})), IsEmpty());
    EXPECT_THAT(words(plan_change("training", renaming, {course({})})), IsEmpty());
    EXPECT_THAT(words(plan_change("training", renaming, {})), IsEmpty());
}

TEST(SchemaChange, CanBeResumedBetweenColumnAndSortKey)
{
    tables stored{course({text("name"), {"_sort_name", storage::key_bytes, 64, true, ""}})};
    const auto first = plan_change("training", renaming, stored).steps.at(0);
    stored = reached(std::move(stored), first);
    EXPECT_THAT(words(plan_change("training", renaming, stored)),
                ElementsAre("rename training_course._sort_name to _sort_title"));
}

TEST(SchemaChange, RefusesToRenameOntoWhatAnEarlierVersionLeft)
{
    EXPECT_THAT(problems(plan_change("training", renaming, {course({text("name"), text("title")})})),
                ElementsAre(HasSubstr("training_course.title is there already")));
    EXPECT_THAT(problems(plan_change("training", renaming, {course({}), links("name"), links("title")})),
                ElementsAre(HasSubstr("training_course__title. is there already")));
}

TEST(SchemaChange, LengthensATextOnceNoIndexCoversIt)
{
    const tables stored{
        course({text("summary"), text("code")}, {{"ux", {"code", "summary"}, true}, {"ix", {"code"}, false}})};
    const auto plan = plan_change("training", lengthening, stored);
    EXPECT_THAT(words(plan), ElementsAre("drop ux", "lengthen training_course.summary"));
    EXPECT_EQ(after(plan, stored).at(0).columns.at(1).storage, storage::long_text);
    EXPECT_THAT(words(plan_change("training", lengthening, after(plan, stored))), IsEmpty());
}

TEST(SchemaChange, LengthensNothingButTexts)
{
    EXPECT_THAT(words(plan_change("training", lengthening, {course({reference_column("summary", "")})})), IsEmpty());
    EXPECT_THAT(words(plan_change("training", lengthening, {})), IsEmpty());
}

} // namespace
} // namespace nscl::entities
