// The workflow of applications as the built plugin declares it, beside the table of the programme's rules.
#include "core/plugin_host/plugin_host.hpp"
#include "tests/plugins/programme/vectors.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace nscl::tests {
namespace {

const entities::workflow& workflow_of(const entities::declaration& declared, std::string_view entity)
{
    const auto found = std::ranges::find(declared.entities, entity, &entities::entity::name);
    if (found == declared.entities.end() || !found->workflow) throw std::runtime_error("it has no workflow");
    return *found->workflow;
}

TEST(ApplicationWorkflow, HasTheTransitionsOfTheRulesAndNoOther)
{
    const auto declared = plugin_host::plugin_host::declaration_of(
        "programme", {.folders = {NSCL_BUILT_PLUGINS}, .enabled = {}, .values = {}});
    ASSERT_TRUE(declared.has_value()) << declared.error().text;
    const auto& ways = workflow_of(*declared, "application");
    std::vector<std::string> there;
    for (const auto& each : ways.transitions) {
        EXPECT_FALSE(each.label.vi.empty() || each.label.en.empty()) << each.name;
        for (const auto& from : each.from) {
            std::string way = from + " -> " + each.to + " by";
            for (const auto& role : each.by) way += " " + role;
            there.push_back(way);
        }
    }
    std::vector<std::string> wanted;
    for (auto row : ::programme::tests::rows_of(NSCL_TEST_DATA "/transitions.csv")) {
        const auto& by = row.at("by");
        wanted.push_back(row.at("from") + " -> " + row.at("to") + " by" + (by.empty() ? "" : " " + by));
    }
    EXPECT_EQ(wanted.size(), 36U);
    EXPECT_THAT(there, testing::UnorderedElementsAreArray(wanted));
    EXPECT_EQ(ways.states.size(), 24U);
    EXPECT_EQ(ways.initial, "draft");
}

} // namespace
} // namespace nscl::tests
