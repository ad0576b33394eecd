// A budget line's allocation when many applications are approved at once, through two server processes on one database.
#include "tests/integration/administrator.hpp"
#include "tests/support/at_once.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <array>
#include <ctime>
#include <map>
#include <stdexcept>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;

constexpr std::size_t applicants = 6;
constexpr std::int64_t requested_vnd = 40'000'000; // twice within what the line has
constexpr std::int64_t allocated_vnd = 100'000'000;

/// Today in Vietnam.
std::string today()
{
    const std::time_t seconds = std::time(nullptr) + 7 * 3600;
    std::tm at{};
    gmtime_r(&seconds, &at);
    std::array<char, 16> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%F", &at)};
}

void patch(api_user& by, const std::string& path, const json::value& changes)
{
    const answer got =
        by.send({"PATCH", path, {{"Content-Type", "application/json"}, {"If-Match", "*"}}, json::serialize(changes)});
    if (got.status != 200) throw std::runtime_error(got.body);
}

answer step(api_user& by, const std::string& path, const std::string& name, const json::value& values)
{
    return post(by, path + "/transitions/" + name, values, {{"If-Match", "*"}});
}

/// Everybody whom an application meets on its way to the leader's desk.
struct department {
    department(api_user& admin, const server_process& server, std::int64_t organization)
        : officer(invite(admin, server, "canbo", "dost_officer")),
          finance(invite(admin, server, "taichinh", "dof_officer")),
          leader(invite(admin, server, "lanhdao", "dost_leader")),
          applicant(invite(admin, server, "htx", "organization_user", {{"organization", json::array{organization}}}))
    {
        for (const char* name : {"thamdinh1", "thamdinh2", "thamdinh3"})
            council.push_back(invite(admin, server, name, "appraisal_council"));
    }

    colleague officer;
    colleague finance;
    colleague leader;
    colleague applicant;
    std::vector<colleague> council;
};

/// The path of an application for this content that waits for its approval on this line.
std::string appraised(department& at, std::int64_t organization, const json::value& content, std::int64_t line)
{
    const std::string path = applications + "/" +
                             std::to_string(created(post(at.applicant.at, applications,
                                                         {{"organization", organization},
                                                          {"content", content},
                                                          {"requested_vnd", requested_vnd},
                                                          {"estimated_value_vnd", 2 * requested_vnd},
                                                          {"description", "5S"},
                                                          {"double_funding_declared", true}})));
    json::array members;
    for (const auto& each : at.council) members.emplace_back(each.id);
    patch(at.officer.at, path, {{"appraisal_members", members}});
    const auto take = [&](colleague& by, const std::string& name, const json::value& values) {
        const answer got = step(by.at, path, name, values);
        if (got.status != 200) throw std::runtime_error(name + ": " + got.body);
    };
    take(at.applicant, "submit", json::object{});
    take(at.officer, "receive", json::object{});
    take(at.officer, "schedule_survey", {{"survey_on", today()}, {"survey_team", "Tổ"}});
    take(at.officer, "record_survey",
         {{"survey_minutes_no", "01"}, {"baseline", "Chưa áp dụng"}, {"survey_conclusion", "eligible"}});
    take(at.officer, "start_appraisal", json::object{});
    take(at.council[0], "pass_appraisal", {{"score", "82.5"}, {"council_minutes_no", "02"}});
    take(at.finance, "pass_budget_appraisal", {{"appraised_vnd", requested_vnd}, {"budget_line", line}});
    return path;
}

TEST(Commitment, StaysWithinTheAllocationForSixApprovalsAtOnceThroughTwoServersOnOneMariadb)
{
    const test_database shared{engine::mariadb};
    server_process server{on(shared)};
    api_user admin = first_administrator(server);
    server_process other{on(shared)};
    grant(admin, "dost_officer");
    const std::int64_t organization = created(post(admin, organizations,
                                                   {{"name", "Hợp tác xã Na"},
                                                    {"tax_code", "4901234561"},
                                                    {"type", "cooperative"},
                                                    {"commune", first_id(admin, "/api/v1/programme/communes")}}));
    department at{admin, server, organization};
    const auto line = first_id(at.finance.at, "/api/v1/programme/budget-lines?filter[code]=2026.standards");
    const std::string budget = "/api/v1/programme/budget-lines/" + std::to_string(line);
    patch(at.finance.at, budget, {{"allocated_vnd", allocated_vnd}, {"allocation_no", "01"}});
    const std::int64_t rate = created(post(at.officer.at, "/api/v1/programme/support-rates",
                                           {{"name", "Mức mẫu"},
                                            {"area", "standards"},
                                            {"percent", "50"},
                                            {"valid_from", "2026-01-01"},
                                            {"legal_basis", "province_resolution"},
                                            {"resolution_no", "01"},
                                            {"basis_document", "Nghị quyết mẫu"}}));
    const answer active =
        step(at.leader.at, "/api/v1/programme/support-rates/" + std::to_string(rate), "activate", json::object{});
    ASSERT_EQ(active.status, 200U) << active.body;
    const auto contents =
        json::parse(admin
                        .get("/api/v1/programme/support-contents?filter[code][starts]=tool_&sort=id&limit=" +
                             std::to_string(applicants))
                        .body);
    std::vector<std::string> waiting;
    for (const auto& each : contents.at("data").as_array())
        waiting.push_back(appraised(at, organization, each.at("id"), line));
    ASSERT_EQ(waiting.size(), applicants);

    std::vector<answer> answers(applicants);
    at_once(
        applicants, [&](std::size_t i) { return at.leader.at.also_at(i % 2 == 0 ? server.port() : other.port()); },
        [&](std::size_t i, api_user& leader) {
            answers[i] =
                step(leader, waiting[i], "approve", {{"decision_no", std::to_string(i)}, {"decision_on", today()}});
        });

    std::map<unsigned, std::size_t> by_status;
    for (const answer& got : answers) {
        ++by_status[got.status];
        EXPECT_TRUE(got.status == 200 || got.body.find("no_free_allocation") != std::string::npos) << got.body;
    }
    EXPECT_EQ(by_status, (std::map<unsigned, std::size_t>{{200, 2}, {422, applicants - 2}}));
    EXPECT_EQ(json::parse(at.finance.at.get(budget).body).at("committed_vnd"), 2 * requested_vnd);
    EXPECT_EQ(server.stop(), 0);
    EXPECT_EQ(other.stop(), 0);
    EXPECT_EQ(server.sanitizer_report() + other.sanitizer_report(), "");
}

} // namespace
} // namespace nscl::tests
