#include "tests/sdk/everything.hpp"
#include "tests/sdk/json_files.hpp"

#include <gtest/gtest.h>

namespace {

using namespace nscl::sdk;

/// The sentence with which a declaration is refused.
template <class Declare>
std::string refusal(Declare declare)
{
    plugin what;
    try {
        declare(what);
        what.document();
    } catch (const declaration_error& why) {
        return why.what();
    }
    return "accepted";
}

TEST(Declaration, WritesEveryMemberOfTheDocument)
{
    plugin what;
    registration::declare(what);
    EXPECT_EQ(sorted(boost::json::parse(what.document())), sorted(json_file("everything.json")));
}

TEST(Declaration, IsTheSameEachTime)
{
    plugin first;
    plugin second;
    registration::declare(first);
    registration::declare(second);
    EXPECT_EQ(first.document(), second.document());
}

TEST(Declaration, OfNothingHasNoEntities)
{
    EXPECT_EQ(plugin{}.document(), R"({"declaration":1,"entities":[]})");
}

TEST(Declaration, PutsTheFieldsThatComeNextIntoAGroup)
{
    plugin what;
    auto& course = what.entity("course", "courses", "Khóa", "Course");
    course.text("title", "A", "A");
    course.group("Nơi", "Place").text("room", "B", "B");
    course.text("floor", "C", "C");
    course.text("fee", "D", "D").group("Tiền", "Money");
    const auto document = boost::json::parse(what.document());
    const auto& fields = document.at("entities").at(0).at("fields");
    EXPECT_FALSE(fields.at(0).as_object().contains("group"));
    EXPECT_EQ(fields.at(1).at("group").at("en"), "Place");
    EXPECT_EQ(fields.at(2).at("group").at("en"), "Place");
    EXPECT_EQ(fields.at(3).at("group").at("en"), "Money");
}

TEST(Declaration, PutsASitePageAtTheServersRoot)
{
    EXPECT_EQ(boost::json::parse(route{"GET", "/{path...}", anyone, 1}.site_page().object().text()).at("space"),
              "site");
    EXPECT_NE(refusal([](plugin& p) {
                  p.get("/x", anyone, [](const request&) { return answer{}; }).site_page().public_page();
              }),
              "accepted");
}

TEST(Declaration, NamesTheFieldThatIsDeclaredTwice)
{
    EXPECT_EQ(refusal([](plugin& p) {
                  auto& course = p.entity("course", "courses", "Khóa", "Course");
                  course.text("title", "A", "A");
                  course.integer("title", "A", "A");
              }),
              "entity course, field: \"title\" is declared twice");
}

TEST(Declaration, NamesTheFieldThatTheWorkflowWouldHide)
{
    EXPECT_EQ(refusal([](plugin& p) {
                  auto& course = p.entity("course", "courses", "Khóa", "Course");
                  course.text("state", "A", "A");
                  course.workflow("state");
              }),
              "entity course, field: \"state\" is declared twice");
}

TEST(Declaration, RefusesWhatIsNoName)
{
    EXPECT_EQ(refusal([](plugin& p) { p.entity("Course", "courses", "Khóa", "Course"); }),
              "entity Course: \"Course\" is no name; names are [a-z][a-z0-9_]*, at most 40 characters");
    EXPECT_NE(refusal([](plugin& p) { p.role(std::string(41, 'a'), "A", "A"); }), "accepted");
    EXPECT_EQ(refusal([](plugin& p) { p.role(std::string(40, 'a'), "A", "A"); }), "accepted");
}

TEST(Declaration, RefusesToHearTheSameTwice)
{
    EXPECT_EQ(refusal([](plugin& p) {
                  p.entity("course", "courses", "Khóa", "Course").text("title", "A", "A").at_most(3).at_most(4);
              }),
              "entity course, field title: \"max_length\" is said twice");
}

TEST(Declaration, RefusesALimitWhereThereIsNothingToLimit)
{
    EXPECT_EQ(refusal([](plugin& p) {
                  p.entity("course", "courses", "Khóa", "Course").boolean("open", "A", "A").at_most(3);
              }),
              "entity course, field open: a boolean has no size to limit");
}

TEST(Declaration, RefusesATransitionToAnUnknownState)
{
    EXPECT_EQ(refusal([](plugin& p) {
                  p.entity("course", "courses", "Khóa", "Course")
                      .workflow("state")
                      .state("draft", "A", "A")
                      .transition("publish", "A", "A")
                      .from("draft")
                      .to("open");
              }),
              "entity course, workflow, transition publish: there is no state \"open\" (states come first)");
}

TEST(Declaration, RefusesATransitionThatLeadsNowhere)
{
    EXPECT_EQ(refusal([](plugin& p) {
                  p.entity("course", "courses", "Khóa", "Course")
                      .workflow("state")
                      .state("draft", "A", "A")
                      .transition("publish", "A", "A")
                      .from("draft");
              }),
              "entity course, workflow, transition publish says no to()");
}

TEST(Declaration, RefusesWhatBelongsToATransitionOnAState)
{
    EXPECT_EQ(
        refusal([](plugin& p) {
            p.entity("course", "courses", "Khóa", "Course").workflow("state").state("draft", "A", "A").by("officer");
        }),
        "entity course, workflow: by() belongs to a transition");
}

TEST(Declaration, RefusesADimensionOfNothing)
{
    EXPECT_EQ(refusal([](plugin& p) { p.dimension("unit", "A", "A"); }),
              "dimension unit needs of_entity() or of_caller()");
}

TEST(Declaration, OfARevisionWithoutChangesSaysItsNumber)
{
    plugin what;
    what.schema(3);
    EXPECT_EQ(what.document(), R"({"declaration":1,"entities":[],"schema":{"revision":3,"compatible_from":1}})");
}

TEST(Declaration, RefusesRevisionsThatDoNotAscend)
{
    EXPECT_EQ(refusal([](plugin& p) { p.schema(1); }), "schema 1 comes after 1");
    EXPECT_EQ(refusal([](plugin& p) {
                  p.schema(3);
                  p.schema(3);
              }),
              "schema 3 comes after 3");
}

TEST(Declaration, RefusesToRenameToWhatIsNoName)
{
    EXPECT_EQ(refusal([](plugin& p) { p.schema(2).renamed("course", "name", "Title"); }),
              "schema 2: \"Title\" is no name; names are [a-z][a-z0-9_]*, at most 40 characters");
}

TEST(Declaration, RefusesACatalogueFileThatWasNotBuiltIn)
{
    try {
        catalogue("missing.csv");
        FAIL();
    } catch (const error& why) {
        EXPECT_STREQ(why.what(), "no file missing.csv in the plugin's CATALOGUE");
    }
}

} // namespace
