#include "tests/unit/entities/declared.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::entities {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string entities_json(const std::string& list)
{
    return R"("entities": [)" + list + "]";
}

std::string reference_json(const std::string& name, const std::string& to, const std::string& type = "reference")
{
    return field_json(name, type, R"("to": ")" + to + "\"");
}

/// The programme: organizations in communes.
declaration programme()
{
    return declared("programme",
                    entities_json(entity_json("commune") + "," +
                                  entity_json("organization", reference_json("commune", "programme.commune"))) +
                        R"(, "roles": [)" + role_json("officer", R"("includes": ["viewer"])") + "," +
                        role_json("viewer") + R"(], "dimensions": [)" +
                        role_json("commune", R"("entity": "programme.commune")") + "]");
}

declaration_error error_of(std::vector<declaration> declarations)
{
    auto built = model::build(std::move(declarations));
    EXPECT_TRUE(built.has_error());
    return built.has_error() ? built.error() : declaration_error{};
}

TEST(Model, KnowsWhatTheJournalCallsAnAction)
{
    const auto events = [](const std::string& name, const std::string& label) {
        return R"("events": [{"name": ")" + name + R"(", "label": {"vi": ")" + label + R"(", "en": "x"}}])";
    };
    const auto built =
        model::build({declared("core", events("update", "Cập nhật")), declared("shop", events("closed", "Đóng cửa")),
                      declared("fair", events("closed", "Bế mạc"))});
    ASSERT_TRUE(built.has_value());
    const auto label = [&](std::string_view plugin, std::string_view action) {
        const auto* found = (*built)->action_label(plugin, action);
        return found ? found->vi : "";
    };
    EXPECT_EQ(label("shop", "closed"), "Đóng cửa");
    EXPECT_EQ(label("fair", "closed"), "Bế mạc");
    EXPECT_EQ(label("shop", "update"), "Cập nhật") << "what is done to records is the core's";
    EXPECT_EQ(label("gone", "update"), "Cập nhật");
    EXPECT_EQ(label("core", "closed"), "");

    const auto wrong =
        error_of({declared("core", events("update", "Cập nhật")), declared("shop", events("update", "Sửa"))});
    EXPECT_EQ(wrong.pointer, "/events/0/name");
    EXPECT_THAT(wrong.problem, HasSubstr("\"update\" is the core's to say"));
}

TEST(Model, ResolvesReferencesIntoItsOwnEntities)
{
    const auto built = model::build({programme()}).value();
    const auto* organization = built->find("programme.organization");
    ASSERT_NE(organization, nullptr);
    EXPECT_EQ(organization->fields.at(1).target, built->find("programme.commune"));
    const auto& referrers = built->referrers(*built->find("programme.commune"));
    ASSERT_EQ(referrers.size(), 1U);
    EXPECT_EQ(referrers[0].entity, organization);
    EXPECT_EQ(referrers[0].field, &organization->fields[1]);
    EXPECT_TRUE(built->referrers(*organization).empty());
}

TEST(Model, ResolvesReferencesInBothDirectionsAndToItself)
{
    const auto built =
        model::build({declared("p", entities_json(entity_json("a", reference_json("other", "p.b")) + "," +
                                                  entity_json("b", reference_json("other", "p.a") + "," +
                                                                       reference_json("parent", "p.b"))))})
            .value();
    EXPECT_EQ(built->find("p.a")->fields[1].target, built->find("p.b"));
    EXPECT_EQ(built->find("p.b")->fields[1].target, built->find("p.a"));
    EXPECT_EQ(built->find("p.b")->fields[2].target, built->find("p.b"));
}

TEST(Model, PointsAttachmentsAtTheStoredFiles)
{
    const auto with = model::build({declared("core", entities_json(entity_json("attachment"))),
                                    declared("p", entities_json(entity_json("a", field_json("file", "attachment"))))})
                          .value();
    EXPECT_EQ(with->find("p.a")->fields[1].target, with->find("core.attachment"));
    const auto without =
        model::build({declared("p", entities_json(entity_json("a", field_json("file", "attachment"))))}).value();
    EXPECT_EQ(without->find("p.a")->fields[1].target, nullptr);
}

TEST(Model, ListsEntitiesInTheOrderOfPlugins)
{
    const auto built = model::build({programme(), declared("training", entities_json(entity_json("course")))}).value();
    std::vector<std::string> names;
    for (const auto* each : built->entities()) names.push_back(each->full_name());
    EXPECT_THAT(names, ElementsAre("programme.commune", "programme.organization", "training.course"));
    EXPECT_EQ(built->find("training.courses"), nullptr);
}

TEST(Model, ExpandsRoles)
{
    const auto built = model::build({programme()}).value();
    EXPECT_THAT(built->expanded("officer"), ElementsAre("officer", "viewer"));
    EXPECT_THAT(built->expanded("viewer"), ElementsAre("viewer"));
    EXPECT_TRUE(built->has_role("officer"));
    EXPECT_FALSE(built->has_role("auditor"));
    EXPECT_EQ(built->roles().size(), 2U);
    EXPECT_EQ(built->find_dimension("commune")->entity, "programme.commune");
    EXPECT_EQ(built->find_dimension("unit"), nullptr);
}

TEST(Model, NumbersItsEntities)
{
    const auto built = model::build({programme()}).value();
    built->number_entities({{"programme.commune", 7}, {"gone.entity", 8}});
    EXPECT_EQ(built->find("programme.commune")->number, 7);
    EXPECT_EQ(built->find("programme.organization")->number, 0);
}

TEST(Model, FollowsScopesThroughReferences)
{
    const std::string scopes =
        R"("scopes": [{"dimension": "commune", "path": "place.commune"}], "grants": [{"role": "viewer", "actions": "all", "within": ["commune"]}])";
    EXPECT_TRUE(
        model::build({programme(),
                      declared("training", entities_json(entity_json(
                                               "course", reference_json("place", "programme.organization"), scopes)))})
            .has_value());
    EXPECT_TRUE(
        model::build(
            {programme(),
             declared("training",
                      entities_json(entity_json(
                          "course", reference_json("place", "programme.organization", "multi_reference"), scopes)))})
            .has_value());
}

TEST(Model, RefusesAReferenceToNowhere)
{
    const auto wrong =
        error_of({declared("p", entities_json(entity_json("a", reference_json("x", "programme.organization"))))});
    EXPECT_EQ(wrong.pointer, "/entities/0/fields/1/to");
    EXPECT_THAT(wrong.problem, HasSubstr("plugin p: there is no entity programme.organization"));
}

TEST(Model, RefusesScopesThatLeadNowhere)
{
    const auto with_scope = [](const std::string& dimension, const std::string& path) {
        return error_of(
            {programme(),
             declared("t", entities_json(entity_json("course", reference_json("place", "programme.organization"),
                                                     R"("scopes": [{"dimension": ")" + dimension + R"(", "path": ")" +
                                                         path + "\"}]")))});
    };
    EXPECT_EQ(with_scope("unit", "place").pointer, "/entities/0/scopes/0/dimension");
    EXPECT_THAT(with_scope("commune", "title").problem, HasSubstr("t.course has no reference \"title\""));
    EXPECT_THAT(with_scope("commune", "place.region").problem,
                HasSubstr("programme.organization has no reference \"region\""));
    EXPECT_THAT(with_scope("commune", "place").problem,
                HasSubstr("leads to programme.organization, but the dimension commune lists ids of programme.commune"));
    EXPECT_THAT(with_scope("commune", "id").problem, HasSubstr("leads to t.course"));
    EXPECT_THAT(with_scope("commune", "id.place").problem, HasSubstr("\"id\" ends a path"));
    EXPECT_EQ(with_scope("commune", "id").pointer, "/entities/0/scopes/0/path");
}

TEST(Model, AsksForAUserWhereTheDimensionIsTheCaller)
{
    const std::string own = R"(, "dimensions": [)" + role_json("own", R"("self": true)") + "]";
    const std::string scopes = R"("scopes": [{"dimension": "own", "path": "who"}])";
    const auto core = declared("core", entities_json(entity_json("user")));
    EXPECT_TRUE(
        model::build(
            {core, declared("p", entities_json(entity_json("task", reference_json("who", "core.user"), scopes)) + own)})
            .has_value());
    EXPECT_EQ(
        error_of(
            {core, declared("p", entities_json(entity_json("task", reference_json("who", "p.task"), scopes)) + own)})
            .pointer,
        "/entities/0/scopes/0/path");
}

TEST(Model, RefusesUnknownRolesWhereverTheyAreNamed)
{
    const auto pointer = [](const std::string& parts) { return error_of({declared("p", parts)}).pointer; };
    EXPECT_EQ(pointer(entities_json(entity_json("a", field_json("x", "text", R"("read_by": ["r"])")))),
              "/entities/0/fields/1/read_by/0");
    EXPECT_EQ(pointer(entities_json(entity_json("a", field_json("x", "text", R"("written_by": ["r"])")))),
              "/entities/0/fields/1/written_by/0");
    EXPECT_EQ(pointer(entities_json(entity_json("a", "", R"("grants": [{"role": "r", "actions": "all"}])"))),
              "/entities/0/grants/0/role");
    EXPECT_EQ(pointer(R"("roles": [)" + role_json("a", R"("includes": ["r"])") + "]"), "/roles/0/includes/0");
    EXPECT_EQ(
        pointer(
            R"("routes": [{"verb": "GET", "pattern": "/x", "space": "actions", "permission": "r", "callback": 1, )" +
            label + "}]"),
        "/routes/0/permission");
    EXPECT_EQ(pointer(R"("indicators": [{"name": "x", "permission": "r", "callback": 1, )" + label + "}]"),
              "/indicators/0/permission");
    EXPECT_EQ(pointer(entities_json(entity_json(
                  "a", "",
                  R"("workflow": {"field": "state", "initial": "s", "states": [{"name": "s", )" + label +
                      R"(}], "transitions": [{"name": "t", "from": ["s"], "to": "s", "by": ["r"], )" + label + "}]}"))),
              "/entities/0/workflow/transitions/0/by/0");
}

TEST(Model, RefusesAGrantWithinADimensionThatTheEntityHasNoWayTo)
{
    const auto wrong = error_of(
        {programme(),
         declared("t",
                  entities_json(entity_json(
                      "course", "", R"("grants": [{"role": "viewer", "actions": "all", "within": ["commune"]}])")))});
    EXPECT_EQ(wrong.pointer, "/entities/0/grants/0/within/0");
    EXPECT_THAT(wrong.problem, HasSubstr("no scope for the dimension commune"));
}

TEST(Model, RefusesRolesThatIncludeThemselves)
{
    const auto wrong = error_of({declared("p", R"("roles": [)" + role_json("a", R"("includes": ["b"])") + "," +
                                                   role_json("b", R"("includes": ["c"])") + "," +
                                                   role_json("c", R"("includes": ["a"])") + "]")});
    EXPECT_EQ(wrong.pointer, "/roles/0/includes/0");
    EXPECT_THAT(wrong.problem, HasSubstr("would include itself through b"));
}

TEST(Model, RefusesNamesThatTwoPluginsDeclare)
{
    const std::string role = R"("roles": [)" + role_json("officer") + "]";
    EXPECT_THAT(error_of({declared("a", role), declared("b", role)}).problem,
                HasSubstr("plugin b: the role officer is declared by the plugin a"));
    const auto dimension = [](const std::string& plugin) {
        return declared(plugin, entities_json(entity_json("thing")) + R"(, "dimensions": [)" +
                                    role_json("d", R"("entity": ")" + plugin + R"(.thing")") + "]");
    };
    EXPECT_THAT(error_of({dimension("a"), dimension("b")}).problem,
                HasSubstr("plugin b: the dimension d is declared by the plugin a"));
    EXPECT_EQ(error_of({dimension("a"), dimension("b")}).pointer, "/dimensions/0/name");
}

TEST(Model, RefusesADimensionOfAnUnknownEntity)
{
    EXPECT_EQ(error_of({declared("p", R"("dimensions": [)" + role_json("d", R"("entity": "x.y")") + "]")}).pointer,
              "/dimensions/0/entity");
}

TEST(Model, RefusesTwoTablesOfOneName)
{
    const auto wrong =
        error_of({declared("a", entities_json(entity_json("b_c"))), declared("a_b", entities_json(entity_json("c")))});
    EXPECT_EQ(wrong.pointer, "/entities/0/name");
    EXPECT_THAT(wrong.problem, HasSubstr("plugin a_b: a_b.c and a.b_c would share the table a_b_c"));
    const auto link =
        error_of({declared("p", entities_json(entity_json("a", reference_json("x", "p.a", "multi_reference")) + "," +
                                              entity_json("a__x")))});
    EXPECT_THAT(link.problem, HasSubstr("would share the table p_a__x"));
}

TEST(Model, RefusesTwoListsAtOnePath)
{
    const std::string list = R"({"name": "a", "plural": "things", )" + label + R"(, "fields": [)" +
                             field_json("x", "text") + "]}, " + R"({"name": "b", "plural": "things", )" + label +
                             R"(, "fields": [)" + field_json("x", "text") + "]}";
    const auto wrong = error_of({declared("p", entities_json(list))});
    EXPECT_EQ(wrong.pointer, "/entities/1/plural");
    EXPECT_THAT(wrong.problem, HasSubstr("/p/things"));
}

TEST(Model, RefusesRowsThatNoDatabaseHolds)
{
    std::string fields;
    for (int i = 0; i < 70; ++i) fields += (i == 0 ? "" : ",") + field_json("f" + std::to_string(i), "text");
    const auto wrong = error_of({declared("p", entities_json(entity_json("wide", fields)))});
    EXPECT_EQ(wrong.pointer, "/entities/0/fields");
    EXPECT_THAT(wrong.problem, HasSubstr("long_text"));
}

TEST(Entity, WritesItsPathInKebabCase)
{
    const auto read = declared("field_work", entities_json(R"({"name": "a", "plural": "support_contents", )" + label +
                                                           R"(, "fields": [)" + field_json("x", "text") + "]}"));
    EXPECT_EQ(read.entities[0].path(), "/field-work/support-contents");
}

TEST(Entity, TakesTheFirstTextForItsTitle)
{
    const auto read = declared("p", entities_json(R"({"name": "a", "plural": "b", )" + label + R"(, "fields": [)" +
                                                  field_json("x", "integer") + "," + field_json("y", "text") + "]}"));
    EXPECT_EQ(read.entities[0].title_field(), 1U);
}

} // namespace
} // namespace nscl::entities
