// The part of scenario_run that makes users and logs them in.
#include "tests/integration/scenario/scenario_run.hpp"

#include <boost/json.hpp>

#include <stdexcept>

namespace nscl::tests {

namespace json = boost::json;

namespace {

constexpr const char* administrator = "admin";

std::string text_or(const json::object& in, std::string_view name, const std::string& otherwise)
{
    const auto* found = in.if_contains(name);
    return found == nullptr ? otherwise : std::string{std::string_view{found->as_string()}};
}

} // namespace

void scenario_run::set_up_administrator()
{
    sent_request asked{
        "POST", "/api/v1/one-time-links/" + server_->setup_token(), {{"Content-Type", "application/json"}}, {}};
    asked.body = json::serialize(
        json::object{{"username", administrator}, {"display_name", "Quản trị viên"}, {"password", test_password}});
    const answer got = http_client{server_->port()}.send(asked);
    if (got.status >= 300)
        throw std::runtime_error("the set-up link is refused: " + std::to_string(got.status) + " " + got.body);
    users_.emplace(administrator, server_->port()).first->second.log_in(administrator, test_password);
    known_.set("password", json::string{test_password});
}

json::value scenario_run::ask(const std::string& verb, const std::string& target, const json::value& body)
{
    sent_request asked{verb, target, {}, {}};
    if (!body.is_null()) {
        asked.headers.emplace_back("Content-Type", "application/json");
        asked.body = json::serialize(body);
    }
    const answer got = user(administrator).send(asked);
    if (got.status >= 300)
        throw std::runtime_error(verb + " " + target + " " + asked.body + ": " + std::to_string(got.status) + " " +
                                 got.body);
    return got.body.empty() ? json::value{} : json::parse(got.body);
}

/// The invitation is taken up at once; the first `as` logs in.
void scenario_run::make_user(const std::string& alias, const json::object& wanted)
{
    const json::value made =
        ask("POST", "/api/v1/core/users",
            json::object{{"username", alias}, {"display_name", text_or(wanted, "display_name", alias)}});
    const json::value id = made.at("id");
    known_.set(alias + "_id", id);
    if (const auto* roles = wanted.if_contains("roles"))
        for (const auto& role : roles->as_array()) grant(id, known_.fill(role));

    const json::value invitation = ask("POST", "/api/v1/core/actions/invite", json::object{{"user", id}});
    const std::string path{std::string_view{invitation.at("path").as_string()}};
    ask("POST", "/api/v1/one-time-links/" + path.substr(path.rfind('/') + 1),
        json::object{{"password", test_password}});
    users_.erase(alias);
    waiting_.insert(alias);
}

/// A role is a code, or {"role": code, "scopes": {dimension: [ids]}}.
void scenario_run::grant(const json::value& user_id, const json::value& role)
{
    const bool is_plain = role.is_string();
    const std::string code{std::string_view{(is_plain ? role : role.at("role")).as_string()}};
    const json::value found = ask("GET", "/api/v1/core/roles?filter[code]=" + code);
    if (found.at("data").as_array().empty()) throw std::runtime_error("there is no role " + code);
    json::object given{{"user", user_id}, {"role", found.at_pointer("/data/0/id")}};
    if (!is_plain) given["scopes"] = role.at("scopes");
    ask("POST", "/api/v1/core/grants", given);
}

api_user& scenario_run::user(const std::string& alias)
{
    if (alias.empty()) throw std::runtime_error("the step does not say \"as\" whom it asks");
    api_user& found = users_.try_emplace(alias, server_->port()).first->second;
    if (waiting_.erase(alias) != 0) found.log_in(alias, test_password);
    return found;
}

} // namespace nscl::tests
