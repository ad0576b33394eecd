#include "tests/integration/administrator.hpp"

#include "core/platform/clock.hpp"

#include <boost/json.hpp>

#include <stdexcept>

namespace nscl::tests {

namespace json = boost::json;

std::string in_a_month()
{
    return platform::to_rfc3339(platform::system_clock{}.now() + 30 * 86'400'000'000);
}

server_options on(const test_database& shared)
{
    server_options options;
    if (shared.which() == engine::sqlite) {
        options.folder = shared.folder();
        return options;
    }
    options.database_url = shared.settings().url;
    options.database_password = shared.settings().password;
    return options;
}

server_options through(const tcp_relay& between, const test_database& shared)
{
    auto options = on(shared);
    options.database_url = between.address_for(options.database_url);
    return options;
}

mariadb_client beside(const test_database& shared)
{
    const std::string& url = shared.settings().url;
    return mariadb_client{mariadb_server::instance(), url.substr(url.rfind('/') + 1)};
}

answer post(api_user& by, std::string target, const json::value& body, header_list headers)
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

api_user first_administrator(server_process& server)
{
    api_user admin{server.port()};
    const answer done = post(admin, "/api/v1/one-time-links/" + server.setup_token(),
                             {{"username", "admin"}, {"display_name", "Admin"}, {"password", test_password}});
    if (done.status >= 300) throw std::runtime_error(done.body);
    admin.log_in("admin", test_password);
    return admin;
}

namespace {

void grant_to(api_user& admin, std::int64_t user, const std::string& role, const json::value& scopes)
{
    const std::int64_t id = first_id(admin, "/api/v1/core/roles?filter[code]=" + role);
    created(post(admin, "/api/v1/core/grants", {{"user", user}, {"role", id}, {"scopes", scopes}}));
}

} // namespace

void grant(api_user& admin, const std::string& role, const json::value& scopes)
{
    grant_to(admin, first_id(admin, "/api/v1/core/users?filter[username]=admin"), role, scopes);
}

colleague invite(api_user& admin, const server_process& server, const std::string& username, const std::string& role,
                 const json::value& scopes)
{
    colleague made{created(post(admin, "/api/v1/core/users", {{"username", username}, {"display_name", username}})),
                   api_user{server.port()}};
    grant_to(admin, made.id, role, scopes);
    const answer invited = post(admin, "/api/v1/core/actions/invite", {{"user", made.id}});
    if (invited.status != 201) throw std::runtime_error(invited.body);
    const auto path = json::value_to<std::string>(json::parse(invited.body).at("path"));
    const answer done =
        post(made.at, "/api/v1/one-time-links" + path.substr(path.rfind('/')), {{"password", test_password}});
    if (done.status >= 300) throw std::runtime_error(done.body);
    made.at.log_in(username, test_password);
    return made;
}

} // namespace nscl::tests
