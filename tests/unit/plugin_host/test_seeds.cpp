#include "core/plugin_host/seeds.hpp"

#include "tests/support/test_database.hpp"
#include "tests/unit/plugin_host/stage.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Seeds : public each_database {
protected:
    stage on{db()};

    std::string sow(const std::string& csv, const std::string& key = "title", const std::string& entity = "note")
    {
        entities::declaration declared;
        declared.plugin = "puppet";
        declared.seeds.push_back({entity, key, csv});
        const plugin_host::host_services services{db(), on.store, on.clock, std::chrono::minutes{0}};
        const auto sown = plugin_host::sow(services, declared);
        return sown.has_error() ? sown.error().text : "sown";
    }

    std::vector<std::string> rows(const std::string& expression = R"("title" || '=' || COALESCE("count",'-'))")
    {
        std::vector<std::string> found;
        const database::column types[] = {database::column::text};
        const auto sum =
            on.db.dialect().name() == "sqlite" ? expression : "CONCAT(\"title\",'=',COALESCE(\"count\",'-'))";
        db().read([&](database::reader& from) {
            from.query("SELECT " + sum + R"( FROM "puppet_note" ORDER BY "title")", {}, types,
                       [&](const database::row& row) { found.emplace_back(row.text(0)); });
        });
        return found;
    }
};
NSCL_ON_EACH_DATABASE(Seeds);

TEST_P(Seeds, CreateMissingRowsOnce)
{
    EXPECT_EQ(sow("title,count\nA,1\nB,\n"), "sown");
    EXPECT_THAT(rows(), ElementsAre("A=1", "B=-"));
    EXPECT_EQ(sow("title,count\nA,1\nB,\nC,3\n"), "sown");
    EXPECT_THAT(rows(), ElementsAre("A=1", "B=-", "C=3"));
    db().read([&](database::reader& from) {
        EXPECT_EQ(from.integer("SELECT COUNT(*) FROM \"core_journal\""), 3);
        EXPECT_EQ(from.text("SELECT DISTINCT \"user_name\" FROM \"core_journal\""), "seed");
    });
}

TEST_P(Seeds, ChangeRowsThatNobodyElseTouched)
{
    sow("title,count\nA,1\nB,2\n");
    const auto touched = db().read([&](database::reader& from) {
        return from.integer("SELECT \"id\" FROM \"puppet_note\" WHERE \"title\"='A'").value();
    });
    db().write([&](database::transaction& in) {
        EXPECT_TRUE(on.store
                        ->update(in, *on.callers.who, entities::authority::caller, on.entity("note"), touched, 0,
                                 {{2, std::int64_t{10}}})
                        .has_value());
    });
    EXPECT_EQ(sow("title,count\nA,5\nB,6\n"), "sown");
    EXPECT_THAT(rows(), ElementsAre("A=10", "B=6"));
}

TEST_P(Seeds, FindReferencesByTheirOwnCodes)
{
    EXPECT_EQ(sow("title,parent.title\nA,\nB,A\nC,B\n"), "sown");
    EXPECT_EQ(sow("title,parent.title\nA,\nB,A\nC,B\n"), "sown");
    db().read([&](database::reader& from) {
        EXPECT_EQ(
            from.text(
                R"(SELECT p."title" FROM "puppet_note" n JOIN "puppet_note" p ON p."id"=n."parent" WHERE n."title"='C')"),
            "B");
    });
    EXPECT_THAT(sow("title,parent.title\nX,Ghost\n"),
                HasSubstr("row 2, column parent.title: there is no puppet.note with title \"Ghost\""));
}

TEST_P(Seeds, NameRowAndColumnOfWhatIsWrong)
{
    EXPECT_THAT(sow("title,count\nA,1\nB,many\n"), HasSubstr("row 3, column count: \"many\""));
    EXPECT_THAT(sow("title,count\nA,5000\n"), HasSubstr("row 2, column count"));
    EXPECT_THAT(sow("title,ghost\nA,1\n"), HasSubstr("column ghost: there is no such field"));
    EXPECT_THAT(sow("count\n1\n"), HasSubstr("the key's column is missing"));
    EXPECT_THAT(sow("title,count\n,1\n"), HasSubstr("the key is empty"));
    EXPECT_THAT(sow("title,count\nA\n"), HasSubstr("row 2: has 1 cells"));
    EXPECT_THAT(sow(""), HasSubstr("is empty"));
    EXPECT_THAT(sow("title\nA\n", "title", "ghost"), HasSubstr("puppet.ghost"));
    EXPECT_THAT(rows(), IsEmpty()); // a seed is sown whole or not at all
}

TEST_P(Seeds, ObeyTheEntitysRules)
{
    puppet::the().callbacks[1] = [](nscl_call& call, nscl_error& error) {
        const auto& plugin = puppet::the();
        return plugin.entities().report(plugin.self(), call.context, text("size"), text("too_odd"), nullptr, &error);
    };
    EXPECT_THAT(sow("title\nA\n", "title", "ticket"), HasSubstr("row 2, column /size: too_odd"));
}

} // namespace
} // namespace nscl::tests
