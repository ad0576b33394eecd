// What happens to an application whose supplement does not come in time. The days pass in the database, not on the clock.
#include "core/platform/clock.hpp"
#include "tests/integration/administrator.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <chrono>

namespace nscl::tests {
namespace {

namespace json = boost::json;

using days = std::chrono::sys_days;

days read_date(const std::string& iso)
{
    using namespace std::chrono;
    return year{std::stoi(iso.substr(0, 4))} / month{static_cast<unsigned>(std::stoul(iso.substr(5, 2)))} /
           day{static_cast<unsigned>(std::stoul(iso.substr(8, 2)))};
}

class DueDates : public each_database {
protected:
    DueDates()
    {
        grant(admin_, "dost_officer");
        commune_ = first_id(admin_, "/api/v1/programme/communes?limit=1");
        content_ = first_id(admin_, "/api/v1/programme/support-contents?filter[code]=ms_iso_9001_apply");
        for (const auto* tax_code : {"4901234561", "4901234579"}) {
            organizations_.push_back(created(post(
                admin_, organizations,
                {{"name", "Hợp tác xã Na"}, {"tax_code", tax_code}, {"type", "cooperative"}, {"commune", commune_}})));
        }
        grant(admin_, "organization_user",
              {{"organization", json::array(organizations_.begin(), organizations_.end())}});
    }

    std::int64_t draft_of(std::size_t organization)
    {
        return created(post(admin_, applications,
                            {{"organization", organizations_.at(organization)},
                             {"content", content_},
                             {"requested_vnd", 1000000},
                             {"estimated_value_vnd", 2000000},
                             {"description", "ISO 9001"},
                             {"double_funding_declared", true}}));
    }

    answer take(std::int64_t application, const std::string& step, const json::object& given = {})
    {
        return post(admin_, "/api/v1/programme/applications/" + std::to_string(application) + "/transitions/" + step,
                    given, {{"If-Match", "*"}});
    }

    std::int64_t waiting_for_a_supplement(std::size_t organization)
    {
        const auto application = draft_of(organization);
        EXPECT_EQ(take(application, "submit").status, 200U);
        EXPECT_EQ(take(application, "request_supplement", {{"reason", "Thiếu bản vẽ"}}).status, 200U);
        return application;
    }

    std::string state_of(std::int64_t application)
    {
        const auto got = admin_.get("/api/v1/programme/applications/" + std::to_string(application));
        return std::string{json::parse(got.body).at("state").as_string()};
    }

    void let_the_day_pass(std::int64_t application)
    {
        db().write([&](database::transaction& in) {
            const database::value row[] = {std::string{"2026-01-05"}, application};
            in.execute(R"(UPDATE "programme_application" SET "due_on"=? WHERE "id"=?)", row);
        });
    }

    std::int64_t expire_overdue()
    {
        const auto got = admin_.send({"POST", "/api/v1/programme/actions/applications/expire-overdue", {}, {}});
        EXPECT_EQ(got.status, 200U) << got.body;
        return json::parse(got.body).at("expired").as_int64();
    }

    server_process server_{on(fresh())};
    api_user admin_ = first_administrator(server_);

private:
    std::int64_t commune_ = 0;
    std::int64_t content_ = 0;
    std::vector<std::int64_t> organizations_;
};
NSCL_ON_EACH_DATABASE(DueDates);

TEST_P(DueDates, CountWorkingDaysWithoutHolidays)
{
    const auto submitted = [&](std::size_t organization) {
        const auto got = take(draft_of(organization), "submit");
        EXPECT_EQ(got.status, 200U) << got.body;
        return read_date(json::value_to<std::string>(json::parse(got.body).at("due_on")));
    };
    const auto works = [](days day) {
        const std::chrono::weekday of{day};
        return of != std::chrono::Saturday && of != std::chrono::Sunday;
    };
    const auto today = read_date(platform::local_date(platform::system_clock{}.now(), std::chrono::hours{7}));
    const auto due = submitted(0);
    int between = 0;
    for (auto day = today + std::chrono::days{1}; day <= due; day += std::chrono::days{1})
        between += works(day) ? 1 : 0;
    EXPECT_EQ(between, 5); // receipt_days
    EXPECT_TRUE(works(due));

    created(post(admin_, "/api/v1/programme/holidays",
                 {{"day", platform::local_date(std::chrono::microseconds{due.time_since_epoch()}.count(), {})},
                  {"name", "Ngày nghỉ mẫu"}}));
    auto next = due + std::chrono::days{1};
    while (!works(next)) next += std::chrono::days{1};
    EXPECT_EQ(submitted(1), next);
}

TEST_P(DueDates, EndAnApplicationWhoseSupplementDidNotCome)
{
    const auto late = waiting_for_a_supplement(0);
    const auto in_time = waiting_for_a_supplement(1);
    EXPECT_EQ(expire_overdue(), 0);
    let_the_day_pass(late);

    const auto refused = take(late, "resubmit");
    EXPECT_EQ(refused.status, 422U);
    const auto problem = json::parse(refused.body);
    const auto& wrong = problem.at_pointer("/errors/0");
    EXPECT_EQ(wrong.at("pointer"), "/due_on");
    EXPECT_EQ(wrong.at("code"), "deadline_passed");

    EXPECT_EQ(expire_overdue(), 1);
    EXPECT_EQ(state_of(late), "expired");
    EXPECT_EQ(state_of(in_time), "supplement_requested");
    EXPECT_EQ(expire_overdue(), 0);
    EXPECT_EQ(take(in_time, "resubmit").status, 200U);

    EXPECT_EQ(take(draft_of(0), "submit").status, 200U) << "the content is free again";
    EXPECT_EQ(server_.stop(), 0);
    EXPECT_EQ(server_.sanitizer_report(), "");
}

} // namespace
} // namespace nscl::tests
