#include "core/accounts/account_routes.hpp"

#include "core/accounts/core_declaration.hpp"

namespace nscl::accounts {

http::route make_route(const route_context& context, http::verb which, std::string pattern, route_handler act)
{
    http::route made;
    made.verb = which;
    made.pattern = std::move(pattern);
    made.owner = core_plugin;
    made.query.emplace();
    made.handler = [&problems = context.problems, act = std::move(act)](const http::request& asked) {
        auto answer = act(asked);
        return answer.has_error() ? problems.from(answer.error(), asked) : std::move(*answer);
    };
    return made;
}

http::route make_login_route(const route_context& context, std::string pattern, route_handler act)
{
    auto made = make_route(context, http::verb::post, std::move(pattern), std::move(act));
    made.counts_as = http::rate::login;
    return made;
}

http::response private_json(std::string body, unsigned status, std::string user)
{
    auto answer = http::json(std::move(body), status);
    answer.user = std::move(user);
    answer.with("Cache-Control", "no-store, no-transform");
    return answer;
}

} // namespace nscl::accounts
