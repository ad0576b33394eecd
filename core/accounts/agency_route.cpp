#include "core/accounts/account_routes.hpp"
#include "core/accounts/agency.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace nscl::accounts {

std::vector<http::route> agency_routes(const route_context& context)
{
    return {make_route(context, http::verb::get, "/api/v1/agency",
                       [context](const http::request&) -> messages::outcome<http::response> {
                           const auto name = context.at.database.look_up(agency::name);
                           auto answer = http::json(
                               boost::json::serialize(boost::json::object{{"name", name}, {"demo", context.demo}}));
                           return answer.with("Cache-Control", "no-cache");
                       })};
}

} // namespace nscl::accounts
