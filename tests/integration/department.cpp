#include "tests/integration/department.hpp"

#include <boost/json.hpp>

#include <array>
#include <ctime>
#include <stdexcept>

namespace nscl::tests {

namespace json = boost::json;

namespace {

/// Today in Vietnam.
std::string today()
{
    const std::time_t seconds = std::time(nullptr) + 7 * 3600;
    std::tm at{};
    gmtime_r(&seconds, &at);
    std::array<char, 16> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%F", &at)};
}

answer step(api_user& by, const std::string& path, const std::string& name, const json::value& values)
{
    return post(by, path + "/transitions/" + name, values, {{"If-Match", "*"}});
}

} // namespace

void patch(api_user& by, const std::string& path, const json::value& changes)
{
    const answer got =
        by.send({"PATCH", path, {{"Content-Type", "application/json"}, {"If-Match", "*"}}, json::serialize(changes)});
    if (got.status != 200) throw std::runtime_error(got.body);
}

department::department(api_user& admin, const server_process& server, std::int64_t organization)
    : officer(invite(admin, server, "canbo", "dost_officer")),
      finance(invite(admin, server, "taichinh", "dof_officer")),
      leader(invite(admin, server, "lanhdao", "dost_leader")),
      applicant(invite(admin, server, "htx", "organization_user", {{"organization", json::array{organization}}}))
{
    for (const char* name : {"thamdinh1", "thamdinh2", "thamdinh3"})
        council.push_back(invite(admin, server, name, "appraisal_council"));
}

void support_half(department& at)
{
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
    if (active.status != 200) throw std::runtime_error(active.body);
}

std::string appraised(department& at, std::int64_t organization, const json::value& content, std::int64_t line,
                      std::int64_t requested_vnd)
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

answer approve(api_user& leader, const std::string& path, const std::string& decision_no)
{
    return step(leader, path, "approve", {{"decision_no", decision_no}, {"decision_on", today()}});
}

} // namespace nscl::tests
