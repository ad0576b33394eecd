#include "core/entities/store/derived_data.hpp"
#include "tests/support/record_world.hpp"
#include "tests/unit/entities/declared.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::entities {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using tests::almighty;
using tests::record_world;

std::string document(const std::string& fields, const std::string& more = "")
{
    return R"({"declaration": 1, "entities": [)" + entity_json("thing", fields) + "]" + more + "}";
}

/// Every kind of field that has more than its column.
const std::string before =
    document(field_json("name", "text", R"("unique": true, "sortable": true, "searchable": true)") + "," +
             field_json("no", "text", R"("number": "T-{year}-{3}", "readonly": true, "unique": true)") + "," +
             field_json("parent", "reference", R"("to": "p.thing")") + "," +
             field_json("friends", "multi_reference", R"("to": "p.thing")") + "," + field_json("remark", "text"));

const std::string after =
    document(field_json("full_name", "text", R"("unique": true, "sortable": true, "searchable": true)") + "," +
                 field_json("number", "text", R"("number": "T-{year}-{3}", "readonly": true, "unique": true)") + "," +
                 field_json("belongs_to", "reference", R"("to": "p.thing")") + "," +
                 field_json("peers", "multi_reference", R"("to": "p.thing")") + "," + field_json("remark", "long_text"),
             R"(, "schema": {"revision": 3, "compatible_from": 2, "changes": [
        {"revision": 2, "entity": "thing", "rename_field": {"from": "name", "to": "full_name"}},
        {"revision": 2, "entity": "thing", "rename_field": {"from": "no", "to": "number"}},
        {"revision": 2, "entity": "thing", "rename_field": {"from": "parent", "to": "belongs_to"}},
        {"revision": 2, "entity": "thing", "rename_field": {"from": "friends", "to": "peers"}},
        {"revision": 3, "entity": "thing", "lengthen": "remark"}]})");

class SchemaUpgrade : public tests::each_database {
protected:
    SchemaUpgrade()
    {
        record_world old{db(), "p", before};
        rebuild_derived_data(db(), old.model->entities());
        first = old.add("p.thing", {{"name", R"("Đào")"}, {"remark", R"("ngắn")"}});
        second = old.add(
            "p.thing",
            {{"name", R"("An")"}, {"parent", std::to_string(first)}, {"friends", "[" + std::to_string(first) + "]"}});
    }

    record_id first = 0;
    record_id second = 0;
};
NSCL_ON_EACH_DATABASE(SchemaUpgrade);

TEST_P(SchemaUpgrade, KeepsEveryValueOfARenamedField)
{
    record_world world{db(), "p", after};
    const auto kept = world.read(almighty(), "p.thing", second).value();
    const auto value = [&](std::string_view name) { return kept.values[world.field("p.thing", name)]; };
    EXPECT_EQ(value("full_name"), field_value{"An"});
    EXPECT_EQ(value("number"), field_value{"T-2026-002"});
    EXPECT_EQ(value("belongs_to"), field_value{first});
    EXPECT_EQ(value("peers"), field_value{std::vector<record_id>{first}});
    EXPECT_EQ(kept.version, 1);
}

TEST_P(SchemaUpgrade, SortsAndFindsByTheNewName)
{
    record_world world{db(), "p", after};
    const auto names = [&](std::string_view query) {
        std::vector<std::string> result;
        const auto page = world.list(almighty(), "p.thing", query);
        for (const auto& each : page.value().records)
            result.push_back(std::get<std::string>(each.values[world.field("p.thing", "full_name")]));
        return result;
    };
    EXPECT_THAT(names("sort=full_name"), ElementsAre("An", "Đào"));
    rebuild_derived_data(db(), world.model->entities());
    EXPECT_THAT(names("sort=-full_name"), ElementsAre("Đào", "An"));
    EXPECT_THAT(names("q=dao"), ElementsAre("Đào"));
}

TEST_P(SchemaUpgrade, KeepsTheRulesOfARenamedField)
{
    record_world world{db(), "p", after};
    EXPECT_EQ(tests::refusal_of(world.create(almighty(), "p.thing", {{"full_name", R"("An")"}})),
              "duplicate: /full_name duplicate");
    EXPECT_EQ(tests::refusal_of(world.remove(almighty(), "p.thing", first)), "in_use");
    const auto next = world.create(almighty(), "p.thing", {{"full_name", R"("Bình")"}}).value();
    EXPECT_EQ(next.values[world.field("p.thing", "number")], field_value{"T-2026-003"});
}

TEST_P(SchemaUpgrade, TakesLongTextsWhereTheyWereShort)
{
    record_world world{db(), "p", after};
    const auto longer = "\"" + std::string(3000, 'x') + "\"";
    EXPECT_EQ(tests::refusal_of(world.update(almighty(), "p.thing", first, {{"remark", longer}})), "");
    const auto kept = world.read(almighty(), "p.thing", second).value();
    EXPECT_EQ(kept.values[world.field("p.thing", "remark")], field_value{});
}

TEST_P(SchemaUpgrade, ShowsTheHistoryOfARenamedFieldUnderItsNewName)
{
    record_world world{db(), "p", after};
    const auto history =
        tests::whole_body(world.ask(http::verb::get, "/api/v1/p/things/" + std::to_string(second) + "/history"));
    EXPECT_THAT(history, HasSubstr(R"({"field":"full_name","label":"Nhãn","old":null,"new":"An"})"));
    EXPECT_THAT(history, Not(HasSubstr(R"("field":"name")")));
}

TEST_P(SchemaUpgrade, RefusesTheVersionBeforeTheRename)
{
    record_world{db(), "p", after};
    EXPECT_THAT([&] { record_world(db(), "p", before); },
                testing::ThrowsMessage<schema_refused>(HasSubstr("start the newer server")));
}

using UpgradeToDefaults = tests::each_database;
NSCL_ON_EACH_DATABASE(UpgradeToDefaults);

const std::string without_extras = document(field_json("name", "text"));
const std::string with_extras =
    R"({"declaration": 1, "entities": [)" +
    entity_json("thing",
                field_json("name", "text") + "," +
                    field_json("copies", "integer", R"("required": true, "default": 1)") + "," +
                    field_json("colour", "text", R"("required": true, "default": "it's red", "sortable": true)") + "," +
                    field_json("note", "text", R"("default": "none")"),
                R"("workflow": {"field": "state", "initial": "draft", "states": [{"name": "draft", )" + label +
                    R"(}, {"name": "done", )" + label + R"(}], "transitions": [{"name": "finish", )" + label +
                    R"(, "from": ["draft"], "to": "done", "by": ["chief"]}]})") +
    R"(], "roles": [)" + role_json("chief") + "]}";

TEST_P(UpgradeToDefaults, FillWhatNoRecordMayBeWithout)
{
    record_id earlier = 0;
    record_id beside = 0;
    {
        record_world older{db(), "p", without_extras};
        earlier = older.add("p.thing", {{"name", R"("An")"}});
        record_world newer{db(), "p", with_extras};
        beside = older.add("p.thing", {{"name", R"("Bình")"}});
    }
    record_world world{db(), "p", with_extras};
    rebuild_derived_data(db(), world.model->entities());
    const auto drafts = world.list(almighty(), "p.thing", "count=exact&filter[state]=draft&filter[copies]=1");
    EXPECT_EQ(drafts.value().count, 2);
    for (const auto id : {earlier, beside}) {
        const auto kept = world.read(almighty(), "p.thing", id).value();
        const auto value = [&](std::string_view name) { return kept.values[world.field("p.thing", name)]; };
        EXPECT_EQ(value("copies"), field_value{1});
        EXPECT_EQ(value("colour"), field_value{"it's red"});
        EXPECT_EQ(value("state"), field_value{"draft"});
        EXPECT_EQ(value("note"), field_value{}) << "it may be without";
        EXPECT_EQ(kept.version, 1);
        EXPECT_EQ(world.ask(http::verb::get, "/api/v1/p/things/" + std::to_string(id)).status, 200U);
        EXPECT_EQ(tests::refusal_of(world.update(almighty(), "p.thing", id, {{"name", R"("Chi")"}})), "");
        EXPECT_EQ(tests::refusal_of(world.take(almighty(), "p.thing", id, "finish")), "");
    }
}

} // namespace
} // namespace nscl::entities
