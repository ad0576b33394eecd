#include "plugins/programme/blocking.hpp"
#include "plugins/programme/identity.hpp"
#include "plugins/programme/supported.hpp"
#include "tests/plugins/programme/vectors.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace programme::tests {
namespace {

namespace json = boost::json;

constexpr growth_band plan{10, 15};

using conflict = std::pair<std::string, std::string>;

json::value expected(std::string_view name)
{
    return json::parse(file_text(NSCL_TEST_DATA "/indicator_expected.json")).at(name);
}

/// The catalogue as it is shipped.
std::map<std::string, vector_row> contents()
{
    std::map<std::string, vector_row> by_code;
    for (auto& row : rows_of(PROGRAMME_CATALOGUE "/support_contents.csv")) by_code.emplace(row.at("code"), row);
    return by_code;
}

/// The example's tax codes carry no check digit, so they are not read as such.
std::string identity_in(const vector_row& application)
{
    std::string digits = application.at("tax_code");
    std::erase(digits, '-');
    return identity_of(digits, application.at("parent_in_province") == "1");
}

std::vector<counted_application> counted()
{
    const auto known = contents();
    std::vector<counted_application> all;
    for (const auto& row : vectors("indicator_scenario"))
        all.push_back({identity_in(row), row.at("state"), row.at("accepted_on"),
                       known.at(row.at("content_code")).at("counts_as_supported") == "1",
                       row.at("in_province") == "1"});
    return all;
}

/// The later application of each pair that claims the same, with the earlier one.
std::vector<conflict> once_only_conflicts()
{
    const auto known = contents();
    std::map<std::string, std::string> claims;
    std::vector<conflict> refused;
    for (const auto& row : vectors("indicator_scenario")) {
        if (!blocks_content(row.at("state"), 0, true)) continue;
        const auto claim = identity_in(row) + "|" + known.at(row.at("content_code")).at("once_key");
        const auto [first, is_free] = claims.emplace(claim, row.at("app_id"));
        if (!is_free) refused.emplace_back(row.at("app_id"), first->second);
    }
    return refused;
}

TEST(SupportedOrganizations, AreThoseOfTheExample)
{
    const auto years = supported_by_year(counted());
    const json::value organizations = expected("organizations");
    ASSERT_EQ(years.size(), organizations.as_object().size());
    for (const auto& [year, identities] : organizations.as_object()) {
        const auto& found = years.at(std::stoi(std::string{year}));
        EXPECT_EQ(found, json::value_to<std::set<std::string>>(identities)) << year;
        EXPECT_EQ(static_cast<std::int64_t>(found.size()), expected("supported").at(year).as_int64()) << year;
    }
}

TEST(SupportedOrganizations, GrowAsInTheExample)
{
    const auto of = [](std::string_view year) { return expected("supported").at(year).as_int64(); };
    EXPECT_EQ(growth_basis_points(of("2026"), of("2027")), expected("growth_2027_basis_points").as_int64());
    EXPECT_EQ(growth_status(of("2026"), of("2027"), plan), expected("status_2027").as_string());
}

TEST(SupportedOrganizations, CountNothingWithoutADateOfAcceptance)
{
    const std::vector<counted_application> undated{{"4900001010", "settled", "", true, true}};
    EXPECT_TRUE(supported_by_year(undated).empty());
}

TEST(SupportedOrganizations, DoNotCountContentsThatAreNoSupport)
{
    const std::vector<counted_application> other{{"4900001010", "settled", "2026-10-15", false, true}};
    EXPECT_TRUE(supported_by_year(other).empty());
}

TEST(SupportedOrganizations, CountADependentUnitUnderItsParentInTheProvince)
{
    EXPECT_EQ(identity_of("4900224296001", true), "4900224296");
    EXPECT_EQ(identity_of("4900224296001", false), "4900224296001");
    EXPECT_EQ(identity_of("4900224296", false), "4900224296");
    EXPECT_EQ(identity_of("020090123456", true), "020090123456");
}

TEST(OnceOnly, RefusesWhatTheExampleRefuses)
{
    const json::value pairs = expected("once_only_conflicts");
    std::vector<conflict> refused;
    for (const auto& pair : pairs.as_array()) refused.emplace_back(pair.at(0).as_string(), pair.at(1).as_string());
    EXPECT_EQ(once_only_conflicts(), refused);
}

TEST(OnceOnly, IsBlockedByTheStatesOfTheExample)
{
    const auto blocking = json::value_to<std::set<std::string>>(expected("blocking_states"));
    for (const auto& state : blocking) EXPECT_TRUE(blocks_content(state, 0, true)) << state;
    for (const auto* state : {"draft", "rejected", "withdrawn", "cancelled", "expired", "terminated"}) {
        EXPECT_FALSE(blocking.contains(state));
        EXPECT_FALSE(blocks_content(state, 0, true)) << state;
    }
}

TEST(OnceOnly, IsBlockedByATerminatedApplicationThatKeptMoney)
{
    EXPECT_TRUE(blocks_content("terminated", 1, true));
    EXPECT_TRUE(blocks_content("terminated", 1, false));
}

TEST(OnceOnly, IsBlockedByRecoveredFundsUnlessTheAgencyDecidesOtherwise)
{
    EXPECT_TRUE(blocks_content("funds_recovered", 0, true));
    EXPECT_FALSE(blocks_content("funds_recovered", 0, false));
    EXPECT_TRUE(blocks_content("funds_recovered", 1, false)) << "recovered in part only";
}

TEST(Growth, IsExactToTheHundredthOfAPercent)
{
    for (const auto& row : vectors("growth")) {
        const auto previous = number_in(row, "previous");
        const auto current = *number_in(row, "current");
        SCOPED_TRACE(row.at("previous") + " to " + row.at("current"));
        EXPECT_EQ(growth_basis_points(previous, current), number_in(row, "growth_basis_points"));
        EXPECT_EQ(growth_status(previous, current, plan), row.at("status"));
        const auto least = number_in(row, "smallest_count_meeting_10_percent");
        if (least) {
            EXPECT_EQ(least_meeting_target(previous.value(), plan), *least);
        }
    }
}

TEST(Growth, TellsNothingOfYearsToCome)
{
    const std::map<int, std::set<std::string>> known{{2026, {"a", "b"}}, {2027, {"b", "c", "d"}}};
    const auto years = supported_years(known, {2026, 2029, 2027}, std::nullopt, plan);
    ASSERT_EQ(years.size(), 4U);
    EXPECT_EQ(years[0].supported, 2);
    EXPECT_FALSE(years[0].provisional);
    EXPECT_EQ(years[0].status, "not_applicable");
    EXPECT_EQ(years[1].supported, 3);
    EXPECT_EQ(years[1].cumulative, 4);
    EXPECT_EQ(years[1].growth_basis_points, 5000);
    EXPECT_EQ(years[1].status, "exceeded");
    EXPECT_TRUE(years[1].provisional);
    for (const auto& later : {years[2], years[3]}) {
        EXPECT_FALSE(later.supported || later.cumulative || later.growth_basis_points || later.provisional);
        EXPECT_EQ(later.status, "not_applicable");
    }
}

TEST(Growth, StartsFromTheAverageAsAFraction)
{
    const std::set<std::string> fourteen{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"};
    const auto years = supported_years({{2026, fourteen}}, {2026, 2026, 2027}, growth_base{62, 5}, plan);
    EXPECT_EQ(years[0].growth_basis_points, 1290); // 14 to 12.4
    EXPECT_EQ(years[0].status, "met");
}

TEST(Growth, IsMeasuredByThePlansRecord)
{
    EXPECT_EQ(growth_status(100, 119, {20, 30}), "below_target");
    EXPECT_EQ(growth_status(100, 120, {20, 30}), "met");
    EXPECT_EQ(growth_status(100, 131, {20, 30}), "exceeded");
}

} // namespace
} // namespace programme::tests
