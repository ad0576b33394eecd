#include "core/accounts/account_routes.hpp"
#include "core/accounts/body_members.hpp"
#include "core/accounts/log_in.hpp"
#include "core/accounts/login_sessions.hpp"
#include "core/http/json_body.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace nscl::accounts {

using http::request;
using http::response;
using messages::outcome;
using messages::reason;

namespace {

std::string set_cookie(const request& asked, std::string_view token)
{
    std::string cookie =
        std::string{cookie_name(asked)} + "=" + std::string{token} + "; Path=/; HttpOnly; SameSite=Strict";
    if (asked.secure) cookie += "; Secure";
    if (token.empty()) cookie += "; Max-Age=0";
    return cookie;
}

class session_endpoint {
public:
    explicit session_endpoint(const route_context& context) : at_(context) {}

    outcome<response> show(const request& asked) const
    {
        auto found = at_.callers.find(asked);
        if (found.has_error()) {
            // A dead session is no error here: whoever asks wants to know just that.
            const bool by_cookie = asked.header("authorization").empty();
            if (!by_cookie || found.error().why != reason::unauthenticated) return found.error();
            return nobody(asked);
        }
        if (found->account->who->what == entities::caller::kind::nobody) return private_json(R"({"user":null})");
        return private_json(body_of(*found), 200, found->account->who->name);
    }

    outcome<response> begin(const request& asked) const
    {
        auto body = http::json_body(asked, at_.json_depth);
        if (body.has_error()) return body.error();
        body_members members{std::move(*body)};
        const login_request wanted{members.text("username"), members.text("password"),
                                   members.text("new_password", presence::optional), asked.peer,
                                   std::string{asked.cookie(cookie_name(asked))}};
        if (auto refused = members.refused()) return std::move(*refused);
        return welcomed(asked, log_in(at_.at, wanted));
    }

    outcome<response> end(const request& asked) const
    {
        const auto found = at_.callers.find(asked);
        if (found.has_error() && found.error().why != reason::unauthenticated) return found.error();
        if (found.has_value() && !found->session_token.empty()) {
            log_out(at_.at, *found->account->who, found->session_token);
        }
        auto answer = http::no_content();
        if (found.has_value()) answer.user = found->account->who->name;
        answer.with("Set-Cookie", set_cookie(asked, ""));
        return answer;
    }

    outcome<response> change_password(const request& asked) const
    {
        const auto found = at_.callers.find(asked);
        if (found.has_error()) return found.error();
        if (found->session_token.empty()) {
            if (found->account->who->what == entities::caller::kind::nobody) {
                return refuse(reason::unauthenticated, "unauthenticated");
            }
            return refuse(reason::forbidden, "session_needed");
        }
        auto body = http::json_body(asked, at_.json_depth);
        if (body.has_error()) return body.error();
        body_members members{std::move(*body)};
        const auto current = members.text("current_password");
        const auto next = members.text("new_password");
        if (auto refused = members.refused()) return std::move(*refused);
        return welcomed(asked, accounts::change_password(at_.at, *found->account->who, current, next));
    }

private:
    response nobody(const request& asked) const
    {
        auto answer = private_json(R"({"user":null})");
        answer.with("Set-Cookie", set_cookie(asked, ""));
        return answer;
    }

    outcome<response> welcomed(const request& asked, const outcome<std::string>& token) const
    {
        if (token.has_error()) return token.error();
        auto found = at_.callers.of_session(*token, asked.peer);
        if (found.has_error()) return found.error();
        auto answer = private_json(body_of(*found), 200, found->account->who->name);
        answer.with("Set-Cookie", set_cookie(asked, *token));
        return answer;
    }

    std::string body_of(const visitor& who) const
    {
        boost::json::array roles;
        for (const auto& each : who.account->roles) roles.emplace_back(each);
        const auto id = who.account->who->user;
        boost::json::object body;
        body["user"] =
            boost::json::object{{"id", id},
                                {"href", "/api/v1" + at_.at.entity("user").path() + "/" + std::to_string(id)},
                                {"username", who.account->who->name},
                                {"display_name", who.display_name},
                                {"roles", std::move(roles)}};
        if (!who.session_token.empty()) {
            body["csrf"] = login_sessions::csrf_of(who.session_token);
            body["idle_seconds"] = std::chrono::seconds{at_.callers.idle_timeout(*who.account)}.count();
        }
        return boost::json::serialize(body);
    }

    route_context at_;
};

} // namespace

std::vector<http::route> session_routes(const route_context& context)
{
    const session_endpoint served{context};
    using http::verb;
    const std::string path = "/api/v1/session";
    return {
        make_route(context, verb::get, path, [served](const request& asked) { return served.show(asked); }),
        make_login_route(context, path, [served](const request& asked) { return served.begin(asked); }),
        make_route(context, verb::delete_, path, [served](const request& asked) { return served.end(asked); }),
        make_login_route(context, path + "/password",
                         [served](const request& asked) { return served.change_password(asked); }),
    };
}

} // namespace nscl::accounts
