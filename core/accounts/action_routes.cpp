#include "core/accounts/account_routes.hpp"
#include "core/accounts/administrators.hpp"
#include "core/accounts/api_tokens.hpp"
#include "core/accounts/body_members.hpp"
#include "core/accounts/invalid.hpp"
#include "core/accounts/one_time_links.hpp"
#include "core/http/json_body.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace nscl::accounts {

using http::request;
using http::response;
using messages::outcome;
using messages::reason;

namespace {

class action_endpoint {
public:
    explicit action_endpoint(const route_context& context) : at_(context) {}

    outcome<response> issue_token(const request& asked) const
    {
        const auto found = logged_in(asked);
        if (found.has_error()) return found.error();
        auto body = http::json_body(asked, at_.json_depth);
        if (body.has_error()) return body.error();
        body_members members{std::move(*body)};
        const api_tokens::order wanted{members.text("name"), members.text("expires_at"), members.ids("limited_to")};
        if (auto refused = members.refused()) return std::move(*refused);

        auto made = api_tokens::issue(at_.at, *found->account->who, wanted);
        if (made.has_error()) return made.error();
        auto answer =
            private_json(boost::json::serialize(boost::json::object{{"id", made->id}, {"secret", made->secret}}), 201,
                         found->account->who->name);
        answer.with("Location", "/api/v1" + at_.at.entity("api_token").path() + "/" + std::to_string(made->id));
        return answer;
    }

    outcome<response> issue_link(const request& asked, one_time_links::purpose what) const
    {
        const auto found = logged_in(asked);
        if (found.has_error()) return found.error();
        if (!found->account->administrator) return refuse(reason::forbidden, "forbidden");
        auto body = http::json_body(asked, at_.json_depth);
        if (body.has_error()) return body.error();
        body_members members{std::move(*body)};
        const auto user = members.id("user");
        if (auto refused = members.refused()) return std::move(*refused);

        const auto token = at_.at.database.write([&](database::transaction& in) -> outcome<std::string> {
            const database::value key[] = {user};
            const auto active = in.integer(R"(SELECT "active" FROM core_user WHERE "id"=?)", key);
            if (!active) return invalid({{"/user", "unknown_reference", {{"id", std::to_string(user)}}}});
            if (*active == 0) return invalid({{"/user", "disabled", {}}});
            return one_time_links::issue(in, at_.at, what, user, actor::of(*found->account->who));
        });
        if (token.has_error()) return token.error();
        return private_json(boost::json::serialize(link(one_time_links::path_of(*token))), 201,
                            found->account->who->name);
    }

private:
    /// The whole address only where the operator has said how users reach the server: a Host header is anybody's.
    boost::json::object link(const std::string& path) const
    {
        boost::json::object shown{{"path", path},
                                  {"expires_in", std::chrono::seconds{at_.at.settings.link_lifetime}.count()}};
        if (!at_.at.public_url.empty()) shown["url"] = at_.at.public_url + path;
        return shown;
    }

    /// Whoever sent the request by a session: what an API token made, a token or a way into an account, would outlive it.
    outcome<visitor> logged_in(const request& asked) const
    {
        auto found = at_.callers.find(asked);
        if (found.has_error()) return found;
        if (found->account->who->what == entities::caller::kind::nobody) {
            return refuse(reason::unauthenticated, "unauthenticated");
        }
        if (found->session_token.empty()) return refuse(reason::forbidden, "session_needed");
        return found;
    }

    route_context at_;
};

} // namespace

std::vector<http::route> action_routes(const route_context& context)
{
    const action_endpoint served{context};
    using http::verb;
    using one_time_links::purpose;
    const std::string below = "/api/v1/core/actions";
    return {
        make_route(context, verb::post, below + "/api-tokens",
                   [served](const request& asked) { return served.issue_token(asked); }),
        make_route(context, verb::post, below + "/invite",
                   [served](const request& asked) { return served.issue_link(asked, purpose::invitation); }),
        make_route(context, verb::post, below + "/reset-password",
                   [served](const request& asked) { return served.issue_link(asked, purpose::password_reset); }),
    };
}

} // namespace nscl::accounts
