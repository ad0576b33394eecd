// A row of a file is checked as a single create is: each bad record is sent both ways.
#include "tests/support/record_world.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace nscl::tests {

namespace {

namespace json = boost::json;

/// A clerk creates and imports plants of an own plot, reads all plots, and knows nothing of vaults.
constexpr std::string_view garden_document = R"json({
  "declaration": 1,
  "roles": [{"name": "clerk", "label": {"vi": "a", "en": "b"}}],
  "dimensions": [{"name": "plot", "label": {"vi": "a", "en": "b"}, "entity": "garden.plot"}],
  "field_types": [{"name": "tax_code", "base": "text", "max_length": 14, "label": {"vi": "a", "en": "b"}, "callback": 1}],
  "messages": [{"code": "tax_code_checksum", "vi": "a", "en": "b"}, {"code": "weed", "vi": "a", "en": "b"}, {"code": "withered", "vi": "a", "en": "b"},
               {"code": "place_taken", "vi": "a", "en": "b"}],
  "entities": [
    {"name": "plot", "plural": "plots", "label": {"vi": "a", "en": "b"},
     "fields": [{"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}}],
     "grants": [{"role": "clerk", "actions": ["read"]}]},
    {"name": "vault", "plural": "vaults", "label": {"vi": "a", "en": "b"},
     "fields": [{"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}}]},
    {"name": "plant", "plural": "plants", "label": {"vi": "a", "en": "b"},
     "fields": [
       {"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}, "required": true, "min_length": 2, "max_length": 8},
       {"name": "plot", "type": "reference", "to": "garden.plot", "label": {"vi": "c", "en": "d"}, "required": true},
       {"name": "code", "type": "text", "label": {"vi": "e", "en": "f"}, "unique": true, "pattern": "[A-Z][0-9]+"},
       {"name": "tax_code", "type": "garden.tax_code", "label": {"vi": "g", "en": "h"}},
       {"name": "kind", "type": "enumeration", "label": {"vi": "i", "en": "j"}, "options": [{"value": "tree", "label": {"vi": "a", "en": "b"}}]},
       {"name": "height", "type": "integer", "label": {"vi": "k", "en": "l"}, "min": 1, "max": 100},
       {"name": "weight", "type": "decimal", "scale": 2, "label": {"vi": "m", "en": "n"}, "min": "0.5", "max": "9.5"},
       {"name": "price", "type": "money", "label": {"vi": "o", "en": "p"}, "min": 0},
       {"name": "sown", "type": "date", "label": {"vi": "q", "en": "r"}, "min": "2020-01-01"},
       {"name": "reaped", "type": "date", "label": {"vi": "s", "en": "t"}},
       {"name": "seen", "type": "timestamp", "label": {"vi": "u", "en": "v"}},
       {"name": "alive", "type": "boolean", "label": {"vi": "w", "en": "x"}},
       {"name": "mail", "type": "email", "label": {"vi": "y", "en": "z"}},
       {"name": "phone", "type": "phone", "label": {"vi": "aa", "en": "ab"}},
       {"name": "site", "type": "url", "label": {"vi": "ac", "en": "ad"}},
       {"name": "vault", "type": "reference", "to": "garden.vault", "label": {"vi": "ae", "en": "af"}},
       {"name": "row", "type": "integer", "label": {"vi": "ag", "en": "ah"}},
       {"name": "place", "type": "integer", "label": {"vi": "ai", "en": "aj"}}
     ],
     "unique": [["plot", "row"]],
     "rules": [{"field": "reaped", "op": "ge", "other": "sown"}],
     "claims": [{"name": "place", "callback": 2, "code": "place_taken"}],
     "checks": [3], "before": {"create": [4]},
     "scopes": [{"dimension": "plot", "path": "plot"}],
     "grants": [{"role": "clerk", "actions": ["read"]}, {"role": "clerk", "actions": ["create", "import"], "within": ["plot"]}]}
  ]
})json";

/// What a good record becomes bad by; null takes a value away. (A value of the wrong JSON type has no counterpart in a file.) "own", "other" and "vault" stand for ids, "nobody" for one that does not exist.
struct bad_record {
    const char* by;
    const char* refusal; ///< "field code, field code"; the field is empty where the record as a whole is refused
};

constexpr bad_record bad_records[] = {
    {R"({"title": null})", "title required"},
    {R"({"title": "   "})", "title required"},
    {R"({"title": "a"})", "title too_short"},
    {R"({"title": "123456789"})", "title too_long"},
    {R"({"plot": null})", "plot required"},
    {R"({"plot": "nobody"})", "plot unknown_reference"},
    {R"({"plot": "other"})", " outside_scope"},
    {R"({"vault": "vault"})", "vault unknown_reference"},
    {R"({"code": "a1"})", "code pattern"},
    {R"({"code": "A1"})", "code duplicate"},
    {R"({"tax_code": "4901234580"})", "tax_code tax_code_checksum"},
    {R"({"tax_code": "490123456149012"})", "tax_code too_long"},
    {R"({"kind": "stone"})", "kind bad_option"},
    {R"({"height": 0})", "height below_minimum"},
    {R"({"height": 101})", "height above_maximum"},
    {R"({"weight": "0.49"})", "weight below_minimum"},
    {R"({"weight": "9.51"})", "weight above_maximum"},
    {R"({"weight": "1.234"})", "weight bad_decimal"},
    {R"({"weight": "heavy"})", "weight bad_decimal"},
    {R"({"price": -1})", "price below_minimum"},
    {R"({"sown": "2026-02-30"})", "sown bad_date"},
    {R"({"sown": "2019-12-31"})", "sown below_minimum"},
    {R"({"sown": "2026-03-02", "reaped": "2026-03-01"})", "reaped must_not_be_below"},
    {R"({"seen": "yesterday"})", "seen bad_timestamp"},
    {R"({"mail": "nobody@"})", "mail bad_email"},
    {R"({"phone": "x"})", "phone bad_phone"},
    {R"({"site": "javascript:alert"})", "site bad_url"},
    {R"({"row": 1})", "plot duplicate, row duplicate"},
    {R"({"place": 1})", " place_taken"},
    {R"({"title": "weed"})", "title weed"},
    {R"({"title": "withered"})", "title withered"},
};

std::string title_of(const entities::change& of)
{
    const auto* title = std::get_if<std::string>(&of.after->values[0]);
    return title ? *title : std::string{};
}

} // namespace

class ImportChecks : public each_database {
protected:
    ImportChecks() : garden(db(), "garden", garden_document)
    {
        names = {{"own", garden.add("garden.plot", {{"title", R"("own")"}})},
                 {"other", garden.add("garden.plot", {{"title", R"("other")"}})},
                 {"vault", garden.add("garden.vault", {{"title", R"("vault")"}})},
                 {"nobody", 999'999}};
        garden.callbacks.values[1] = [](const entities::field_value& given) -> entities::parsed_value {
            if (given == entities::field_value{"4901234580"}) return entities::value_error{"tax_code_checksum", {}};
            return given;
        };
        garden.callbacks.claims[2] = [](entities::change& of) -> std::optional<std::string> {
            const auto* place = std::get_if<std::int64_t>(&of.after->values.back());
            return place ? std::optional{std::to_string(*place)} : std::nullopt;
        };
        garden.callbacks.hooks[3] = [](entities::change& of) {
            if (title_of(of) == "weed") of.problems->push_back({"/title", "weed", {}});
        };
        garden.callbacks.hooks[4] = [](entities::change& of) {
            if (title_of(of) == "withered") of.problems->push_back({"/title", "withered", {}});
        };
        const auto clerk = person(0, {"clerk"}, {{"plot", {names.at("own")}}});
        garden.callers.who = std::make_shared<const entities::caller>(clerk);
        EXPECT_EQ(by_create(with(R"({"code": "A1", "row": 1, "place": 1})")), "");
    }

    /// A good record with these values instead.
    json::object with(const char* values) const
    {
        json::object record{{"title", "oak"}, {"plot", names.at("own")}, {"tax_code", "4901234561"}, {"kind", "tree"},
                            {"height", 7},    {"sown", "2026-01-01"}};
        const auto instead = json::parse(values);
        for (const auto& [name, value] : instead.as_object()) {
            const auto named = value.is_string() ? names.find(value.as_string()) : names.end();
            record[name] = named == names.end() ? value : json::value(named->second);
        }
        return record;
    }

    /// What it is refused for, or "" when it is created.
    std::string by_create(const json::object& record)
    {
        const auto answer = garden.ask(http::verb::post, "/api/v1/garden/plants", json::serialize(record));
        if (answer.status == 201) return {};
        const auto refused = json::parse(answer.body).as_object();
        const auto* errors = refused.if_contains("errors");
        if (!errors) return " " + text(refused.at("code"));
        std::string all;
        for (const auto& each : errors->as_array())
            all += (all.empty() ? "" : ", ") + text(each.at("pointer")).substr(1) + " " + text(each.at("code"));
        return all;
    }

    /// The same for a file with this record alone.
    std::string by_import(const json::object& record)
    {
        std::vector<std::string> header;
        std::vector<std::string> cells;
        for (const auto& [name, value] : record) {
            header.emplace_back(name);
            cells.push_back(cell(name, value));
        }
        const auto answer = garden.ask(http::verb::post, "/api/v1/garden/plants/import", line(header) + line(cells),
                                       {{"content-type", "text/csv"}});
        EXPECT_EQ(answer.status, 202U) << answer.body;
        if (answer.status != 202) return answer.body;
        garden.finish_jobs();
        const auto job = garden.read(almighty(), "core.job", json::parse(answer.body).at("id").as_int64()).value();
        const auto result = json::parse(std::get<std::string>(job.values[garden.field("core.job", "result")]));
        std::string all;
        for (const auto& each : result.at("errors").as_array())
            all += (all.empty() ? "" : ", ") + text(each.at("column")) + " " + text(each.at("code"));
        EXPECT_EQ(result.at("created"), all.empty() ? 1 : 0);
        return all;
    }

    std::int64_t plants() { return garden.count("SELECT COUNT(*) FROM garden_plant"); }

    static std::string text(const json::value& of) { return json::value_to<std::string>(of); }

    /// As a file says it: references by their id.
    static std::string cell(std::string_view name, const json::value& value)
    {
        if (value.is_null()) return {};
        if (value.is_string()) return "\"" + text(value) + "\"";
        return (name == "plot" || name == "vault" ? "#" : "") + json::serialize(value);
    }

    static std::string line(const std::vector<std::string>& cells)
    {
        std::string joined = cells.front();
        for (std::size_t i = 1; i < cells.size(); ++i) joined += "," + cells[i];
        return joined + "\r\n";
    }

    record_world garden;
    std::map<std::string, std::int64_t, std::less<>> names;
};
NSCL_ON_EACH_DATABASE(ImportChecks);

TEST_P(ImportChecks, RefuseWhatASingleCreateRefusesByTheSameFieldAndCode)
{
    for (const auto& [by, refusal] : bad_records) {
        const auto record = with(by);
        EXPECT_EQ(by_create(record), refusal) << "created: " << by;
        EXPECT_EQ(by_import(record), refusal) << "imported: " << by;
        EXPECT_EQ(plants(), 1) << by;
    }
}

TEST_P(ImportChecks, TakeWhatASingleCreateTakes)
{
    EXPECT_EQ(by_create(with("{}")), "");
    EXPECT_EQ(by_import(with("{}")), "");
    EXPECT_EQ(plants(), 3);
}

} // namespace nscl::tests
