#include "tests/unit/entities/declared.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::entities {
namespace {

using testing::ElementsAre;

/// One of everything, close to the examples of docs/declaration.md.
constexpr std::string_view whole_document = R"({
  "declaration": 1,
  "field_types": [{"name": "tax_code", "base": "text", "max_length": 14, "label": {"vi": "Mã số thuế", "en": "Tax code"}, "callback": 9}],
  "entities": [{
    "name": "course", "plural": "courses", "label": {"vi": "Khóa đào tạo", "en": "Course"}, "label_many": {"vi": "Các khóa", "en": "Courses"},
    "icon": "book",
    "fields": [
      {"name": "title", "type": "text", "label": {"vi": "Tên", "en": "Title"}, "help": {"vi": "a", "en": "b"}, "group": {"vi": "c", "en": "d"},
       "required": true, "min_length": 3, "max_length": 200, "pattern": "[^<>]+", "pattern_text": {"vi": "e", "en": "f"},
       "searchable": true, "sortable": true, "title": true, "list": true},
      {"name": "provider", "type": "reference", "label": {"vi": "Đơn vị", "en": "Provider"}, "to": "programme.organization", "on_delete": "cascade"},
      {"name": "code", "type": "training.tax_code", "label": {"vi": "Mã", "en": "Code"}, "unique": true, "immutable": true},
      {"name": "number", "type": "text", "label": {"vi": "Số", "en": "Number"}, "number": "KH-{year}-{5}"},
      {"name": "starts_on", "type": "date", "label": {"vi": "Từ", "en": "From"}, "min": "2026-01-01", "max": "2030-12-31"},
      {"name": "ends_on", "type": "date", "label": {"vi": "Đến", "en": "To"}, "required_in": ["closed"]},
      {"name": "rate", "type": "decimal", "label": {"vi": "Mức", "en": "Rate"}, "scale": 2, "min": "0", "max": "99.5", "default": "12.5",
       "unit": {"vi": "%", "en": "%"}},
      {"name": "cost", "type": "money", "label": {"vi": "Kinh phí", "en": "Cost"}, "min": 0, "read_by": ["officer"], "written_by": ["officer"]},
      {"name": "kind", "type": "enumeration", "label": {"vi": "Loại", "en": "Kind"},
       "options": [{"value": "A1", "label": {"vi": "Một", "en": "One"}, "tone": "success"}, {"value": "B", "label": {"vi": "Hai", "en": "Two"}}], "default": "B"},
      {"name": "contents", "type": "multi_reference", "label": {"vi": "Nội dung", "en": "Contents"}, "to": "programme.support_content"}
    ],
    "unique": [["provider", "title"]],
    "claims": [{"name": "once_only", "callback": 3, "code": "once_only"}],
    "checks": [4],
    "rules": [{"field": "ends_on", "op": "ge", "other": "starts_on"}],
    "workflow": {
      "field": "state", "initial": "draft",
      "states": [{"name": "draft", "label": {"vi": "Dự thảo", "en": "Draft"}}, {"name": "open", "label": {"vi": "Mở", "en": "Open"}, "tone": "info"},
                 {"name": "closed", "label": {"vi": "Đóng", "en": "Closed"}, "terminal": true}],
      "transitions": [
        {"name": "publish", "label": {"vi": "Mở", "en": "Open"}, "from": ["draft"], "to": "open", "by": ["officer"], "guards": [7],
         "fields": ["cost"], "requires": ["starts_on"], "not_by_actor_of": ["create"], "confirm": {"vi": "?", "en": "?"}, "tone": "danger", "icon": "check"},
        {"name": "close", "label": {"vi": "Đóng", "en": "Close"}, "from": ["open", "draft"], "to": "closed", "by": [], "not_by_actor_of": ["publish"], "unprompted": true}
      ]
    },
    "scopes": [{"dimension": "organization", "path": "provider"}, {"dimension": "commune", "path": "provider.commune"}],
    "grants": [{"role": "officer", "actions": "all"}, {"role": "viewer", "actions": ["read", "history"], "within": ["organization"]}],
    "before": {"create": [5], "update": [5, 6], "delete": [], "transition": [8]},
    "after_commit": [10],
    "journal": false
  }],
  "roles": [{"name": "officer", "label": {"vi": "Cán bộ", "en": "Officer"}, "includes": ["viewer"]}],
  "dimensions": [{"name": "organization", "label": {"vi": "Tổ chức", "en": "Organization"}, "entity": "programme.organization"},
                 {"name": "assignment", "label": {"vi": "Phân công", "en": "Assignment"}, "self": true}],
  "routes": [{"verb": "GET", "pattern": "/certificates/{code}", "space": "public", "permission": "anyone", "callback": 8,
              "label": {"vi": "Tra cứu", "en": "Look up"}, "query": ["q"], "body": "none", "answer": {"content_type": "application/json", "schema": {"type": "object"}}}],
  "messages": [{"code": "cost_above_norm", "vi": "Vượt {limit}", "en": "Above {limit}"}],
  "events": [{"name": "course_copied", "label": {"vi": "Sao chép", "en": "Copied"}}],
  "settings": [{"name": "round_down_to", "type": "integer", "default": 1000, "label": {"vi": "Làm tròn", "en": "Rounding"}, "basis": {"vi": "QĐ", "en": "Decision"}},
               {"name": "share", "type": "decimal", "default": "0.50", "label": {"vi": "Tỷ lệ", "en": "Share"}}],
  "indicators": [{"name": "courses_held", "label": {"vi": "Số khóa", "en": "Courses"}, "unit": {"vi": "khóa", "en": "courses"}, "callback": 11, "permission": "authenticated"}],
  "dashboards": [{"name": "overview", "label": {"vi": "Tổng quan", "en": "Overview"}, "tiles": ["courses_held"]}],
  "seeds": [{"entity": "course", "key": "code", "csv": "code,title\n1,Một"}],
  "menu": [{"entity": "course"}, {"dashboard": "overview"}]
})";

class WholeDeclaration : public testing::Test {
protected:
    WholeDeclaration() : read(read_declaration("training", whole_document, binder, types))
    {
        if (read.has_error()) ADD_FAILURE() << read.error().pointer << ": " << read.error().problem;
    }

    const entity& course() const { return read->entities.at(0); }
    const field& course_field(std::string_view name) const { return course().fields.at(course().find(name).value()); }

    fake_binder binder;
    std::vector<contributed_type> types;
    boost::system::result<declaration, declaration_error> read;
};

TEST_F(WholeDeclaration, NamesItsEntity)
{
    EXPECT_EQ(course().full_name(), "training.course");
    EXPECT_EQ(course().table(), "training_course");
    EXPECT_EQ(course().path(), "/training/courses");
    EXPECT_EQ(course().label.vi, "Khóa đào tạo");
    EXPECT_EQ(course().label_many.en, "Courses");
    EXPECT_EQ(course().icon, "book");
    EXPECT_FALSE(course().journal);
    EXPECT_EQ(course().title_field(), 0U);
}

TEST_F(WholeDeclaration, ReadsWhatTextsMayBe)
{
    const auto& title = course_field("title");
    EXPECT_TRUE(title.required && title.searchable && title.sortable && title.title && title.in_list);
    EXPECT_EQ(title.min_length, 3U);
    EXPECT_EQ(title.max_length, 200U);
    EXPECT_EQ(title.pattern, "[^<>]+");
    EXPECT_NE(title.compiled_pattern, nullptr);
    EXPECT_EQ(title.pattern_text->en, "f");
    EXPECT_EQ(title.help->vi, "a");
    EXPECT_EQ(title.group->en, "d");
}

TEST_F(WholeDeclaration, ReadsLimitsInStoredForm)
{
    EXPECT_EQ(course_field("rate").max, field_value{std::int64_t{9950}});
    EXPECT_EQ(course_field("rate").default_value, field_value{std::int64_t{1250}});
    EXPECT_EQ(course_field("cost").min, field_value{std::int64_t{0}});
    EXPECT_EQ(course_field("starts_on").min, field_value{std::string("2026-01-01")});
    EXPECT_EQ(course_field("kind").default_value, field_value{std::string("B")});
    EXPECT_EQ(course_field("kind").options.at(0).tone, "success");
}

TEST_F(WholeDeclaration, KnowsItsContributedType)
{
    ASSERT_EQ(types.size(), 1U);
    EXPECT_EQ(types[0].name, "training.tax_code");
    EXPECT_EQ(course_field("code").type, field_type::text);
    EXPECT_EQ(course_field("code").contributed_type, "training.tax_code");
    EXPECT_EQ(course_field("code").max_length, 14U);
    EXPECT_TRUE(course_field("code").rule);
}

TEST_F(WholeDeclaration, MakesNumbersReadonlyAndUnique)
{
    EXPECT_TRUE(course_field("number").readonly);
    EXPECT_TRUE(course_field("number").unique);
    EXPECT_EQ(course_field("number").number, "KH-{year}-{5}");
}

TEST_F(WholeDeclaration, MakesTheStateFieldLast)
{
    const auto& state = course().fields.back();
    EXPECT_EQ(course().workflow->field, course().fields.size() - 1);
    EXPECT_EQ(state.name, "state");
    EXPECT_EQ(state.type, field_type::enumeration);
    EXPECT_TRUE(state.state && state.sortable && state.readonly);
    EXPECT_EQ(state.options.at(1).value, "open");
    EXPECT_EQ(state.options.at(1).tone, "info");
    EXPECT_EQ(state.default_value, field_value{std::string("draft")});
}

TEST_F(WholeDeclaration, ReadsTransitions)
{
    const auto* publish = course().workflow->find("publish");
    ASSERT_NE(publish, nullptr);
    EXPECT_THAT(publish->from, ElementsAre("draft"));
    EXPECT_EQ(publish->to, "open");
    EXPECT_THAT(publish->by, ElementsAre("officer"));
    EXPECT_THAT(publish->fields, ElementsAre(course().find("cost").value()));
    EXPECT_THAT(publish->required, ElementsAre(course().find("starts_on").value()));
    EXPECT_EQ(publish->guards.size(), 1U);
    EXPECT_THAT(publish->not_by_actor_of, ElementsAre("create"));
    EXPECT_EQ(publish->tone, "danger");
    EXPECT_FALSE(publish->unprompted);
    EXPECT_TRUE(course().workflow->find("close")->by.empty());
    EXPECT_TRUE(course().workflow->find("close")->unprompted);
    EXPECT_EQ(course().workflow->find("reopen"), nullptr);
    EXPECT_TRUE(course().workflow->states.at(2).terminal);
}

TEST_F(WholeDeclaration, ReadsRulesAccessAndHooks)
{
    EXPECT_THAT(course().unique, ElementsAre(ElementsAre(1U, 0U)));
    EXPECT_EQ(course().claims.at(0).code, "once_only");
    EXPECT_EQ(course().rules.at(0).how, comparison_rule::op::ge);
    EXPECT_THAT(course().scope_of("commune")->path, ElementsAre("provider", "commune"));
    EXPECT_EQ(course().permissions.at(0).actions.size(), 7U);
    EXPECT_THAT(course().permissions.at(1).actions, ElementsAre(action::read, action::history));
    EXPECT_THAT(course().permissions.at(1).within, ElementsAre("organization"));
    EXPECT_EQ(course().before_update.size(), 2U);
    EXPECT_EQ(course().before_transition.size(), 1U);
    EXPECT_THAT(binder.bound, testing::UnorderedElementsAre("value 9", "check 7", "claim 3", "check 4", "before 5",
                                                            "before 5", "before 6", "before 8", "after_commit 10"));
}

TEST_F(WholeDeclaration, ReadsTheOtherParts)
{
    EXPECT_THAT(read->roles.at(0).includes, ElementsAre("viewer"));
    EXPECT_EQ(read->dimensions.at(0).entity, "programme.organization");
    EXPECT_TRUE(read->dimensions.at(1).self);
    EXPECT_EQ(read->routes.at(0).pattern, "/certificates/{code}");
    EXPECT_EQ(read->routes.at(0).space, route_space::public_pages);
    EXPECT_EQ(read->routes.at(0).answer_schema, R"({"type":"object"})");
    EXPECT_EQ(read->messages.at(0).pattern.en, "Above {limit}");
    EXPECT_EQ(read->events.at(0).name, "course_copied");
    EXPECT_EQ(read->events.at(0).label.vi, "Sao chép");
    EXPECT_EQ(read->settings.at(0).default_value, field_value{std::int64_t{1000}});
    EXPECT_EQ(read->settings.at(1).default_value, field_value{std::int64_t{50}});
    EXPECT_EQ(read->settings.at(1).scale, 2U);
    EXPECT_EQ(read->indicators.at(0).callback, 11U);
    EXPECT_THAT(read->dashboards.at(0).tiles, ElementsAre("courses_held"));
    EXPECT_EQ(read->seeds.at(0).csv, "code,title\n1,Một");
    EXPECT_EQ(read->menu.at(1).dashboard, "overview");
}

TEST(Declaration, PutsASiteAtTheServersRoot)
{
    const auto read = declared("p", R"("routes": [
        {"verb": "GET", "pattern": "/", "space": "site", "permission": "anyone", "callback": 1, "label": {"vi": "a", "en": "a"}},
        {"verb": "GET", "pattern": "/apis/{path...}", "space": "site", "permission": "anyone", "callback": 2,
         "non_blocking": true, "label": {"vi": "a", "en": "a"}}])");
    EXPECT_TRUE(read.has_site());
    EXPECT_EQ(path_of("p", read.routes.at(0)), "/");
    EXPECT_EQ(path_of("p", read.routes.at(1)), "/apis/{path...}");
    EXPECT_FALSE(declared("p", R"("routes": [])").has_site());
}

TEST(Declaration, MayBeEmpty)
{
    fake_binder binder;
    std::vector<contributed_type> types;
    EXPECT_TRUE(read_declaration("bare", R"({"declaration": 1})", binder, types).has_value());
}

TEST(Declaration, IsOfTheFirstRevisionWhereNoneIsSaid)
{
    const auto read = declared("p", R"("entities": [)" + entity_json("thing") + "]");
    EXPECT_EQ(read.schema.revision, 1);
    EXPECT_EQ(read.schema.compatible_from, 1);
    EXPECT_TRUE(read.schema.changes.empty());
}

TEST(Declaration, FollowsAFieldThroughItsNames)
{
    const auto read = declared("p", R"("entities": [)" + entity_json("thing", field_json("c", "long_text")) +
                                        R"(], "schema": {"revision": 4, "compatible_from": 3, "changes": [
        {"revision": 2, "entity": "thing", "rename_field": {"from": "a", "to": "b"}},
        {"revision": 2, "entity": "thing", "lengthen": "b"},
        {"revision": 3, "entity": "thing", "rename_field": {"from": "b", "to": "c"}}]})");
    EXPECT_EQ(read.schema.revision, 4);
    EXPECT_EQ(read.schema.compatible_from, 3);
    using kind = schema_change::kind;
    EXPECT_THAT(read.schema.changes, ElementsAre(schema_change{kind::rename_field, 2, "thing", "a", "b"},
                                                 schema_change{kind::lengthen, 2, "thing", "b", ""},
                                                 schema_change{kind::rename_field, 3, "thing", "b", "c"}));
    EXPECT_THAT(read.entities[0].fields[1].former_names, ElementsAre("b", "a"));
    EXPECT_EQ(read.entities[0].find_ever("a"), 1U);
    EXPECT_EQ(read.entities[0].find("a"), std::nullopt);
}

TEST(Declaration, LetsAFieldReturnToAFormerName)
{
    const auto read = declared("p", R"("entities": [)" + entity_json("thing", field_json("a", "text")) +
                                        R"(], "schema": {"revision": 3, "compatible_from": 3, "changes": [
        {"revision": 2, "entity": "thing", "rename_field": {"from": "a", "to": "b"}},
        {"revision": 3, "entity": "thing", "rename_field": {"from": "b", "to": "a"}}]})");
    EXPECT_THAT(read.entities[0].fields[1].former_names, ElementsAre("b"));
}

TEST(Declaration, UsesTheLabelForManyWhereNoneIsGiven)
{
    const auto read = declared("p", R"("entities": [)" + entity_json("thing") + "]");
    EXPECT_EQ(read.entities[0].label_many.vi, "Nhãn");
}

TEST(Declaration, GivesEachTextTypeItsOwnLength)
{
    const auto read =
        declared("p", R"("entities": [)" +
                          entity_json("thing", field_json("a", "long_text") + "," + field_json("b", "email") + "," +
                                                   field_json("c", "phone") + "," + field_json("d", "url")) +
                          "]");
    std::vector<std::size_t> lengths;
    for (const auto& each : read.entities[0].fields) lengths.push_back(each.max_length);
    EXPECT_THAT(lengths, ElementsAre(255U, 20'000U, 254U, 20U, 2'000U));
}

TEST(Declaration, KnowsTypesOfPluginsReadBefore)
{
    fake_binder binder;
    std::vector<contributed_type> types;
    const std::string first =
        R"({"declaration": 1, "field_types": [{"name": "code", "base": "integer", )" + label + R"(, "callback": 1}]})";
    const std::string second = R"({"declaration": 1, "entities": [)" +
                               entity_json("thing", field_json("a", "first.code", R"("min": 5)")) + "]}";
    ASSERT_TRUE(read_declaration("first", first, binder, types).has_value());
    const auto read = read_declaration("second", second, binder, types);
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->entities[0].fields[1].type, field_type::integer);
    EXPECT_EQ(read->entities[0].fields[1].min, field_value{std::int64_t{5}});
}

TEST(Declaration, LeavesNoTypesBehindWhenItIsRefused)
{
    fake_binder binder;
    std::vector<contributed_type> types;
    const std::string document = R"({"declaration": 1, "field_types": [{"name": "code", "base": "text", )" + label +
                                 R"(, "callback": 1}], "extra": 1})";
    EXPECT_EQ(read_declaration("first", document, binder, types).error().pointer, "/extra");
    EXPECT_TRUE(types.empty());
}

} // namespace
} // namespace nscl::entities
