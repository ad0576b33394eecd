#include "core/describe/console_schema.hpp"
#include "core/entities/model/access.hpp"
#include "tests/support/record_world.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace nscl::tests {

namespace json = boost::json;
using names = std::set<std::string>;

namespace {

/// Declares everything that a schema can tell.
constexpr std::string_view everything = R"json({
  "declaration": 1, "icon": "store",
  "entities": [{
    "name": "sale", "plural": "sales", "icon": "store", "label": {"vi": "Lần bán", "en": "Sale"},
    "fields": [
      {"name": "code", "type": "shop.code", "label": {"vi": "Mã", "en": "Code"}, "help": {"vi": "?", "en": "?"}, "group": {"vi": "Chung", "en": "General"}},
      {"name": "title", "type": "text", "label": {"vi": "Tên", "en": "Title"}, "min_length": 1, "max_length": 9, "pattern": "^.+$",
       "pattern_text": {"vi": "?", "en": "?"}, "required_in": ["sold"], "title": true, "list": true},
      {"name": "weight", "type": "decimal", "scale": 2, "min": "0.00", "max": "9.00", "default": "1.00", "unit": {"vi": "kg", "en": "kg"}, "label": {"vi": "Nặng", "en": "Weight"}},
      {"name": "in_year", "type": "integer", "year": true, "label": {"vi": "Năm", "en": "Year"}},
      {"name": "kind", "type": "enumeration", "options": [{"value": "retail", "label": {"vi": "Lẻ", "en": "Retail"}, "tone": "info"}], "label": {"vi": "Loại", "en": "Kind"}},
      {"name": "before", "type": "reference", "to": "shop.sale", "label": {"vi": "Lần trước", "en": "Before"}},
      {"name": "from", "type": "date", "label": {"vi": "Từ", "en": "From"}},
      {"name": "until", "type": "date", "label": {"vi": "Đến", "en": "Until"}}
    ],
    "rules": [{"field": "until", "op": "ge", "other": "from"}],
    "workflow": {
      "field": "state", "initial": "offered", "due": "until",
      "states": [{"name": "offered", "label": {"vi": "Chào", "en": "Offered"}, "tone": "info"}, {"name": "sold", "label": {"vi": "Bán", "en": "Sold"}, "terminal": true}],
      "transitions": [{"name": "sell", "label": {"vi": "Bán", "en": "Sell"}, "from": ["offered"], "to": "sold", "by": ["seller"], "requires": ["weight"],
                       "confirm": {"vi": "?", "en": "?"}, "tone": "success", "icon": "check", "unprompted": true}]
    },
    "grants": [{"role": "seller", "actions": "all"}]
  }],
  "events": [{"name": "shop_closed", "label": {"vi": "Đóng cửa", "en": "Shop closed"}}],
  "field_types": [{"name": "code", "base": "text", "label": {"vi": "Mã", "en": "Code"}, "callback": 1}],
  "roles": [{"name": "seller", "label": {"vi": "Người bán", "en": "Seller"}}],
  "dimensions": [{"name": "sale", "label": {"vi": "Lần bán", "en": "Sale"}, "entity": "shop.sale"}, {"name": "own", "label": {"vi": "Của mình", "en": "Own"}, "self": true}],
  "routes": [{"verb": "POST", "pattern": "/sales/{id}/print", "space": "actions", "permission": "seller", "callback": 2, "entity": "sale", "label": {"vi": "In", "en": "Print"}}],
  "indicators": [{"name": "sold", "label": {"vi": "Đã bán", "en": "Sold"}, "unit": {"vi": "lần", "en": "times"}, "callback": 3, "permission": "seller"}],
  "dashboards": [{"name": "week", "label": {"vi": "Tuần", "en": "Week"}, "tiles": ["sold"]}],
  "menu": [{"dashboard": "week"}, {"entity": "sale"}]
})json";

names members_of(const json::value& object)
{
    names found;
    for (const auto& member : object.as_object()) found.emplace(member.key());
    return found;
}

/// Of all objects in a list.
names members_in(const json::value& list)
{
    names found;
    for (const auto& each : list.as_array()) found.merge(members_of(each));
    return found;
}

class ConsoleTypes : public testing::Test {
protected:
    ConsoleTypes()
    {
        std::ifstream file{NSCL_CONSOLE_TYPES};
        types_ = {std::istreambuf_iterator<char>{file}, {}};
        entities::caller who;
        who.what = entities::caller::kind::user;
        for (const auto* role : {"administrator", "seller", "session_holder"}) who.grants.push_back({role, {}});
        const entities::access rights{*world_.model};
        answer = json::parse(describe::console_schema(*world_.model, rights, who, messages::language::vi, {}));
    }

    /// The members of an interface, in types.ts.
    names known_to(const std::string& interface) const
    {
        const auto begin = types_.find("export interface " + interface + " {\n");
        const auto body = types_.substr(begin, types_.find("\n}", begin) - begin);
        static const std::regex member{R"(\n  (\w+)\??:)"};
        names found;
        for (std::sregex_iterator at{body.begin(), body.end(), member}; at != std::sregex_iterator{}; ++at)
            found.insert((*at)[1]);
        return found;
    }

    json::value answer;

private:
    std::string types_;
    test_database fresh_{engine::sqlite};
    std::unique_ptr<database::database> open_ = fresh_.open();
    record_world world_{*open_, "shop", everything};
};

TEST_F(ConsoleTypes, NameWhatIsServedAndNothingElse)
{
    const auto& sale = answer.at("entities").at("shop.sale");
    const auto& workflow = sale.at("workflow");
    const auto& board = answer.at("dashboards").at("shop.week");
    names menus;
    for (const auto& each : answer.at("plugins").as_array()) menus.merge(members_in(each.at("menu")));
    auto actions = members_in(sale.at("actions"));
    actions.merge(members_in(answer.at("entities").at("core.user").at("actions")));

    auto fields = members_in(sale.at("fields"));
    const auto& issue = answer.at("entities").at("core.api_token").at("actions").at(0);
    fields.merge(members_in(issue.at("fields")));

    EXPECT_EQ(known_to("SchemaAnswer"), members_of(answer));
    EXPECT_EQ(known_to("System"), members_of(answer.at("system")));
    EXPECT_EQ(known_to("Plugin"), members_in(answer.at("plugins")));
    EXPECT_EQ(known_to("MenuItem"), menus);
    EXPECT_EQ(known_to("EntityAnswer"), members_of(sale));
    EXPECT_EQ(known_to("Field"), fields);
    EXPECT_EQ(known_to("Option"), members_in(sale.at("fields").at(4).at("options")));
    EXPECT_EQ(known_to("Rule"), members_in(sale.at("rules")));
    EXPECT_EQ(known_to("Workflow"), members_of(workflow));
    EXPECT_EQ(known_to("Transition"), members_in(workflow.at("transitions")));
    EXPECT_EQ(known_to("Action"), actions);
    EXPECT_EQ(known_to("Dashboard"), members_of(board));
    EXPECT_EQ(known_to("Tile"), members_in(board.at("tiles")));
    EXPECT_EQ(known_to("Dimension"), members_in(answer.at("dimensions")));
    EXPECT_EQ(known_to("RecordSource"), members_of(answer.at("dimensions").as_array().at(1).at("records")));
    EXPECT_EQ(known_to("EventKind"), members_in(answer.at("events")));
}

} // namespace

} // namespace nscl::tests
