// The once-only rule when many arrive at once, through two server processes on one database.
#include "tests/integration/scenario/api_user.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/test_database.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <barrier>
#include <map>
#include <thread>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;

constexpr std::size_t applicants = 50;

server_options on(const test_database& shared)
{
    server_options options;
    options.database_url = shared.settings().url;
    options.database_password = shared.settings().password;
    return options;
}

answer post(api_user& by, std::string target, const json::value& body, header_list headers = {})
{
    headers.emplace_back("Content-Type", "application/json");
    return by.send({"POST", std::move(target), std::move(headers), json::serialize(body)});
}

std::int64_t created(const answer& got)
{
    if (got.status != 201) throw std::runtime_error(got.body);
    return json::parse(got.body).at("id").as_int64();
}

std::int64_t first_id(api_user& by, std::string target)
{
    const answer got = by.get(std::move(target));
    if (got.status != 200) throw std::runtime_error(got.body);
    return json::parse(got.body).at_pointer("/data/0/id").as_int64();
}

/// The administrator, who gives himself every role that the test needs.
api_user set_up(server_process& server)
{
    api_user admin{server.port()};
    const answer done = post(admin, "/api/v1/one-time-links/" + server.setup_token(),
                             {{"username", "admin"}, {"display_name", "Admin"}, {"password", test_password}});
    if (done.status >= 300) throw std::runtime_error(done.body);
    admin.log_in("admin", test_password);
    return admin;
}

void grant(api_user& admin, const std::string& role, const json::value& scopes = nullptr)
{
    const std::int64_t id = first_id(admin, "/api/v1/core/roles?filter[code]=" + role);
    const std::int64_t user = first_id(admin, "/api/v1/core/users?filter[username]=admin");
    created(post(admin, "/api/v1/core/grants", {{"user", user}, {"role", id}, {"scopes", scopes}}));
}

/// Every draft is submitted at the same moment, half of them through each server.
std::map<unsigned, std::size_t> submit_all(const api_user& admin, const std::vector<std::int64_t>& drafts,
                                           std::uint16_t port, std::uint16_t other)
{
    std::vector<answer> answers(drafts.size());
    std::barrier together{static_cast<std::ptrdiff_t>(drafts.size())};
    std::vector<std::thread> clients;
    for (std::size_t i = 0; i < drafts.size(); ++i)
        clients.emplace_back([&, i] {
            api_user client = admin.also_at(i % 2 == 0 ? port : other);
            together.arrive_and_wait();
            answers[i] =
                post(client, "/api/v1/programme/applications/" + std::to_string(drafts[i]) + "/transitions/submit",
                     json::object{}, {{"If-Match", "*"}});
        });
    for (std::thread& client : clients) client.join();
    std::map<unsigned, std::size_t> by_status;
    for (const answer& got : answers) {
        ++by_status[got.status];
        if (got.status == 409)
            EXPECT_EQ(json::parse(got.body).at("code"), "once_only") << got.body;
        else
            EXPECT_EQ(got.status, 200U) << got.body;
    }
    return by_status;
}

TEST(OnceOnly, HoldsForFiftyAtOnceThroughTwoServersOnOneMariadb)
{
    const test_database shared{engine::mariadb};
    server_process server{on(shared)};
    api_user admin = set_up(server);
    server_process other{on(shared)};

    grant(admin, "dost_officer");
    const std::int64_t commune = first_id(admin, "/api/v1/programme/communes?limit=1");
    const std::int64_t content = first_id(admin, "/api/v1/programme/support-contents?limit=1");
    const std::int64_t organization = created(
        post(admin, "/api/v1/programme/organizations",
             {{"name", "Hợp tác xã Na"}, {"tax_code", "4901234561"}, {"type", "cooperative"}, {"commune", commune}}));
    grant(admin, "organization_user", {{"organization", json::array{organization}}});
    std::vector<std::int64_t> drafts;
    for (std::size_t i = 0; i < applicants; ++i)
        drafts.push_back(created(post(admin, "/api/v1/programme/applications",
                                      {{"organization", organization},
                                       {"content", content},
                                       {"requested_vnd", 1000000},
                                       {"estimated_value_vnd", 2000000},
                                       {"description", "ISO 9001"},
                                       {"double_funding_declared", true}})));

    const auto by_status = submit_all(admin, drafts, server.port(), other.port());

    EXPECT_EQ(by_status, (std::map<unsigned, std::size_t>{{200, 1}, {409, applicants - 1}}));
    const answer stored = admin.get("/api/v1/programme/applications?filter[state]=submitted&count=exact");
    EXPECT_EQ(json::parse(stored.body).at_pointer("/page/count").as_int64(), 1) << stored.body;
    EXPECT_EQ(server.stop(), 0);
    EXPECT_EQ(other.stop(), 0);
    EXPECT_EQ(server.sanitizer_report() + other.sanitizer_report(), "");
}

} // namespace
} // namespace nscl::tests
