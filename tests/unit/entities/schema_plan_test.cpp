#include "core/entities/schema/schema_plan.hpp"
#include "core/entities/schema/table_snapshot.hpp"
#include "tests/unit/entities/declared.hpp"
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

TEST(SchemaPlan, CreatesWhatIsNotThere)
{
    const auto plan = plan_schema({table("a", {text("x")}, {{"ix_a_x", {"x"}, false}})}, {});
    EXPECT_THAT(words(plan), ElementsAre("create a", "index ix_a_x"));
    EXPECT_TRUE(plan.steps[0].created.indexes.empty());
    EXPECT_EQ(plan.steps[0].created.columns.size(), 2U);
    EXPECT_THAT(plan.conflicts, IsEmpty());
}

TEST(SchemaPlan, HasNothingToDoWhenAllIsThere)
{
    const tables declared{table("a", {text("x")}, {{"ix_a_x", {"x"}, false}}), table("b", {integer("a", "a")})};
    const auto plan = plan_schema(declared, declared);
    EXPECT_THAT(plan.steps, IsEmpty());
    EXPECT_THAT(plan.conflicts, IsEmpty());
}

TEST(SchemaPlan, DoesNotMindTheOrderOfColumns)
{
    const auto plan = plan_schema({table("a", {text("x"), text("y")})}, {table("a", {text("y"), text("x")})});
    EXPECT_THAT(plan.steps, IsEmpty());
}

TEST(SchemaPlan, AddsColumnsThenTheirIndexes)
{
    const auto plan =
        plan_schema({table("a", {text("x"), text("y")}, {{"ux_a_y", {"y"}, true}})}, {table("a", {text("x")})});
    EXPECT_THAT(words(plan), ElementsAre("add a.y", "index ux_a_y"));
}

TEST(SchemaPlan, LeavesTablesAndColumnsThatNobodyDeclaresAnyMore)
{
    const auto plan = plan_schema({table("a")}, {table("a", {text("x")}, {{"ux_a_x", {"x"}, true}}), table("b")});
    EXPECT_THAT(plan.steps, IsEmpty());
    EXPECT_THAT(plan.conflicts, IsEmpty());
}

TEST(SchemaPlan, DropsAnIndexThatIsNotDeclaredAnyMoreOnceTheNewOnesAreThere)
{
    const auto plan = plan_schema({table("a", {integer("x")}, {{"ix_a_x", {"x"}, false}})},
                                  {table("a", {integer("x")}, {{"ux_a_x", {"x"}, true}})});
    EXPECT_THAT(words(plan), ElementsAre("index ix_a_x", "drop ux_a_x"));
}

TEST(SchemaPlan, ReplacesAnIndexThatChanged)
{
    const auto plan = plan_schema({table("a", {text("x"), text("y")}, {{"i", {"x", "y"}, false}})},
                                  {table("a", {text("x"), text("y")}, {{"i", {"x"}, false}})});
    EXPECT_THAT(words(plan), ElementsAre("drop i", "index i"));
}

TEST(SchemaPlan, CreatesTablesAfterThoseTheyReferTo)
{
    const auto plan = plan_schema({table("c", {integer("b", "b")}), table("b", {integer("a", "a")}), table("a")}, {});
    EXPECT_THAT(words(plan), ElementsAre("create a", "create b", "create c"));
}

TEST(SchemaPlan, LetsATableReferToItself)
{
    const auto plan = plan_schema({table("a", {integer("parent", "a")})}, {});
    EXPECT_THAT(words(plan), ElementsAre("create a"));
    EXPECT_EQ(plan.steps[0].created.columns[1].references, "a");
}

TEST(SchemaPlan, BreaksACycleByAddingOneReferenceLater)
{
    const auto plan = plan_schema(
        {table("a", {integer("b", "b")}), table("b", {integer("c", "c")}), table("c", {integer("a", "a"), text("x")})},
        {});
    EXPECT_THAT(words(plan), ElementsAre("create a", "create c", "create b", "add a.b"));
    EXPECT_EQ(plan.steps[0].created.columns.size(), 1U);
    EXPECT_EQ(plan.steps[3].column.references, "b");
}

TEST(SchemaPlan, RefusesACycleOfRequiredReferences)
{
    auto to_b = integer("b", "b");
    to_b.nullable = false;
    auto to_a = integer("a", "a");
    to_a.nullable = false;
    EXPECT_THAT(problems(plan_schema({table("a", {to_b}), table("b", {to_a})}, {})),
                ElementsAre(HasSubstr("cycle"), HasSubstr("cycle")));
}

TEST(SchemaPlan, AddsAReferenceToANewTableAfterThatTable)
{
    const auto plan = plan_schema({table("a", {integer("b", "b")}), table("b")}, {table("a")});
    EXPECT_THAT(words(plan), ElementsAre("create b", "add a.b"));
}

TEST(SchemaPlan, RefersToStoredTablesThatOthersDeclared)
{
    EXPECT_THAT(words(plan_schema({table("a", {integer("b", "b")})}, {table("b")})), ElementsAre("create a"));
}

TEST(SchemaPlan, RefusesAReferenceToATableThatNobodyDeclares)
{
    EXPECT_THAT(problems(plan_schema({table("a", {integer("b", "b")})}, {})),
                ElementsAre("a.b refers to the table b, which nobody declares"));
    EXPECT_THAT(problems(plan_schema({table("a", {integer("b", "b")})}, {table("a")})),
                ElementsAre(HasSubstr("nobody declares")));
}

TEST(SchemaPlan, RefusesToChangeTheTypeOfAColumn)
{
    const auto plan = plan_schema({table("a", {integer("x")})}, {table("a", {text("x")})});
    EXPECT_THAT(problems(plan), ElementsAre("a.x is stored as another type; give the changed field a new name"));
    EXPECT_THAT(plan.steps, IsEmpty());
}

TEST(SchemaPlan, RefusesToWidenAShortTextIntoALongOne)
{
    auto wide = text("x");
    wide.storage = storage::long_text;
    EXPECT_THAT(problems(plan_schema({table("a", {wide})}, {table("a", {text("x")})})),
                ElementsAre(testing::AllOf(HasSubstr("keep max_length at 255"), HasSubstr("lengthens the field"))));
}

TEST(SchemaPlan, RefusesAnotherLength)
{
    auto narrow = text("x");
    narrow.length = 64;
    EXPECT_THAT(problems(plan_schema({table("a", {narrow})}, {table("a", {text("x")})})),
                ElementsAre(HasSubstr("length of 255 and declared with 64")));
    EXPECT_THAT(problems(plan_schema({table("a", {text("x")})}, {table("a", {narrow})})),
                ElementsAre(HasSubstr("length of 64")));
}

TEST(SchemaPlan, RefusesAnotherTarget)
{
    const tables both{table("b"), table("c")};
    auto declared = both;
    declared.push_back(table("a", {integer("x", "c")}));
    auto stored = both;
    stored.push_back(table("a", {integer("x", "b")}));
    EXPECT_THAT(problems(plan_schema(declared, stored)),
                ElementsAre(HasSubstr("refers to b and is declared to refer to c")));
}

TEST(SchemaPlan, RefusesARequiredColumnInATableWithRows)
{
    auto required = text("x");
    required.nullable = false;
    EXPECT_THAT(problems(plan_schema({table("a", {required})}, {table("a")})),
                ElementsAre(HasSubstr("must allow NULL")));
}

TEST(SchemaPlan, RefusesAnotherPrimaryKey)
{
    auto declared = table("a", {integer("x")});
    declared.primary_key = {"id", "x"};
    EXPECT_THAT(problems(plan_schema({declared}, {table("a", {integer("x")})})), ElementsAre(HasSubstr("primary key")));
}

TEST(SchemaPlan, NamesAllConflictsAtOnce)
{
    const auto plan = plan_schema({table("a", {integer("x"), integer("y")})}, {table("a", {text("x"), text("y")})});
    EXPECT_EQ(plan.conflicts.size(), 2U);
}

TEST(SchemaPlan, LeadsToWhatIsDeclared)
{
    const tables declared{table("c", {integer("b", "b"), text("x")}, {{"ix_c_x", {"x"}, false}}),
                          table("b", {integer("a", "a")}), table("a", {integer("b", "b"), integer("self", "a")})};
    const std::vector<tables> beginnings{
        {}, {table("a")}, {table("b"), table("old", {text("y")})}, {table("c", {}, {{"ix_c_x", {"id"}, false}})}};
    for (auto stored : beginnings) {
        for (const auto& step : plan_schema(declared, stored).steps) stored = reached(std::move(stored), step);
        const auto rest = plan_schema(declared, stored);
        EXPECT_THAT(words(rest), IsEmpty());
        EXPECT_THAT(rest.conflicts, IsEmpty());
    }
}

TEST(SchemaPlan, CanBeResumedAfterAnyStep)
{
    const tables declared{
        table("a", {integer("b", "b"), text("x")}, {{"ix_a_x", {"x"}, false}, {"ux_a_b", {"b"}, true}}),
        table("b", {integer("a", "a")})};
    const auto whole = plan_schema(declared, {});
    tables stored;
    for (std::size_t done = 0; done < whole.steps.size(); ++done) {
        EXPECT_EQ(plan_schema(declared, stored).steps.size(), whole.steps.size() - done);
        stored = reached(std::move(stored), whole.steps[done]);
    }
}

TEST(TableSnapshot, ReadsBackWhatItWrites)
{
    auto model = table("a",
                       {integer("b", "b"),
                        text("x"),
                        {"k", storage::key_bytes, 64, true, ""},
                        {"l", storage::long_text, 255, false, ""},
                        {"m", storage::blob, 255, true, ""},
                        {"n", storage::integer, 255, true, "", 7},
                        {"o", storage::short_text, 9, true, "", "it's"}},
                       {{"ux_a_x", {"x", "b"}, true}});
    EXPECT_EQ(from_snapshot(to_snapshot(model)), model);
    EXPECT_THROW(from_snapshot("{}"), std::runtime_error);
    EXPECT_THROW(from_snapshot("not json"), std::runtime_error);
}

/// The tables of an entity with this field.
tables tables_with(const std::string& field, const std::string& more = "")
{
    const auto built = model::build({declared("p", R"("entities": [)" + entity_json("thing", field, more) + "," +
                                                       entity_json("other") + "]")})
                           .value();
    return tables_of(*built->find("p.thing"));
}

std::vector<std::string> column_names(const table_model& of)
{
    std::vector<std::string> names;
    for (const auto& each : of.columns) names.push_back(each.name);
    return names;
}

std::vector<std::string> index_words(const table_model& of)
{
    std::vector<std::string> result;
    for (const auto& each : of.indexes) {
        result.push_back((each.unique ? "unique " : "") + each.name + ":");
        for (const auto& column : each.columns) result.back() += " " + column;
    }
    return result;
}

TEST(EntityTables, HoldIdVersionAndTimes)
{
    const auto own = tables_with(field_json("x", "integer")).at(0);
    EXPECT_EQ(own.name, "p_thing");
    EXPECT_THAT(column_names(own), ElementsAre("id", "version", "created_at", "updated_at", "title", "x"));
    EXPECT_FALSE(own.columns[1].nullable);
    EXPECT_TRUE(own.columns[4].nullable);
    EXPECT_THAT(own.indexes, IsEmpty());
    EXPECT_THAT(own.primary_key, ElementsAre("id"));
}

TEST(EntityTables, FillWhatNoRecordMayBeWithoutByItsDefault)
{
    const auto fallback = [](const std::string& members) {
        return tables_with(field_json("x", "integer", members)).at(0).columns.back().fallback;
    };
    EXPECT_EQ(fallback(R"("required": true, "default": 7)"), database::value{7});
    EXPECT_EQ(fallback(R"("default": 7)"), database::value{}) << "it may have none";
    EXPECT_EQ(fallback(R"("required": true)"), database::value{});
    EXPECT_EQ(fallback(R"("required": true, "default": 7, "unique": true)"), database::value{});
}

TEST(SchemaPlan, LeavesRowsAsTheyAreWhenADefaultChanges)
{
    auto filled = integer("x");
    filled.fallback = 7;
    EXPECT_THAT(plan_schema({table("a", {filled})}, {table("a", {integer("x")})}).steps, IsEmpty());
}

TEST(EntityTables, SortTextsByAHiddenKey)
{
    const auto own = tables_with(field_json("x", "email", R"("sortable": true)")).at(0);
    EXPECT_THAT(column_names(own), ElementsAre("id", "version", "created_at", "updated_at", "title", "x", "_sort_x"));
    EXPECT_EQ(own.columns.back().storage, storage::key_bytes);
    EXPECT_EQ(own.columns.back().length, 64U);
    EXPECT_THAT(index_words(own), ElementsAre("ix_p_thing__sort_x_id: _sort_x id"));
}

TEST(EntityTables, SortEverythingElseByItsColumn)
{
    EXPECT_THAT(index_words(tables_with(field_json("x", "date", R"("sortable": true)")).at(0)),
                ElementsAre("ix_p_thing_x_id: x id"));
}

TEST(EntityTables, IndexReferencesOnce)
{
    const auto own = tables_with(field_json("x", "reference", R"("to": "p.other")")).at(0);
    EXPECT_EQ(own.columns.back().references, "p_other");
    EXPECT_THAT(index_words(own), ElementsAre("ix_p_thing_x: x"));
    EXPECT_THAT(index_words(tables_with(field_json("x", "reference", R"("to": "p.other", "unique": true)")).at(0)),
                ElementsAre("unique ux_p_thing_x: x"));
}

TEST(EntityTables, GuardUniqueValuesAndClaims)
{
    const auto own =
        tables_with(field_json("x", "text", R"("unique": true)"),
                    R"("unique": [["title", "x"]], "claims": [{"name": "once", "callback": 1, "code": "once"}])")
            .at(0);
    EXPECT_THAT(index_words(own), ElementsAre("unique ux_p_thing_x: x", "unique ux_p_thing__claim_once: _claim_once",
                                              "unique ux_p_thing_title_x: title x"));
    EXPECT_EQ(own.columns.back().name, "_claim_once");
    EXPECT_EQ(own.columns.back().length, 255U);
}

TEST(EntityTables, KeepMultiReferencesInALinkTable)
{
    const auto both = tables_with(field_json("x", "multi_reference", R"("to": "p.other")"));
    ASSERT_EQ(both.size(), 2U);
    EXPECT_THAT(column_names(both[0]), ElementsAre("id", "version", "created_at", "updated_at", "title"));
    EXPECT_EQ(both[1].name, "p_thing__x");
    EXPECT_THAT(column_names(both[1]), ElementsAre("id", "target", "position"));
    EXPECT_EQ(both[1].columns[0].references, "p_thing");
    EXPECT_EQ(both[1].columns[1].references, "p_other");
    EXPECT_THAT(both[1].primary_key, ElementsAre("id", "target"));
    EXPECT_THAT(index_words(both[1]), ElementsAre("ix_p_thing__x_target: target"));
}

TEST(EntityTables, CutLongIndexNamesWithoutConfusingThem)
{
    const std::string name(38, 'f');
    const auto own = tables_with(field_json(name + "a", "text", R"("unique": true)") + "," +
                                 field_json(name + "b", "text", R"("unique": true, "sortable": true)"))
                         .at(0);
    ASSERT_EQ(own.indexes.size(), 3U);
    for (const auto& each : own.indexes) EXPECT_LE(each.name.size(), 64U);
    const auto longest = tables_with(field_json(name + "a", "text"), R"("unique": [["title", ")" + name + R"(a"]])")
                             .at(0)
                             .indexes.at(0)
                             .name;
    EXPECT_LE(longest.size(), 64U);
    EXPECT_NE(own.indexes[0].name, own.indexes[1].name);
}

TEST(EntityTables, StayTheSameFromRunToRun)
{
    const auto once = tables_with(field_json(std::string(40, 'f'), "text", R"("unique": true, "sortable": true)"));
    EXPECT_EQ(once, tables_with(field_json(std::string(40, 'f'), "text", R"("unique": true, "sortable": true)")));
}

} // namespace
} // namespace nscl::entities
