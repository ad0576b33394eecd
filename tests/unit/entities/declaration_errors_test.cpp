#include "tests/unit/entities/declared.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace nscl::entities {
namespace {

using testing::HasSubstr;

const std::string texts = R"({"vi": "a", "en": "b"})";

struct broken {
    const char* what;
    std::string parts;
    std::string pointer;
    std::string problem; ///< a part of it
};

void PrintTo(const broken& tested, std::ostream* out)
{
    *out << tested.what;
}

std::string one_entity(const std::string& more_fields, const std::string& more = "")
{
    return R"("entities": [)" + entity_json("thing", more_fields, more) + "]";
}

std::string one_field(const std::string& type, const std::string& more)
{
    return one_entity(field_json("tested", type, more));
}

std::string one_workflow(const std::string& initial, const std::string& transitions, const std::string& more = "")
{
    return one_entity("", R"("workflow": {"field": "state", "initial": ")" + initial +
                              R"(", "states": [{"name": "draft", )" + label +
                              R"(}, {"name": "done", "terminal": true, )" + label + R"(}], "transitions": [)" +
                              transitions + "]" + more + "}");
}

std::string one_transition(const std::string& from, const std::string& to, const std::string& more = "")
{
    return R"({"name": "go", )" + label + R"(, "from": [")" + from + R"("], "to": ")" + to + R"(", "by": [])" + more +
           "}";
}

class DeclarationErrors : public testing::TestWithParam<broken> {};

TEST_P(DeclarationErrors, NamePlaceAndProblem)
{
    const auto read = read_parts("p", GetParam().parts);
    ASSERT_TRUE(read.has_error());
    EXPECT_EQ(read.error().pointer, GetParam().pointer);
    EXPECT_THAT(read.error().problem, HasSubstr(GetParam().problem));
}

INSTANTIATE_TEST_SUITE_P(
    OfTheDocument, DeclarationErrors,
    testing::Values(broken{"unknown member", R"("entitys": [])", "/entitys", "known here are declaration, "},
                    broken{"not an array", R"("entities": {})", "/entities", "array"},
                    broken{"not an object", R"("entities": [5])", "/entities/0", "object"},
                    broken{"escaped pointer", R"("a/b~c": 1)", "/a~1b~0c", "no such member"},
                    broken{"entity twice", R"("entities": [)" + entity_json("a") + "," + entity_json("a") + "]",
                           "/entities/1", "occurs twice"}));

INSTANTIATE_TEST_SUITE_P(
    OfEntities, DeclarationErrors,
    testing::Values(
        broken{"no name", R"("entities": [{"plural": "things", "label": )" + texts + "}]", "/entities/0",
               "\"name\" is missing"},
        broken{"bad name", R"("entities": [{"name": "Thing", "plural": "things", "label": )" + texts + "}]",
               "/entities/0/name", "is no name"},
        broken{"long name", R"("entities": [{"name": ")" + std::string(41, 'a') + R"("}])", "/entities/0/name",
               "at most 40"},
        broken{"long table",
               R"("entities": [{"name": "a", "plural": "b", "label": )" + texts + R"(, "fields": [)" +
                   field_json(std::string(30, 'f'), "multi_reference", R"("to": "p.a")") + "]}, " +
                   entity_json(std::string(39, 'e'),
                               field_json(std::string(24, 'f'), "multi_reference", R"("to": "p.a")")) +
                   "]",
               "/entities/1/fields/1", "more than 64"},
        broken{"reserved plural",
               R"("entities": [{"name": "a", "plural": "actions", "label": )" + texts + R"(, "fields": []}])",
               "/entities/0/plural", "choose another"},
        broken{"label of one language", R"("entities": [{"name": "a", "plural": "b", "label": {"vi": "x"}}])",
               "/entities/0/label", "\"en\" is missing"},
        broken{"empty label", R"("entities": [{"name": "a", "plural": "b", "label": {"vi": "x", "en": ""}}])",
               "/entities/0/label/en", "empty"},
        broken{"third language",
               R"("entities": [{"name": "a", "plural": "b", "label": {"vi": "x", "en": "y", "fr": "z"}}])",
               "/entities/0/label/fr", "no such member"},
        broken{"no field", R"("entities": [{"name": "a", "plural": "b", "label": )" + texts + R"(, "fields": []}])",
               "/entities/0/fields", "at least one"},
        broken{"unknown member", one_entity("", R"("colour": 1)"), "/entities/0/colour", "no such member"},
        broken{"unique of an unknown field", one_entity("", R"("unique": [["title", "code"]])"),
               "/entities/0/unique/0/1", "no field \"code\""},
        broken{"unique of one field", one_entity("", R"("unique": [["title"]])"), "/entities/0/unique/0",
               "fewer than two"},
        broken{"unique of a field twice", one_entity("", R"("unique": [["title", "title"]])"), "/entities/0/unique/0/1",
               "twice"},
        broken{"unique of a long text", one_entity(field_json("a", "long_text"), R"("unique": [["title", "a"]])"),
               "/entities/0/unique/0/1", "long_text"},
        broken{"unique of links",
               one_entity(field_json("a", "multi_reference", R"("to": "p.thing")"), R"("unique": [["title", "a"]])"),
               "/entities/0/unique/0/1", "multi_reference"},
        broken{"claim without code", one_entity("", R"("claims": [{"name": "x", "callback": 1}])"),
               "/entities/0/claims/0", "\"code\" is missing"},
        broken{"negative callback", one_entity("", R"("checks": [-1])"), "/entities/0/checks/0", "whole number"},
        broken{"callback of another type", one_entity("", R"("after_commit": ["x"])"), "/entities/0/after_commit/0",
               "whole number"},
        broken{"unknown moment", one_entity("", R"("before": {"read": [1]})"), "/entities/0/before/read",
               "create, update, delete, transition"},
        broken{"comparison of two types",
               one_entity(field_json("a", "date"), R"("rules": [{"field": "a", "op": "ge", "other": "title"}])"),
               "/entities/0/rules/0/other", "one type"},
        broken{"unknown comparison",
               one_entity(field_json("a", "date"), R"("rules": [{"field": "a", "op": "gte", "other": "title"}])"),
               "/entities/0/rules/0/op", "eq, ne, lt"},
        broken{"order of booleans",
               one_entity(field_json("a", "boolean") + "," + field_json("b", "boolean"),
                          R"("rules": [{"field": "a", "op": "lt", "other": "b"}])"),
               "/entities/0/rules/0", "no order"},
        broken{"scope without a path", one_entity("", R"("scopes": [{"dimension": "d", "path": ""}])"),
               "/entities/0/scopes/0/path", "reference.field"},
        broken{"dimension twice",
               one_entity("", R"("scopes": [{"dimension": "d", "path": "id"}, {"dimension": "d", "path": "id"}])"),
               "/entities/0/scopes/1/dimension", "twice"},
        broken{"unknown action", one_entity("", R"("grants": [{"role": "r", "actions": ["read", "write"]}])"),
               "/entities/0/grants/0/actions/1", "\"write\""},
        broken{"transition as an action", one_entity("", R"("grants": [{"role": "r", "actions": ["transition"]}])"),
               "/entities/0/grants/0/actions/0", "not one of"},
        broken{"grant of nothing", one_entity("", R"("grants": [{"role": "r", "actions": []}])"),
               "/entities/0/grants/0/actions", "no action"},
        broken{"state without a workflow", one_entity(field_json("a", "text", R"("required_in": ["open"])")),
               "/entities/0/fields/1/required_in/0", "no state \"open\""}));

INSTANTIATE_TEST_SUITE_P(
    OfFields, DeclarationErrors,
    testing::Values(
        broken{"unknown type", one_field("string", ""), "/entities/0/fields/1/type", "no type \"string\""},
        broken{"reserved name", one_entity(field_json("version", "integer")), "/entities/0/fields/1/name", "already"},
        broken{"name twice", one_entity(field_json("title", "text")), "/entities/0/fields/1", "twice"},
        broken{
            "two titles",
            one_entity(field_json("a", "text", R"("title": true)") + "," + field_json("b", "text", R"("title": true)")),
            "/entities/0/fields/2", "one title"},
        broken{"unknown member", one_field("text", R"("size": 5)"), "/entities/0/fields/1/size", "no such member"},
        broken{"flag that is no boolean", one_field("text", R"("required": 1)"), "/entities/0/fields/1/required",
               "true or false"},
        broken{"length of a number", one_field("integer", R"("max_length": 5)"), "/entities/0/fields/1/max_length",
               "means nothing for the type integer"},
        broken{"length of nothing", one_field("text", R"("max_length": 0)"), "/entities/0/fields/1/max_length",
               "from 1"},
        broken{"least above most", one_field("text", R"("max_length": 5, "min_length": 6)"),
               "/entities/0/fields/1/min_length", "from 1 to 5"},
        broken{"range of a text", one_field("text", R"("min": 5)"), "/entities/0/fields/1/min", "means nothing"},
        broken{"floating-point limit", one_field("integer", R"("min": 5.5)"), "/entities/0/fields/1/min", "wrong_type"},
        broken{"decimal limit as a number", one_field("decimal", R"("scale": 1, "max": 12.5)"),
               "/entities/0/fields/1/max", "wrong_type"},
        broken{"limit with too many digits", one_field("decimal", R"("scale": 1, "max": "12.55")"),
               "/entities/0/fields/1/max", "bad_decimal"},
        broken{"date that does not exist", one_field("date", R"("min": "2026-02-30")"), "/entities/0/fields/1/min",
               "bad_date"},
        broken{"most below least", one_field("integer", R"("min": 5, "max": 4)"), "/entities/0/fields/1/max", "below"},
        broken{"scale of money", one_field("money", R"("scale": 2)"), "/entities/0/fields/1/scale", "means nothing"},
        broken{"scale too large", one_field("decimal", R"("scale": 10)"), "/entities/0/fields/1/scale", "from 0 to 9"},
        broken{"broken pattern", one_field("text", R"("pattern": "[a")"), "/entities/0/fields/1/pattern",
               "no regular expression"},
        broken{"words without a pattern", one_field("text", R"("pattern_text": )" + texts),
               "/entities/0/fields/1/pattern_text", "means nothing"},
        broken{"enumeration without options", one_field("enumeration", ""), "/entities/0/fields/1",
               "\"options\" is missing"},
        broken{"no option", one_field("enumeration", R"("options": [])"), "/entities/0/fields/1/options", "no option"},
        broken{
            "option twice",
            one_field("enumeration", R"("options": [{"value": "a", )" + label + R"(}, {"value": "a", )" + label + "}]"),
            "/entities/0/fields/1/options/1/value", "twice"},
        broken{"option that is no code", one_field("enumeration", R"("options": [{"value": "a,b", )" + label + "}]"),
               "/entities/0/fields/1/options/0/value", "no code"},
        broken{"unknown tone", one_field("enumeration", R"("options": [{"value": "a", "tone": "red", )" + label + "}]"),
               "/entities/0/fields/1/options/0/tone", "neutral, info"},
        broken{"options of a text", one_field("text", R"("options": [])"), "/entities/0/fields/1/options",
               "means nothing"},
        broken{"reference to nowhere", one_field("reference", ""), "/entities/0/fields/1", "\"to\" is missing"},
        broken{"reference without a plugin", one_field("reference", R"("to": "thing")"), "/entities/0/fields/1/to",
               "plugin.name"},
        broken{"target of a text", one_field("text", R"("to": "p.thing")"), "/entities/0/fields/1/to", "means nothing"},
        broken{"unknown rule for deletes", one_field("reference", R"("to": "p.thing", "on_delete": "ignore")"),
               "/entities/0/fields/1/on_delete", "restrict, cascade, set_null"},
        broken{"null in a required reference",
               one_field("reference", R"("to": "p.thing", "on_delete": "set_null", "required": true)"),
               "/entities/0/fields/1", "contradicts"},
        broken{"unique long text", one_field("long_text", R"("unique": true)"), "/entities/0/fields/1/unique",
               "means nothing"},
        broken{"unique text that is too long", one_field("text", R"("max_length": 256, "unique": true)"),
               "/entities/0/fields/1", "at most 255"},
        broken{"sortable url of any length", one_field("url", R"("sortable": true)"), "/entities/0/fields/1",
               "at most 255"},
        broken{"searchable number", one_field("integer", R"("searchable": true)"), "/entities/0/fields/1/searchable",
               "means nothing"},
        broken{"default of another type", one_field("integer", R"("default": "5")"), "/entities/0/fields/1/default",
               "wrong_type"},
        broken{"default that is no option",
               one_field("enumeration", R"("default": "b", "options": [{"value": "a", )" + label + "}]"),
               "/entities/0/fields/1/default", "bad_option"},
        broken{"default outside the range", one_field("integer", R"("max": 3, "default": 5)"),
               "/entities/0/fields/1/default", "above_maximum"},
        broken{"default of a reference", one_field("reference", R"("to": "p.thing", "default": 5)"),
               "/entities/0/fields/1/default", "means nothing"},
        broken{"number of an integer", one_field("integer", R"("number": "{5}")"), "/entities/0/fields/1/number",
               "means nothing"},
        broken{"number without digits", one_field("text", R"("number": "HS-{year}")"), "/entities/0/fields/1/number",
               "HS-{year}-{5}"},
        broken{"number that is not closed", one_field("text", R"("number": "HS-{5")"), "/entities/0/fields/1/number",
               "HS-{year}-{5}"},
        broken{"number and default", one_field("text", R"("number": "{5}", "default": "x")"),
               "/entities/0/fields/1/number", "not both"},
        broken{"role that is no name", one_field("text", R"("read_by": ["An Officer"])"),
               "/entities/0/fields/1/read_by/0", "is no name"}));

INSTANTIATE_TEST_SUITE_P(
    OfWorkflows, DeclarationErrors,
    testing::Values(
        broken{"unknown initial state", one_workflow("open", ""), "/entities/0/workflow/initial", "no state \"open\""},
        broken{"unknown source", one_workflow("draft", one_transition("open", "done")),
               "/entities/0/workflow/transitions/0/from/0", "no state"},
        broken{"unknown goal", one_workflow("draft", one_transition("draft", "open")),
               "/entities/0/workflow/transitions/0/to", "no state"},
        broken{"way out of the end", one_workflow("draft", one_transition("done", "draft")),
               "/entities/0/workflow/transitions/0/from/0", "terminal"},
        broken{"name twice",
               one_workflow("draft", one_transition("draft", "done") + "," + one_transition("draft", "done")),
               "/entities/0/workflow/transitions/1", "twice"},
        broken{"unknown field", one_workflow("draft", one_transition("draft", "done", R"(, "requires": ["cost"])")),
               "/entities/0/workflow/transitions/0/requires/0", "no field"},
        broken{"field that is required twice",
               one_entity(field_json("a", "text"),
                          R"("workflow": {"field": "state", "initial": "draft", "states": [{"name": "draft", )" +
                              label + R"(}, {"name": "done", )" + label + R"(}], "transitions": [)" +
                              one_transition("draft", "done", R"(, "requires": ["a", "a"])") + "]}"),
               "/entities/0/workflow/transitions/0/requires/1", "twice"},
        broken{"the state as a field",
               one_workflow("draft", one_transition("draft", "done", R"(, "fields": ["state"])")),
               "/entities/0/workflow/transitions/0/fields/0", "set by the transition"},
        broken{"unknown earlier step",
               one_workflow("draft", one_transition("draft", "done", R"(, "not_by_actor_of": ["submit"])")),
               "/entities/0/workflow/transitions/0/not_by_actor_of/0", "no transition \"submit\""},
        broken{"nobody named",
               one_workflow("draft", R"({"name": "go", )" + label + R"(, "from": ["draft"], "to": "done"})"),
               "/entities/0/workflow/transitions/0", "\"by\" is missing"},
        broken{"unknown member", one_workflow("draft", "", R"(, "final": "done")"), "/entities/0/workflow/final",
               "no such member"},
        broken{"declared state field",
               one_entity(field_json("state", "text"),
                          R"("workflow": {"field": "state", "initial": "a", "states": [], "transitions": []})"),
               "/entities/0/workflow/field", "makes its field itself"},
        broken{"no state",
               one_entity("", R"("workflow": {"field": "state", "initial": "a", "states": [], "transitions": []})"),
               "/entities/0/workflow/states", "no state"},
        broken{
            "required in an unknown state",
            one_entity(
                field_json("a", "text", R"("required_in": ["open"])"),
                R"("workflow": {"field": "state", "initial": "draft", "transitions": [], "states": [{"name": "draft", )" +
                    label + "}]}"),
            "/entities/0/fields/1/required_in/0", "no state"}));

std::string site_route(std::string_view verb, std::string_view pattern, std::string_view permission,
                       std::string_view more = R"("body": "none")")
{
    return R"("routes": [{"space": "site", "callback": 1, "verb": ")" + std::string{verb} + R"(", "pattern": ")" +
           std::string{pattern} + R"(", "permission": ")" + std::string{permission} + R"(", "label": )" +
           std::string{texts} + ", " + std::string{more} + "}]";
}

INSTANTIATE_TEST_SUITE_P(
    OfOtherParts, DeclarationErrors,
    testing::Values(
        broken{"role called anyone", R"("roles": [)" + role_json("anyone") + "]", "/roles/0/name", "no role"},
        broken{"role twice", R"("roles": [)" + role_json("a") + "," + role_json("a") + "]", "/roles/1", "twice"},
        broken{"dimension of nothing", R"("dimensions": [)" + role_json("d") + "]", "/dimensions/0", "either"},
        broken{"dimension of two things",
               R"("dimensions": [)" + role_json("d", R"("self": true, "entity": "p.a")") + "]", "/dimensions/0",
               "either"},
        broken{"verb that is answered anyway", R"("routes": [{"verb": "HEAD"}])", "/routes/0/verb",
               "without being declared"},
        broken{
            "pattern that is none",
            R"("routes": [{"verb": "GET", "pattern": "x/../y", "space": "actions", "permission": "anyone", "callback": 1, "label": )" +
                texts + "}]",
            "/routes/0/pattern", "no pattern"},
        broken{
            "unknown space",
            R"("routes": [{"verb": "GET", "pattern": "/x", "space": "private", "permission": "anyone", "callback": 1, "label": )" +
                texts + "}]",
            "/routes/0/space", "actions, public, site"},
        broken{
            "route that does not block for somebody",
            R"("routes": [{"verb": "GET", "pattern": "/x", "space": "actions", "permission": "authenticated", "callback": 1, "non_blocking": true, "label": )" +
                texts + "}]",
            "/routes/0", "anyone"},
        broken{
            "route that does not block and is expensive",
            R"("routes": [{"verb": "GET", "pattern": "/x", "space": "actions", "permission": "anyone", "callback": 1, "expensive": true, "non_blocking": true, "label": )" +
                texts + "}]",
            "/routes/0", "not expensive"},
        broken{"site that is written to", site_route("POST", "/x", "anyone"), "/routes/0/verb", "GET only"},
        broken{"site for some", site_route("GET", "/x", "authenticated"), "/routes/0/permission", "anyone"},
        broken{"site with a body", site_route("GET", "/x", "anyone", R"("body": "any")"), "/routes/0/body", "no body"},
        broken{"site with parameters", site_route("GET", "/x", "anyone", R"("query": ["q"])"), "/routes/0/query",
               "any query"},
        broken{"site below the server's path", site_route("GET", "/api/{path...}", "anyone"), "/routes/0/pattern",
               "the server's own"},
        broken{"site in place of the server's path", site_route("GET", "/metrics", "anyone"), "/routes/0/pattern",
               "the server's own"},
        broken{"message of one language", R"("messages": [{"code": "x", "vi": "y"}])", "/messages/0",
               "\"en\" is missing"},
        broken{"message twice",
               R"("messages": [{"code": "x", "vi": "y", "en": "z"}, {"code": "x", "vi": "y", "en": "z"}])",
               "/messages/1", "twice"},
        broken{"event without a name of its own",
               R"("events": [{"name": "x", "label": )" + texts + R"(}, {"name": "x", "label": )" + texts + "}]",
               "/events/1", "twice"},
        broken{"event of one language", R"("events": [{"name": "x", "label": {"vi": "y"}}])", "/events/0/label",
               "\"en\" is missing"},
        broken{"setting of an unknown type",
               R"("settings": [{"name": "x", "type": "date", "default": 1, "label": )" + texts + "}]",
               "/settings/0/type", "decimal"},
        broken{"setting of another type",
               R"("settings": [{"name": "x", "type": "integer", "default": "1", "label": )" + texts + "}]",
               "/settings/0/default", "wrong_type"},
        broken{"type of a type",
               R"("field_types": [{"name": "x", "base": "reference", "callback": 1, "label": )" + texts + "}]",
               "/field_types/0/base", "not one of"},
        broken{"type twice",
               R"("field_types": [{"name": "x", "base": "text", "callback": 1, "label": )" + texts +
                   R"(}, {"name": "x", "base": "text", "callback": 1, "label": )" + texts + "}]",
               "/field_types/1/name", "twice"},
        broken{"indicator for anyone",
               R"("indicators": [{"name": "x", "callback": 1, "permission": "anyone", "label": )" + texts + "}]",
               "/indicators/0/permission", "authenticated"},
        broken{"tile of nothing", R"("dashboards": [{"name": "x", "tiles": ["y"], "label": )" + texts + "}]",
               "/dashboards/0/tiles/0", "no indicator"},
        broken{"seed of another plugin", R"("seeds": [{"entity": "x", "key": "y", "csv": ""}])", "/seeds/0/entity",
               "in this plugin"},
        broken{"seed without a stable key",
               one_entity("") + R"(, "seeds": [{"entity": "thing", "key": "title", "csv": ""}])", "/seeds/0/key",
               "unique"},
        broken{"menu of nothing", R"("menu": [{}])", "/menu/0", "either"},
        broken{"menu of an unknown entity", R"("menu": [{"entity": "x"}])", "/menu/0", "no entity"}));

/// A thing with the fields title, name and essay, in this schema.
std::string one_schema(const std::string& members)
{
    return one_entity(field_json("name", "text") + "," + field_json("essay", "long_text")) + R"(, "schema": {)" +
           members + "}";
}

std::string one_change(const std::string& change)
{
    return one_schema(R"("revision": 2, "compatible_from": 2, "changes": [{"revision": 2, "entity": "thing", )" +
                      change + "}]");
}

std::string renamed(const std::string& from, const std::string& to)
{
    return R"("rename_field": {"from": ")" + from + R"(", "to": ")" + to + R"("})";
}

INSTANTIATE_TEST_SUITE_P(
    OfTheSchema, DeclarationErrors,
    testing::Values(
        broken{"no revision", one_schema(""), "/schema", "\"revision\" is missing"},
        broken{"revision zero", one_schema(R"("revision": 0)"), "/schema/revision", "whole number"},
        broken{"unknown member", one_schema(R"("revision": 1, "revisions": 2)"), "/schema/revisions", "no such member"},
        broken{"compatible from later", one_schema(R"("revision": 1, "compatible_from": 2)"), "/schema/compatible_from",
               "above the revision"},
        broken{"change of the first revision",
               one_schema(R"("revision": 2, "changes": [{"revision": 1, "entity": "thing", "lengthen": "essay"}])"),
               "/schema/changes/0/revision", "begin with 2"},
        broken{"change of a later revision",
               one_schema(R"("revision": 2, "changes": [{"revision": 3, "entity": "thing", "lengthen": "essay"}])"),
               "/schema/changes/0/revision", "above the plugin's revision, 2"},
        broken{"changes out of order",
               one_schema(R"("revision": 3, "changes": [{"revision": 3, "entity": "thing", "lengthen": "essay"},
                                                        {"revision": 2, "entity": "thing", "lengthen": "essay"}])"),
               "/schema/changes/1/revision", "order"},
        broken{"change of an unknown entity",
               one_schema(R"("revision": 2, "changes": [{"revision": 2, "entity": "other", "lengthen": "essay"}])"),
               "/schema/changes/0/entity", "no entity \"other\""},
        broken{"no change", one_change(R"("lengthens": "essay")"), "/schema/changes/0/lengthens", "no such member"},
        broken{"two changes at once", one_change(renamed("a", "name") + R"(, "lengthen": "essay")"),
               "/schema/changes/0", "either"},
        broken{"rename with more to it", one_change(R"("rename_field": {"from": "a", "to": "name", "how": 1})"),
               "/schema/changes/0/rename_field/how", "no such member"},
        broken{"rename to itself", one_change(renamed("name", "name")), "/schema/changes/0/rename_field", "the same"},
        broken{"rename to nothing", one_change(renamed("name", "names")), "/schema/changes/0/rename_field/to",
               "no field \"names\""},
        broken{"rename from another field", one_change(renamed("title", "name")), "/schema/changes/0/rename_field/from",
               "another field"},
        broken{"rename from another field's former name",
               one_schema(R"("revision": 2, "compatible_from": 2, "changes": [
                   {"revision": 2, "entity": "thing", "rename_field": {"from": "a", "to": "name"}},
                   {"revision": 2, "entity": "thing", "rename_field": {"from": "a", "to": "essay"}}])"),
               "/schema/changes/0/rename_field/from", "another field"},
        broken{"rename that older versions should bear", one_schema(R"("revision": 3, "compatible_from": 1, "changes": [
                   {"revision": 2, "entity": "thing", "rename_field": {"from": "a", "to": "name"}}])"),
               "/schema/compatible_from", "must be at least 2"},
        broken{"rename without compatibility", one_schema(R"("revision": 2, "changes": [
                   {"revision": 2, "entity": "thing", "rename_field": {"from": "a", "to": "name"}}])"),
               "/schema", "where an older version would still look for it"},
        broken{"lengthened short text", one_change(R"("lengthen": "name")"), "/schema/changes/0/lengthen",
               "more than 255"},
        broken{"lengthened nothing", one_change(R"("lengthen": "names")"), "/schema/changes/0/lengthen",
               "no field \"names\""}));

TEST(DeclarationErrors, NameTheByteOfMalformedJson)
{
    fake_binder binder;
    std::vector<contributed_type> types;
    for (const char* document : {"{", "{\"declaration\": 1,}", "{\"declaration\": 1} x", "", "\xFF"}) {
        const auto read = read_declaration("p", document, binder, types);
        ASSERT_TRUE(read.has_error()) << document;
        EXPECT_EQ(read.error().pointer, "");
        EXPECT_THAT(read.error().problem, HasSubstr("malformed JSON at byte"));
    }
}

TEST(DeclarationErrors, RefuseAnotherFormatOfTheDocument)
{
    fake_binder binder;
    std::vector<contributed_type> types;
    EXPECT_EQ(read_declaration("p", R"({"declaration": 2})", binder, types).error().pointer, "/declaration");
    EXPECT_EQ(read_declaration("p", R"({"entities": []})", binder, types).error().pointer, "");
    EXPECT_EQ(read_declaration("p", "[]", binder, types).error().problem, "an object is needed here");
}

TEST(DeclarationErrors, SurviveADeepDocument)
{
    fake_binder binder;
    std::vector<contributed_type> types;
    EXPECT_TRUE(read_declaration("p", std::string(100'000, '['), binder, types).has_error());
}

} // namespace
} // namespace nscl::entities
