#include "tests/support/record_world.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>

namespace nscl::tests {

using entities::record_id;
using testing::HasSubstr;
using testing::Not;

namespace {

/// Planters create everywhere, importers import for their own plot only; a seed's price is the boss's.
constexpr std::string_view farm_document = R"json({
  "declaration": 1,
  "roles": [{"name": "planter", "label": {"vi": "a", "en": "b"}}, {"name": "importer", "label": {"vi": "a", "en": "b"}},
            {"name": "boss", "label": {"vi": "a", "en": "b"}}],
  "dimensions": [{"name": "plot", "label": {"vi": "a", "en": "b"}, "entity": "farm.plot"}],
  "entities": [
    {"name": "plot", "plural": "plots", "label": {"vi": "a", "en": "b"},
     "fields": [{"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}, "title": true}],
     "scopes": [{"dimension": "plot", "path": "id"}], "grants": [{"role": "planter", "actions": ["read"]}]},
    {"name": "crop", "plural": "crops", "label": {"vi": "a", "en": "b"},
     "fields": [{"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}},
                {"name": "plot", "type": "reference", "to": "farm.plot", "label": {"vi": "a", "en": "b"}}],
     "scopes": [{"dimension": "plot", "path": "plot"}],
     "grants": [{"role": "planter", "actions": ["read", "create"]}, {"role": "importer", "actions": ["import"], "within": ["plot"]}]},
    {"name": "seed", "plural": "seeds", "label": {"vi": "a", "en": "b"},
     "fields": [{"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}},
                {"name": "price", "type": "money", "label": {"vi": "a", "en": "b"}, "required": true, "read_by": ["boss"]}],
     "grants": [{"role": "planter", "actions": ["read", "create", "import"]}]}
  ]
})json";

} // namespace

class ImportRights : public each_database {
protected:
    ImportRights() : farm(db(), "farm", farm_document)
    {
        const auto own = farm.add("farm.plot", {{"title", "\"own\""}});
        farm.add("farm.plot", {{"title", "\"other\""}});
        farm.callers.who =
            std::make_shared<const entities::caller>(person(0, {"planter", "importer"}, {{"plot", {own}}}));
    }

    /// The result of the job, as text.
    std::string import(const std::string& plural, const std::string& text)
    {
        const auto answer = farm.ask(http::verb::post, "/api/v1/farm/" + plural + "/import?mode=proceed", text,
                                     {{"content-type", "text/csv"}});
        EXPECT_EQ(answer.status, 202U) << answer.body;
        if (answer.status != 202) return answer.body;
        farm.finish_jobs();
        const auto job = farm.read(almighty(), "core.job", boost::json::parse(answer.body).at("id").as_int64()).value();
        return std::get<std::string>(job.values[farm.field("core.job", "result")]);
    }

    record_world farm;
};
NSCL_ON_EACH_DATABASE(ImportRights);

TEST_P(ImportRights, HoldForEachRowBesideThoseOfCreating)
{
    const auto result = boost::json::parse(import("crops", "title,plot\nrice,own\nmaize,other\n"));
    EXPECT_EQ(result.at("created").as_int64(), 1);
    const auto& errors = result.at("errors").as_array();
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].at("row").as_int64(), 3);
    EXPECT_EQ(errors[0].at("code").as_string(), "outside_scope");
    EXPECT_EQ(farm.count("SELECT COUNT(*) FROM farm_crop"), 1);
}

TEST_P(ImportRights, DoNotNameARequiredColumnThatIsHidden)
{
    const auto result = import("seeds", "title\nrice\n");
    EXPECT_THAT(result, HasSubstr("\"code\":\"invalid\""));
    EXPECT_THAT(result, Not(HasSubstr("price")));
}

} // namespace nscl::tests
